/**
 * Making bots, finding them by their tokens, and deleting them.
 *
 * @module
 */
import type { Person } from "../../hub/people/member.ts";
import { nameKey } from "../../protocol/name.ts";
import { isReserved } from "../../protocol/name/reserved.ts";
import { type Accounts, claimKey } from "./accounts.ts";
import { AuthError } from "./auth_error.ts";
import type { NameReservations } from "./name_reservations.ts";
import type { Session } from "./sessions.ts";
import { hashToken, newToken, randomText } from "./tokens.ts";
import { type Bot, BOTS_MAX, type BotStore, type Callback } from "./bots/bot.ts";

/** What stands before a bot's token, so that it is known for one: by us, and by who looks for lost secrets. */
const TOKEN_PREFIX = "bot-";
const TOKEN = /^bot-[\w-]{43}$/;

export interface BotsOptions {
  readonly store: BotStore;
  readonly accounts: Accounts;
  readonly names: NameReservations;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** A bot that comes in, and what counts as its session: it lasts as long as the bot. */
export interface FoundBot {
  readonly person: Person;
  readonly session: Session;
}

export class Bots {
  readonly #options: BotsOptions;
  readonly #onChange: (() => Promise<void>)[] = [];

  constructor(options: BotsOptions) {
    this.#options = options;
  }

  /** Calls a listener when a bot was made, changed or deleted here, which is done when it resolves. */
  onChange(listener: () => Promise<void>): void {
    this.#onChange.push(listener);
  }

  /** All bots that have a callback. */
  called(): AsyncIterable<Bot> {
    return this.#options.store.called();
  }

  /** Whether bots may have changed since this was last asked, on another server. */
  changedElsewhere(): Promise<boolean> {
    return this.#options.store.changed();
  }

  /** Whether a token can be a bot's. */
  static isToken(token: string): boolean {
    return TOKEN.test(token);
  }

  /** The bots of somebody, the oldest first. */
  of({ id }: Pick<Person, "id">): Promise<Bot[]> {
    return this.#options.store.of(id);
  }

  /**
   * Makes a bot of somebody. Its token is known to whoever made it alone.
   *
   * @throws {AuthError} If they may not, or its name is somebody's or looks like that.
   */
  async make(
    owner: Person,
    name: string,
    callback: Callback | undefined,
  ): Promise<{ bot: Bot; token: string }> {
    refuseOwner(owner);
    const { store, names, now } = this.#options;
    await this.refuseTaken(name, "make bot");
    if ((await store.of(owner.id)).length >= BOTS_MAX) {
      throw AuthError.forbidden("make bot", `you have ${BOTS_MAX}, delete one first`);
    }
    const id = `bot:${randomText(16)}`;
    using reserved = await names.reserve(name, id);
    if (!reserved) throw AuthError.nameTaken("make bot", `somebody has ${name} now`);
    const token = `${TOKEN_PREFIX}${newToken()}`;
    const bot = {
      ...{ id, name, owner: owner.id, ownerName: owner.name, made: now() },
      token: hashToken(token),
      ...(callback && { callback }),
    };
    if (!await store.add(claimKey(name), bot)) throw isClaimed("make bot", name);
    await this.#changed();
    return { bot, token };
  }

  /** @throws {AuthError} If a name is somebody's, or looks like that, or is nobody's to have. */
  async refuseTaken(name: string, action: string): Promise<void> {
    if (isReserved(name)) throw AuthError.nameReserved(action, name);
    const { accounts } = this.#options;
    if (await accounts.find(name)) throw isClaimed(action, name);
    if (await accounts.isShown(name)) throw AuthError.nameShown(action, name);
  }

  /** Gives a bot of somebody another callback, or none; `undefined` if they have no such bot. */
  async setCallback(
    { id: owner }: Pick<Person, "id">,
    id: string,
    callback: (known: Bot) => Callback | undefined,
  ): Promise<Bot | undefined> {
    const changed = await this.#options.store.change(owner, id, (bot) => {
      const { callback: _, failure: __, ...rest } = bot;
      const next = callback(bot);
      return next ? { ...rest, callback: next } : rest;
    });
    await this.#changed();
    return changed;
  }

  /** Notes why something could not be delivered to a bot, for whoever made it. */
  async noteFailure({ owner, id }: Pick<Bot, "owner" | "id">, why: string): Promise<void> {
    const { store, now } = this.#options;
    await store.change(owner, id, (bot) => ({ ...bot, failure: { at: now(), why } }));
  }

  /** Who has a token; `undefined` if that is no bot, or its owner's account is gone. */
  async find(token: string): Promise<FoundBot | undefined> {
    if (!Bots.isToken(token)) return undefined;
    const bot = await this.#options.store.find(hashToken(token));
    const person = bot && await this.personOf(bot);
    return person && bot && { person, session: sessionOf(bot) };
  }

  /**
   * Who a bot is; `undefined` when its name or its owner's account is another's by now, or its owner is
   * suspended.
   */
  async personOf(bot: Bot): Promise<Person | undefined> {
    const { accounts } = this.#options;
    const { id, name, owner, ownerName } = bot;
    const [own, owners] = await Promise.all([accounts.find(name), accounts.find(ownerName)]);
    if (own?.id !== id || owners?.id !== owner || accounts.isSuspended(owners)) return undefined;
    const key = nameKey(name);
    return { id, name, key, guest: false, bot: { owner: { id: owner, key: nameKey(ownerName) } } };
  }

  /** Deletes a bot of somebody, and ends its sockets; `undefined` if they have no such bot. */
  async delete(owner: Pick<Person, "id">, id: string): Promise<Bot | undefined> {
    const bot = (await this.of(owner)).find((one) => one.id === id);
    if (bot) await this.#delete(bot);
    return bot;
  }

  /** Bots of everybody, after one or from the first. */
  list(limit: number, after?: Pick<Bot, "owner" | "id">): Promise<Bot[]> {
    return this.#options.store.list(limit, after);
  }

  /** Ends the sockets of all bots of somebody who is suspended: no token of theirs is accepted. */
  async endSockets(owner: string): Promise<void> {
    const { store, names } = this.#options;
    for (const { id } of await store.of(owner)) {
      await store.endSockets(id);
      names.end([id]);
    }
  }

  /** Deletes all bots of somebody who deletes their account. */
  async deleteAll(owner: Pick<Person, "id">): Promise<Bot[]> {
    const bots = await this.of(owner);
    for (const bot of bots) await this.#delete(bot);
    return bots;
  }

  async #delete(bot: Bot): Promise<void> {
    const { store, names } = this.#options;
    await store.delete(claimKey(bot.name), bot);
    names.end([bot.id]);
    await this.#changed();
  }

  async #changed(): Promise<void> {
    await Promise.all(this.#onChange.map((listener) => listener()));
  }
}

/** @throws {AuthError} If somebody may have no bots. */
export function refuseOwner({ guest, bot }: Person): void {
  if (guest) throw AuthError.forbidden("manage bots", "guests have none, claim your name first");
  if (bot) throw AuthError.forbidden("manage bots", "a bot has none of its own");
}

/** What counts as the session of a bot. */
function sessionOf({ id, name, made }: Bot): Session {
  const times = { made, seen: made, expires: Infinity };
  return { id, person: id, name, guest: false, ...times, program: "bot", address: "" };
}

function isClaimed(action: string, name: string): AuthError {
  return AuthError.nameTaken(action, `somebody has claimed ${name}, or a name that looks like it`);
}
