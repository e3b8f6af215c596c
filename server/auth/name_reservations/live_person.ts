/**
 * Somebody who is connected, as they are now.
 *
 * @module
 */
import type { Person } from "../../../hub/people/member.ts";

/** Somebody's status, on all their sockets. */
export interface Current {
  guest: boolean;
  admin: boolean;
}

/** Who somebody is, as they are now. */
export class LivePerson implements Person {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly names: Person["names"];
  readonly token: string | undefined;
  readonly bot: Person["bot"];
  readonly #current: Current;

  constructor({ id, name, key, names, token, bot }: Person, current: Current) {
    this.id = id;
    this.name = name;
    this.key = key;
    this.names = names;
    this.token = token;
    this.bot = bot;
    this.#current = current;
  }

  get guest(): boolean {
    return this.#current.guest;
  }

  get admin(): boolean {
    return this.#current.admin;
  }
}
