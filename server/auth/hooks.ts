/**
 * Making incoming hooks, finding them by the secrets in their addresses, and deleting them.
 *
 * @module
 */
import type { Person } from "../../hub/people/member.ts";
import type { RoomRef } from "../../hub/permissions/permissions.ts";
import type { Said } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import { isReserved } from "../../protocol/name/reserved.ts";
import { type Accounts, claimKey } from "./accounts.ts";
import { AuthError } from "./auth_error.ts";
import { type Hook, HOOKS_MAX, type HookStore } from "./bots/hook.ts";
import type { NameReservations } from "./name_reservations.ts";
import { hashToken, isToken, newToken, randomText } from "./tokens.ts";

export interface HooksOptions {
  readonly store: HookStore;
  readonly accounts: Accounts;
  readonly names: NameReservations;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a hook is made with. */
export interface HookRequest {
  readonly name: string;
  /** The key of its room. */
  readonly room: string;
  /** Whether names in what it says mention people. */
  readonly calls: boolean;
}

type OnSaid = (room: RoomRef, said: readonly Said[]) => void;

export class Hooks {
  readonly #options: HooksOptions;
  #onSaid: OnSaid | undefined;

  constructor(options: HooksOptions) {
    this.#options = options;
  }

  /** Calls a listener with what is said in rooms, once it is stored. */
  listen(listener: OnSaid): void {
    this.#onSaid = listener;
  }

  onSaid(room: RoomRef, said: readonly Said[]): void {
    if (said.length > 0) this.#onSaid?.(room, said);
  }

  /** The hooks of a room, by its key, the oldest first. */
  of(room: string): Promise<Hook[]> {
    return this.#options.store.of(room);
  }

  /**
   * Makes a hook. The secret in its address is known to whoever made it alone.
   *
   * @throws {AuthError} If its name is a person's or a bot's, or looks like one, or there are too many.
   */
  async make(
    by: Person,
    { name, room, calls }: HookRequest,
  ): Promise<{ hook: Hook; secret: string }> {
    const { store, names, accounts, now } = this.#options;
    if (isReserved(name)) throw AuthError.nameReserved("make hook", name);
    const known = await accounts.find(name);
    const isHook = known?.program === "hook" && nameKey(known.name) === nameKey(name);
    if (known && !isHook || await accounts.isShown(name)) throw isTaken(name);
    if ((await store.of(room)).length >= HOOKS_MAX) {
      throw AuthError.forbidden("make hook", `the room has ${HOOKS_MAX}, delete one first`);
    }
    const person = known?.id ?? `hook:${randomText(16)}`;
    using reserved = await names.reserve(name, person);
    if (!reserved) throw isTaken(name);
    const secret = newToken();
    const hook = await store.add(claimKey(name), {
      ...{ id: randomText(16), name, person, room, by: by.name, made: now(), calls },
      secret: hashToken(secret),
    });
    if (!hook) throw isTaken(name);
    return { hook, secret };
  }

  /**
   * The hook of a secret.
   *
   * @throws {AuthError} If whoever made it is suspended.
   */
  async find(secret: string): Promise<Hook | undefined> {
    if (!isToken(secret)) return undefined;
    const { store, accounts } = this.#options;
    const hook = await store.find(hashToken(secret));
    const maker = hook && await accounts.find(hook.by);
    if (maker && accounts.isSuspended(maker)) {
      throw AuthError.forbidden("post", "whoever made this hook is suspended");
    }
    return hook;
  }

  /** Deletes a hook of a room; `undefined` if the room has no such hook. */
  async delete(room: string, id: string): Promise<Hook | undefined> {
    const hook = (await this.of(room)).find((one) => one.id === id);
    if (hook) await this.#options.store.delete(claimKey(hook.name), hook);
    return hook;
  }

  /** Whether a room has any. */
  async has(room: string): Promise<boolean> {
    return (await this.of(room)).length > 0;
  }

  /** Deletes all hooks of a room that is closed. */
  async deleteAll(room: string): Promise<void> {
    for (const hook of await this.of(room)) {
      await this.#options.store.delete(claimKey(hook.name), hook);
    }
  }
}

/** Who says what a hook says: somebody who may speak in its room alone. */
export function personOf({ person: id, name, room, calls }: Hook): Person {
  const bot = { room, ...(calls && { calls }) };
  return { id, name, key: nameKey(name), guest: false, bot };
}

function isTaken(name: string): AuthError {
  return AuthError.nameTaken("make hook", `somebody has ${name}, or a name that looks like it`);
}
