/**
 * Invitations in Deno KV.
 *
 * @module
 */
import {
  type Invite,
  INVITES_MAX,
  type InviteStore,
  type ListedInvite,
} from "../../auth/service/invites.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** Rows that are deleted in one commit. */
const COMMIT_MAX = 200;

export class KvInviteStore implements InviteStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async add(id: string, invite: Invite & { readonly made: number }): Promise<void> {
    await this.#store.write((kv) => setInvite(kv.atomic(), id, invite, invite.made).commit());
  }

  async find(id: string): Promise<Invite | undefined> {
    return (await this.#get(id)).value ?? undefined;
  }

  async of(person: string): Promise<ListedInvite[]> {
    return await this.#listed(keys.invitesOf(person), INVITES_MAX);
  }

  async all(limit: number, after?: string): Promise<ListedInvite[]> {
    const found: ListedInvite[] = [];
    const start = after === undefined ? undefined : [...keys.invite(after), new Uint8Array()];
    let selector: Deno.KvListSelector = { prefix: keys.invites, ...(start && { start }) };
    // Those that are used up are not listed, and there may be many of them.
    while (found.length < limit) {
      const page: Deno.KvEntry<Invite>[] = await this.#store.list(selector, { limit });
      found.push(...page.map(listedOf).filter(isLeft));
      const last = page.at(-1);
      if (!last || page.length < limit) break;
      selector = { prefix: keys.invites, start: [...last.key, new Uint8Array()] };
    }
    return found.slice(0, limit);
  }

  async ofRoom(room: string, limit: number): Promise<ListedInvite[]> {
    return await this.#listed(keys.roomInvites(room), limit);
  }

  async hasRoom(room: string): Promise<boolean> {
    const prefix = keys.roomInvites(room);
    return (await this.#store.list({ prefix }, { limit: 1 })).length > 0;
  }

  async take(id: string, at: number): Promise<boolean> {
    while (true) {
      const known = await this.#get(id);
      if (!isUsable(known.value, at)) return false;
      const { ok } = await this.#store.write((kv) =>
        useInvite(kv.atomic().check(known), known, at).commit()
      );
      if (ok) return true;
    }
  }

  async giveBack(id: string, invite: Invite, at: number): Promise<void> {
    while (true) {
      const known = await this.#get(id);
      // It was revoked meanwhile.
      if (!known.value) return;
      const again = { ...invite, left: (known.value.left ?? 0) + 1 };
      const { ok } = await this.#store.write((kv) =>
        setInvite(kv.atomic().check(known), id, again, at).commit()
      );
      if (ok) return;
    }
  }

  async delete(id: string): Promise<void> {
    const { value } = await this.#get(id);
    if (value) await this.#deleteAll([{ id, ...value }]);
  }

  async deleteOf(person: string): Promise<void> {
    await this.#deleteAll(await this.#listed(keys.invitesOf(person), INVITES_MAX));
  }

  async deleteRoom(room: string): Promise<void> {
    while (true) {
      const found = await this.#listed(keys.roomInvites(room), COMMIT_MAX);
      await this.#deleteAll(found);
      if (found.length < COMMIT_MAX) return;
    }
  }

  /** The invitations that rows below a key name. */
  async #listed(prefix: Deno.KvKey, limit: number): Promise<ListedInvite[]> {
    const rows = await this.#store.list<true>({ prefix }, { limit });
    const ids = rows.map(({ key }) => String(key.at(-1)));
    const found = await this.#store.getMany<Invite>(ids.map((id) => keys.invite(id)));
    return found.flatMap(({ value }, i) => value ? [{ ...value, id: ids[i]! }] : [])
      .filter(isLeft);
  }

  async #deleteAll(invites: readonly ListedInvite[]): Promise<void> {
    if (invites.length === 0) return;
    await this.#store.write((kv) => {
      const atomic = kv.atomic();
      for (const { id, by, room } of invites) {
        deleteIndex(atomic.delete(keys.invite(id)), id, { by, room });
      }
      return atomic.commit();
    });
  }

  #get(id: string): Promise<Deno.KvEntryMaybe<Invite>> {
    return this.#store.use((kv) => kv.get<Invite>(keys.invite(id)));
  }
}

/** Whether an invitation may be used at a time. */
export function isUsable(invite: Stored["invite"] | null, at: number): invite is Invite {
  return invite !== null && invite.expires > at && isLeft(invite);
}

/**
 * Adds to a commit that an invitation is used once. Of one into a room that is used up it stays known
 * which room it was, so that who was let in and was not told may ask again; nothing else does.
 */
export function useInvite(
  atomic: Deno.AtomicOperation,
  { key, value }: Deno.KvEntryMaybe<Invite>,
  at: number,
): Deno.AtomicOperation {
  if (!value) return atomic;
  const id = String(key.at(-1));
  const { by, room, expires, left = 1 } = value;
  if (left > 1) return setInvite(atomic, id, { ...value, left: left - 1 }, at);
  deleteIndex(atomic, id, { by, room });
  if (room === undefined) return atomic.delete(key);
  return atomic.set(key, { by: "", expires, left: 0, room }, { expireIn: expires - at });
}

function setInvite(
  atomic: Deno.AtomicOperation,
  id: string,
  invite: Invite,
  at: number,
): Deno.AtomicOperation {
  const { by, room, expires } = invite;
  const options = { expireIn: Math.max(1, expires - at) };
  atomic.set(keys.invite(id), invite, options).set(keys.inviteOf(by, id), true, options);
  return room === undefined ? atomic : atomic.set(keys.roomInvite(room, id), true, options);
}

function deleteIndex(
  atomic: Deno.AtomicOperation,
  id: string,
  { by, room }: Pick<Invite, "by"> & { readonly room: string | undefined },
): void {
  atomic.delete(keys.inviteOf(by, id));
  if (room !== undefined) atomic.delete(keys.roomInvite(room, id));
}

function listedOf({ key, value }: Deno.KvEntry<Invite>): ListedInvite {
  return { ...value, id: String(key.at(-1)) };
}

function isLeft({ left = 1 }: Invite): boolean {
  return left > 0;
}
