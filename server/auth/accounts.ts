/**
 * Accounts: names that are claimed with a password.
 *
 * @module
 */
import type { Names } from "../../hub/people/member/names.ts";
import type { Person } from "../../hub/people/member.ts";
import { isGuest } from "../../hub/people/unread.ts";
import { displayKeys } from "../../protocol/name/display_name.ts";
import { nameKey } from "../../protocol/name.ts";
import { isReserved } from "../../protocol/name/reserved.ts";
import { AuthError } from "./auth_error.ts";
import type { Account, AccountStore, RoleChange } from "./accounts/account.ts";
import { Administration } from "./accounts/administration.ts";
import { claimKey, claimKeys, claimOf, exactClaim } from "./accounts/claims.ts";
import { type Device, remember } from "./accounts/devices.ts";
import { isSuspended, refuseHeldBack } from "./accounts/held_back.ts";
import { type Made, NOT_CHANGED } from "./accounts/passkeys.ts";
import type { ProfileStore } from "./accounts/profile_store.ts";
import type { Passwords } from "./accounts/passwords.ts";
import type { Session } from "./sessions.ts";
import { hashToken, randomText } from "./tokens.ts";

export type { Account, AccountStore, NotAdded, Terms } from "./accounts/account.ts";

/** Who may connect, and how. */
export interface Rules {
  /**
   * Who may claim a name: anybody, people with an invitation, anybody whom an administrator then
   * approves, or nobody.
   */
  readonly signUp: "open" | "invite" | "approve" | "closed";
  /** Whether guests may connect by a name alone. */
  readonly guests: boolean;
  /** The only account that may be the administrator's; by default, that of whoever has the code. */
  readonly admin?: string | undefined;
  /** The passphrase that everybody needs to connect. */
  readonly passphrase?: string | undefined;
}

/** A request to claim a name. */
export interface Claim {
  /** The id of the person: a guest keeps theirs. */
  readonly id: string;
  /** The hash of an invitation that is good; `undefined` if it is not. */
  readonly invite?: string | undefined;
  /** Whether they have sent one, good or not. */
  readonly isInvited?: boolean;
  readonly device: Device;
  /** The code that makes them the administrator. */
  readonly code?: string | undefined;
  /** A passkey that they have just made, in the place of a password. */
  readonly made?: Made | undefined;
}

export interface AccountsOptions {
  readonly store: AccountStore;
  readonly profiles: Pick<ProfileStore, "shownBy">;
  readonly passwords: Passwords;
  readonly rules: Rules;
  /** The names of those who were renamed. */
  readonly renamed?: Names | undefined;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export { claimKey, claimKeys, claimOf, exactClaim };

export class Accounts {
  readonly #store: AccountStore;
  readonly #profiles: AccountsOptions["profiles"];
  readonly #passwords: Passwords;
  readonly #rules: Rules;
  readonly #now: () => number;
  readonly #admin: string | undefined;
  readonly #renamed: Names | undefined;
  /** What administrators do with accounts. */
  readonly administration: Administration;

  constructor({ store, profiles, passwords, rules, renamed, now }: AccountsOptions) {
    this.#renamed = renamed;
    this.#store = store;
    this.#profiles = profiles;
    this.#passwords = passwords;
    this.#rules = rules;
    this.#now = now;
    this.#admin = rules.admin === undefined ? undefined : nameKey(rules.admin);
    this.administration = new Administration({
      ...{ store, now },
      only: onlyAdmin(rules),
      isAdmin: (account) => this.isAdmin(account),
    });
  }

  /** The account that has a name, or one that looks like it. */
  async find(name: string): Promise<Account | undefined> {
    // Of such names nothing was decided anew.
    const exact = isAscii(name) ? undefined : await this.#store.find(exactClaim(name));
    if (exact) return exact;
    const [own, ...others] = claimKeys(name);
    const account = await this.#store.find(own);
    // Nearly all names can be read in one way only.
    if (account || others.length === 0) return account;
    const found = await Promise.all(others.map((claim) => this.#store.find(claim)));
    return found.find((other) => other !== undefined);
  }

  /** Whether somebody has no account, by their id and their name. */
  async isGuest(id: string, name: string): Promise<boolean> {
    // Whoever claims a name keeps the id that they had as a guest.
    if (!isGuest(id)) return false;
    const account = await this.find(name);
    return account?.id !== id || account.waits !== undefined;
  }

  /** Whether somebody else than a person is shown by a display name that looks like a name. */
  async isShown(name: string, person?: string): Promise<boolean> {
    const shown = await this.#profiles.shownBy(displayKeys(name));
    return shown !== undefined && shown !== person;
  }

  /** Whether an account is the administrator's. */
  isAdmin({ name, founder }: Account): boolean {
    return founder && (this.#admin === undefined || nameKey(name) === this.#admin);
  }

  /** Whether the account of a name, by its key, is the administrator's. */
  async isAdminNamed(key: string): Promise<boolean> {
    const account = await this.find(key);
    return account !== undefined && nameKey(account.name) === key && this.isAdmin(account);
  }

  /**
   * Who somebody is that has a session, as it is now. `undefined` when their account is gone.
   *
   * @throws {AuthError} If they were a guest, and somebody has claimed their name.
   */
  async personOf(session: Session): Promise<Person | undefined> {
    const { person: id, guest } = session;
    const now = this.#renamed?.of(id);
    const { name } = now ?? session;
    const account = await this.find(name);
    const key = nameKey(name);
    const names = now && { names: now.keys };
    // Until their account is approved they are the guest who they were.
    const isTheirs = account?.id === id && !account.waits;
    if (isTheirs && isSuspended(account, this.#now())) return undefined;
    if (isTheirs) return { id, name, key, ...names, guest: false, admin: this.isAdmin(account) };
    if (!guest) return undefined;
    if (account && account.id !== id) throw AuthError.nameTaken("connect", `${name} was claimed`);
    return { id, name, key, ...names, guest: true, admin: false };
  }

  /**
   * Hashes the password that a name is to be claimed with, which takes a while.
   *
   * @param by who asks, such as an address: they take turns
   * @throws {AuthError} If the name is claimed or reserved.
   * @throws {BusyError} If too many wait.
   */
  async hash(name: string, password: string, by: string): Promise<string> {
    await this.#refuseTaken(name);
    return await this.#passwords.keep(password, by);
  }

  /**
   * Claims a name with a password, as `hash` gives it.
   *
   * @throws {AuthError} If it is claimed, or they may not.
   */
  async claim(
    name: string,
    password: string,
    { id, invite, isInvited = false, device, code, made: first }: Claim,
  ): Promise<Account> {
    await this.#refuseTaken(name);
    const made = this.#now();
    const devices = remember(device) ?? [];
    const passkeys = first && { passkeys: [first.passkey] };
    const account = { id, name, password, made, devices, ...passkeys };
    const added = await this.#store.add(claimKey(name), account, {
      isOpen: ["open", "approve"].includes(this.#rules.signUp),
      waits: this.#rules.signUp === "approve",
      code: code && hashToken(code),
      invite,
      nonce: first?.nonce,
      at: made,
    });
    if (added === "taken") throw isClaimed(name);
    if (added === "wrong-code") throw AuthError.wrongCode();
    if (added === "too-many-wait") {
      throw AuthError.forbidden(
        "claim name",
        "too many sign-ups wait for approval, try again later",
      );
    }
    if (added === "known-passkey") throw AuthError.wrongPasskey("claim name", NOT_CHANGED.taken);
    if (added === "used-challenge") throw AuthError.wrongPasskey("claim name", NOT_CHANGED.used);
    if (added !== "not-invited") return added;
    if (this.#rules.signUp !== "invite") {
      throw AuthError.forbidden("claim name", "nobody may");
    }
    const why = isInvited ? "invalid or expired invitation" : "an invitation is required";
    throw AuthError.notInvited(why);
  }

  /** @throws {AuthError} If a name is taken or reserved. */
  async #refuseTaken(name: string): Promise<void> {
    // The operator may name anybody the administrator, whatever the name.
    if (isReserved(name) && nameKey(name) !== this.#admin) {
      throw AuthError.nameReserved("claim name", name);
    }
    const known = await this.find(name);
    if (known && !known.waits?.refused) throw isClaimed(name);
    if (await this.isShown(name)) throw AuthError.nameShown("claim name", name);
  }

  /**
   * Whether a password is an account's own. It takes as long to find that there is no account.
   *
   * @param by who asks, such as an address: they take turns
   */
  async isRight(account: Account | undefined, password: string, by: string): Promise<boolean> {
    const kept = account?.program ? undefined : account?.password || undefined;
    return await this.#passwords.isRight(password, kept, by);
  }

  /** Stores that somebody has signed in from a device. */
  async remember(account: Account, device: Device): Promise<void> {
    if (!remember(device, account.devices)) return;
    await this.#store.update(claimOf(account), account, (known) => {
      return { ...known, devices: remember(device, known.devices) ?? known.devices ?? [] };
    });
  }

  /** Whether an account is still as it was, its password included, and may be used. */
  async isCurrent({ id, name, password }: Account): Promise<boolean> {
    const account = await this.find(name);
    return account?.id === id && account.password === password && !this.isSuspended(account);
  }

  /** Gives an account another password; `false` when it has changed meanwhile. */
  async changePassword(account: Account, password: string, by: string): Promise<boolean> {
    const hashed = await this.#passwords.keep(password, by);
    return await this.#store.update(claimOf(account), account, (known) => {
      return { ...known, password: hashed };
    });
  }

  /** Removes an account: its name is free, unless it is the last administrator's. */
  remove(account: Account): Promise<RoleChange> {
    return this.#store.remove(claimOf(account), account, onlyAdmin(this.#rules));
  }

  /** @throws {AuthError} If an account may not be used now, as its owner is told. */
  refuseHeldBack(account: Account): void {
    refuseHeldBack(account, this.#now());
  }

  /** Whether an account is suspended now. */
  isSuspended(account: Account): boolean {
    return isSuspended(account, this.#now());
  }
}

/** The claim of the only account that may be an administrator's, if the operator named one. */
function onlyAdmin({ admin }: Rules): string | undefined {
  return admin === undefined ? undefined : claimKey(admin);
}

/** Whether a name has plain letters only. */
export function isAscii(name: string): boolean {
  return /^[\0-\x7f]*$/.test(name);
}

/** The id of somebody who was no guest before they had an account. */
export function newAccountId(random: string = randomText(16)): string {
  return `account:${random}`;
}

function isClaimed(name: string): AuthError {
  return AuthError.nameTaken("claim name", `somebody has claimed ${name}`);
}
