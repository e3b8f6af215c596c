/**
 * Tells bots that have a URL what is said to them, and says what they answer.
 *
 * - A message is kept for its bot until it was told, or three tries have failed. A restart forgets none.
 * - What a program says is told to no bot: so two of them never talk with each other for ever.
 * - A bot that does not answer keeps no other waiting. What waits is bounded, for each and for all.
 *
 * @module
 */
import type { Said } from "../../protocol.ts";
import { mentionsIn } from "../../protocol/markup.ts";
import { nameKey } from "../../protocol/name.ts";
import type { RoomRef } from "../../hub/permissions/permissions.ts";
import { JournalError } from "../../hub/log/journal.ts";
import { Tasks } from "../../hub/tasks.ts";
import type { Bot } from "../auth/bots/bot.ts";
import type { Delivery, DeliveryStore } from "../auth/bots/delivery.ts";
import type { Bots } from "../auth/bots.ts";
import { randomText } from "../auth/tokens.ts";
import type { Service } from "../service.ts";
import type { Courier } from "./deliveries/courier.ts";
import { rest } from "./rest.ts";

/** How long to wait before the next try after each that failed, in milliseconds: three tries in all. */
export const BACKOFF_MS = [5_000, 30_000] as const;
/** How long a try is left to whoever began it, in milliseconds: longer than it can take. */
const LEASE_MS = 30_000;
/** Messages that wait for one bot, for those of one owner, and for all; of more, its owner is told. */
const WAITING_MAX = { each: 100, owner: 400, all: 10_000 } as const;
/** Bots that are told something at once: of one owner, who may let all of them not answer, and of all. */
const AT_ONCE = { owner: 4, all: 64 } as const;
/** Bots with a URL that are known here; those that are more are told nothing. */
const BOTS_MAX = 10_000;
/** How often it is looked what is due, and whether bots have changed, in milliseconds. */
const LOOK_MS = 1_000;
/** How often it is looked for what other servers left, in so many looks. */
const ADOPT_EVERY = 60;

export interface DeliveriesOptions {
  readonly store: DeliveryStore;
  readonly bots: Bots;
  readonly courier: Courier;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** See `BACKOFF_MS`. */
  readonly backoffMs?: readonly number[] | undefined;
}

export class Deliveries implements Service {
  readonly #options: DeliveriesOptions;
  /** The bots with a URL, by their ids, and their ids by their names. */
  #bots = new Map<string, Bot>();
  #names = new Map<string, string>();
  /** What waits, by id, the oldest first. */
  readonly #waiting = new Map<string, Delivery>();
  /** Bots that are being told something, and whose they are. */
  readonly #busy = new Map<string, string>();
  /** Resolves when the bots are as they were stored when they were last asked for. */
  #loading: Promise<void> = Promise.resolve();
  readonly #tasks: Tasks;
  readonly #stopping = new AbortController();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    this.#tasks = new Tasks(options.onError);
    options.bots.onChange(async () => {
      const loading = this.#loadBots();
      this.#keep(loading);
      // Whoever changed it is answered all the same: it is stored.
      await loading.catch(() => {});
    });
  }

  /** Hears what was said in a room, once it is stored. */
  hear({ key, name, people = [] }: RoomRef, said: readonly Said[]): void {
    if (this.#bots.size === 0) return;
    for (const message of said) {
      if (message.bot) continue;
      for (const bot of this.#calledBy(message, people)) {
        this.#add(bot, { key, name, people }, message.seq);
      }
    }
  }

  async run(): Promise<void> {
    const { signal } = this.#stopping;
    for (let looks = 0; !signal.aborted; looks++) {
      this.#keep(this.#look(looks));
      await rest(LOOK_MS, signal);
    }
    await this.#tasks.ended();
  }

  /** Stops; what is under way is broken off, and tried again at the next start. */
  stop(): void {
    this.#stopping.abort();
  }

  async #look(looks: number): Promise<void> {
    const { store, bots } = this.#options;
    if (looks === 0 || await bots.changedElsewhere()) await this.#loadBots();
    if (looks % ADOPT_EVERY === 0) {
      for await (const delivery of store.all()) {
        if (this.#waiting.size < WAITING_MAX.all) this.#waiting.set(delivery.id, delivery);
      }
    }
    this.#tellDue();
  }

  /** Loads them one time after the other, so that what was read last is what counts. */
  #loadBots(): Promise<void> {
    const loading = this.#loading.then(() => this.#readBots());
    this.#loading = loading.catch(() => {});
    return loading;
  }

  async #readBots(): Promise<void> {
    const known = new Map<string, Bot>();
    for await (const bot of this.#options.bots.called()) {
      if (known.size < BOTS_MAX) known.set(bot.id, bot);
    }
    this.#bots = known;
    this.#names = new Map(known.values().map(({ id, name }) => [nameKey(name), id]));
  }

  /** The bots that a message is for: those that it mentions, or that are in its direct room. */
  #calledBy({ text }: Said, people: readonly string[]): Bot[] {
    const ids = people.length > 0
      ? people
      : mentionsIn(text).map((key) => this.#names.get(key) ?? "");
    return ids.flatMap((id) => this.#bots.get(id) ?? []);
  }

  #add({ id: bot, owner }: Bot, { key: room, name, people = [] }: RoomRef, seq: number): void {
    const own = this.#waiting.values().filter((other) => other.owner === owner).toArray();
    const waiting = own.filter((other) => other.bot === bot).length;
    const isFull = waiting >= WAITING_MAX.each || own.length >= WAITING_MAX.owner ||
      this.#waiting.size >= WAITING_MAX.all;
    if (isFull) {
      const why = "a message was not delivered, as too many wait";
      return this.#keep(this.#options.bots.noteFailure({ owner, id: bot }, why));
    }
    const due = this.#options.now();
    const delivery = {
      ...{ id: `${due.toString(36)}-${randomText(12)}`, bot, owner, room, name, people, seq },
      ...{ tries: 0, due },
    };
    this.#waiting.set(delivery.id, delivery);
    this.#keep(this.#options.store.add(delivery).then(() => this.#tellDue()));
  }

  #tellDue(): void {
    const at = this.#options.now();
    const busy = Map.groupBy(this.#busy.values(), (owner) => owner);
    const counts = new Map(busy.entries().map(([owner, { length }]) => [owner, length]));
    for (const delivery of this.#waiting.values()) {
      if (this.#busy.size >= AT_ONCE.all || this.#stopping.signal.aborted) return;
      if (delivery.due > at || this.#busy.has(delivery.bot)) continue;
      const count = counts.get(delivery.owner) ?? 0;
      if (count >= AT_ONCE.owner) continue;
      counts.set(delivery.owner, count + 1);
      this.#busy.set(delivery.bot, delivery.owner);
      this.#keep(
        this.#tell(delivery).finally(() => {
          this.#busy.delete(delivery.bot);
          this.#tellDue();
        }),
      );
    }
  }

  async #tell(delivery: Delivery): Promise<void> {
    const { store, courier, bots, now, backoffMs = BACKOFF_MS } = this.#options;
    const { signal } = this.#stopping;
    const tried = { ...delivery, tries: delivery.tries + 1, due: now() + LEASE_MS };
    this.#waiting.delete(delivery.id);
    // Another server may have taken it.
    if (!await store.replace(delivery, tried)) return;
    const bot = this.#bots.get(delivery.bot);
    const failure = bot && await courier.deliver(bot, delivery, signal);
    if (signal.aborted) {
      // It was none: whoever starts next begins at once.
      await store.replace(tried, delivery);
      return;
    }
    if (failure === undefined) return await store.delete(tried);
    await bots.noteFailure({ owner: delivery.owner, id: delivery.bot }, failure);
    const waitMs = backoffMs[delivery.tries];
    if (waitMs === undefined) return await store.delete(tried);
    const again = { ...tried, due: now() + waitMs };
    if (await store.replace(tried, again)) this.#waiting.set(again.id, again);
  }

  /** Keeps what nobody waits for. A store that fails says so itself; what is kept is tried again. */
  #keep(doing: Promise<void>): void {
    this.#tasks.keep(doing.catch((error) => {
      if (!(error instanceof JournalError)) throw error;
    }));
  }
}
