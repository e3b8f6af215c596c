/**
 * Invitations by a link: to claim a name, or into a room. Whoever has the secret in the link has what it
 * is for, as long as its maker may give that.
 *
 * @module
 */
import { OPERATOR } from "./operator.ts";
import type { Person } from "../../../hub/people/member.ts";
import { isGuest } from "../../../hub/people/unread.ts";
import { nameKey } from "../../../protocol/name.ts";
import type { Account, Accounts } from "../accounts.ts";
import { AuthError } from "../auth_error.ts";
import { hashToken, isToken, newToken } from "../tokens.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How often and for how many days an invitation may be used: unless said, and at most. */
export const INVITES = { uses: 1, usesMax: 10_000, days: 7, daysMax: 365 } as const;
/** The longest that one is good for, in milliseconds. */
export const INVITE_MS = INVITES.daysMax * DAY_MS;
/** Invitations of one person that can still be used: one more is refused. */
export const INVITES_MAX = 100;

/** An invitation as it is stored, under the hash of its secret. */
export interface Invite {
  /** The id of who made it. Nobody's, once it is used up. */
  readonly by: string;
  /** In milliseconds since the epoch. */
  readonly expires: number;
  /** The name of who made it; absent where an older version did. */
  readonly name?: string;
  readonly made?: number;
  /** How often it may still be used; once, where an older version made it. */
  readonly left?: number;
  /** The key of the room that it leads into; absent if it is for claiming a name. */
  readonly room?: string;
}

/** An invitation, by the hash of its secret: which tells nobody the secret. */
export interface ListedInvite extends Invite {
  readonly id: string;
}

/** Stores invitations by the hashes of their secrets. Every method may reject when the storage fails. */
export interface InviteStore {
  add(id: string, invite: Invite & { readonly made: number }): Promise<void>;
  find(id: string): Promise<Invite | undefined>;
  /** Those of one person that can still be used, as many as `INVITES_MAX`. */
  of(person: string): Promise<ListedInvite[]>;
  /** Those of all, in the order of their ids, after one if that is given. */
  all(limit: number, after?: string): Promise<ListedInvite[]>;
  /** Those that lead into a room, as many as a limit. */
  ofRoom(room: string, limit: number): Promise<ListedInvite[]>;
  /** Whether any leads into a room. */
  hasRoom(room: string): Promise<boolean>;
  /** Counts one use; `false` when there is none left. Of two that race for the last, one succeeds. */
  take(id: string, at: number): Promise<boolean>;
  /** Takes back that one was used, as who used it was not let in. */
  giveBack(id: string, invite: Invite, at: number): Promise<void>;
  delete(id: string): Promise<void>;
  deleteOf(person: string): Promise<void>;
  deleteRoom(room: string): Promise<void>;
}

/** What an invitation is made with. */
export interface InviteRequest {
  readonly uses: number;
  readonly days: number;
  /** The key of the room that it leads into. */
  readonly room?: string | undefined;
}

export interface InvitesOptions {
  readonly store: InviteStore;
  readonly accounts: Pick<Accounts, "find" | "isAdmin" | "isSuspended">;
  /** The accounts of administrators: an older version did not keep who made an invitation by name. */
  readonly administrators: () => Promise<Account[]>;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class Invites {
  readonly store: InviteStore;
  readonly #options: InvitesOptions;

  constructor(options: InvitesOptions) {
    this.store = options.store;
    this.#options = options;
  }

  /**
   * Makes an invitation. Its secret is known to whoever made it alone.
   *
   * @throws {AuthError} If they have too many.
   */
  async make(
    { id: by, name }: Person,
    { uses, days, room }: InviteRequest,
  ): Promise<{ secret: string; invite: ListedInvite }> {
    const made = this.#options.now();
    if ((await this.store.of(by)).filter(({ expires }) => expires > made).length >= INVITES_MAX) {
      throw AuthError.forbidden("invite", `you have ${INVITES_MAX} invitations, revoke one first`);
    }
    const secret = newToken();
    const id = hashToken(secret);
    const invite = {
      ...{ by, name, made, expires: made + days * DAY_MS, left: uses },
      ...(room !== undefined && { room }),
    };
    await this.store.add(id, invite);
    return { secret, invite: { id, ...invite } };
  }

  /** The invitation of a secret, if it can still be used, and who made it. */
  async find(secret: string): Promise<{ invite: ListedInvite; by: Person } | undefined> {
    const invite = await this.known(secret);
    if (!invite || (invite.left ?? 1) < 1) return undefined;
    const by = await this.makerOf(invite);
    return by && { invite, by };
  }

  /** The invitation of a secret, though it may be used up. */
  async known(secret: string): Promise<ListedInvite | undefined> {
    const id = isToken(secret) ? hashToken(secret) : undefined;
    const invite = id === undefined ? undefined : await this.store.find(id);
    return id !== undefined && invite && invite.expires > this.#options.now()
      ? { id, ...invite }
      : undefined;
  }

  /**
   * The hash of the secret of an invitation to claim a name, if who made it may still invite.
   *
   * @param mayInvite whether somebody may invite to claim names
   */
  async forClaim(
    secret: string,
    mayInvite: (by: Person) => boolean,
  ): Promise<string | undefined> {
    const found = await this.find(secret);
    const isGood = found && found.invite.room === undefined && mayInvite(found.by);
    return isGood ? found.invite.id : undefined;
  }

  /** Who made an invitation, as they are now; `undefined` if they are gone, or suspended. */
  async makerOf({ by: id, name }: Invite): Promise<Person | undefined> {
    const { accounts, administrators } = this.#options;
    if (id === OPERATOR.id) return OPERATOR;
    const account = name === undefined
      ? (await administrators()).find((one) => one.id === id)
      : await accounts.find(name);
    if (account?.id === id) {
      if (accounts.isSuspended(account)) return undefined;
      const { name, waits } = account;
      // Until it is approved they are the guest who they were.
      const guest = waits !== undefined;
      return { id, name, key: nameKey(name), guest, admin: accounts.isAdmin(account) };
    }
    // A guest is who has the id, whoever has claimed the name since.
    if (name === undefined || !isGuest(id)) return undefined;
    return { id, name, key: nameKey(name), guest: true, admin: false };
  }
}

/** The refusal of a secret that is unknown, expired, used up or revoked, or whose maker may not invite. */
export function invalidInvite(): AuthError {
  return AuthError.notInvited("invalid or expired invitation", "use invitation");
}
