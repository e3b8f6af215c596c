/**
 * Deletes what somebody said lately, in all rooms or in one, in the background: all messages of a
 * spammer, or of several.
 *
 * - A removal is stored before its request is answered. It goes on after the store has failed, and at
 *   the next start after the process has ended. What is deleted by then is passed over.
 * - Messages are deleted as a moderator deletes them: each is told in its room, some at a time, and what
 *   others say comes between.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import { type Head, type Journal, JournalError } from "../../hub/log/journal.ts";
import type { Person } from "../../hub/people/member.ts";
import { reaches } from "../../hub/permissions/roles.ts";
import { Tasks } from "../../hub/tasks.ts";
import type { Said } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import { DutyCycle } from "./duty_cycle.ts";
import type { Removal, RemovalStore } from "./removals/removal.ts";
import { type SaidRange, saidSince } from "./removals/said_since.ts";
import { Tallies } from "./removals/tallies.ts";
import { rest } from "./rest.ts";
import type { Service } from "../service.ts";

/** Messages that are deleted at once: a commit or two. */
const DELETED_AT_ONCE = 100;
/**
 * Removals that are under way at once, of all rooms and of one: more are refused. Anybody makes a room
 * and moderates it, which keeps no administrator waiting.
 */
const RUNNING_MAX = 10;
/** Those that are done and still told of. */
const DONE_MAX = 50;
/** Entries, and rooms, that are looked at to count beforehand. */
const COUNTED_MAX = { entries: 20_000, rooms: 500 } as const;
/** Messages that are shown beforehand. */
const SAMPLE_MAX = 20;
/** How long to wait until it is tried again after the store has failed, in milliseconds; then the last. */
const RETRY_MS = [1_000, 5_000, 30_000, 60_000] as const;

export interface RemovalsOptions {
  readonly journal: Journal;
  readonly hub: Hub;
  readonly store: RemovalStore;
  readonly onError: (error: unknown) => void;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** What would be deleted: of rooms, not of direct ones, whose messages nobody else counts or reads. */
export interface Preview {
  readonly count: number;
  /** Whether not all was looked at, so that there may be more. */
  readonly more: boolean;
  readonly messages: readonly Pick<Said, "room" | "seq" | "at" | "text">[];
}

/** What becomes of a removal that is asked for. */
export type Beginning = "begun" | "one at a time" | "too many";

/** A removal, as it is told of. */
export interface Progress
  extends Pick<Removal, "id" | "name" | "also" | "since" | "at" | "deleted" | "room"> {
  readonly by: string;
  readonly done: boolean;
}

export class Removals implements Service {
  /** What can be deleted in a room. */
  readonly tallies: Tallies;
  readonly #options: RemovalsOptions;
  readonly #tasks: Tasks;
  /** An administrator waits for it, so it may take half of the time. */
  readonly #cycle = new DutyCycle({ restFactor: 1 });
  /** What moderators of rooms ask for takes the share of other work in the background. */
  readonly #roomCycle = new DutyCycle();
  readonly #running = new Map<string, Removal>();
  #done: Removal[] = [];
  readonly #stopping = new AbortController();
  readonly #stopped = Promise.withResolvers<void>();

  constructor(options: RemovalsOptions) {
    this.#options = options;
    this.#tasks = new Tasks(options.onError);
    this.tallies = new Tallies(options.journal, this.#stopping.signal);
  }

  /**
   * Starts a removal, of a moderator one at a time. Resolves when it is stored that it is due, or why it
   * is not.
   */
  async begin(removal: Removal): Promise<Beginning> {
    const isOfRoom = removal.room !== undefined;
    const alike = this.#running.values()
      .filter(({ room }) => (room !== undefined) === isOfRoom).toArray();
    if (isOfRoom && alike.some(({ by }) => by.id === removal.by.id)) return "one at a time";
    if (alike.length >= RUNNING_MAX) return "too many";
    this.#running.set(removal.id, removal);
    try {
      await this.#options.store.write(removal);
    } catch (error) {
      this.#running.delete(removal.id);
      throw error;
    }
    this.#tasks.keep(this.#remove(removal));
    return "begun";
  }

  /** Continues the removals that were not finished when the process ended. */
  async resume(): Promise<void> {
    for (const removal of await this.#options.store.all()) {
      this.#running.set(removal.id, removal);
      this.#tasks.keep(this.#remove(removal));
    }
  }

  async run(): Promise<void> {
    await this.#stopped.promise;
    await this.#tasks.ended();
  }

  /** Stops between two steps. The rest continues at the next start. */
  stop(): void {
    this.#stopping.abort();
    this.#stopped.resolve();
  }

  /** Those that are under way here, and the last that are done; of all, or of the room of a key. */
  list(of?: string): Progress[] {
    const told = (done: boolean) => ({ by, ...removal }: Removal) => {
      const { id, name, also, since, at, deleted, room } = removal;
      const what = { id, name, ...(also && { also }), since, at, deleted };
      return { ...what, ...(room && { room }), by: by.name, done };
    };
    const all = [...this.#running.values().map(told(false)), ...this.#done.map(told(true))];
    return of === undefined ? all : all.filter(({ room }) => room === of);
  }

  /** Counts what somebody said in rooms since a time, as far as that is quick, and shows the newest. */
  async preview(name: string, since: number): Promise<Preview> {
    const { hub, journal } = this.#options;
    const found: Said[] = [];
    let [entries, rooms] = [0, 0];
    for (const { key } of hub.directory.every()) {
      if (++rooms > COUNTED_MAX.rooms || entries > COUNTED_MAX.entries) break;
      const head = await journal.head(key);
      if (!head) continue;
      for await (const { looked, said } of this.#saidIn(key, head, { name, since })) {
        entries += looked;
        found.push(...said);
        if (entries > COUNTED_MAX.entries) break;
      }
    }
    const newest = found.toSorted((a, b) => b.at - a.at).slice(0, SAMPLE_MAX);
    const more = rooms > COUNTED_MAX.rooms || entries > COUNTED_MAX.entries;
    const messages = newest.map(({ room, seq, at, text }) => ({ room, seq, at, text }));
    return { count: found.length, more, messages };
  }

  async #remove(begun: Removal): Promise<void> {
    const { signal } = this.#stopping;
    let removal = begun;
    const onDeleted = async (count: number) => {
      removal = { ...removal, deleted: removal.deleted + count };
      this.#running.set(removal.id, removal);
      await this.#options.store.write(removal);
    };
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await this.#removeAll(removal, onDeleted);
        if (signal.aborted) return;
        await this.#options.store.delete(removal.id);
        this.#running.delete(removal.id);
        this.#done = [removal, ...this.#done].slice(0, DONE_MAX);
        return;
      } catch (error) {
        // A failing store reports its failure itself.
        if (!(error instanceof JournalError)) throw error;
        await rest(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]!, signal);
      }
    }
  }

  async #removeAll(
    removal: Removal,
    onDeleted: (count: number) => Promise<void>,
  ): Promise<void> {
    const { journal, hub } = this.#options;
    const { signal } = this.#stopping;
    if (removal.room !== undefined) {
      const head = await journal.head(removal.room);
      if (head) await this.#removeIn(removal.room, head, removal, onDeleted);
      return;
    }
    for await (const [key, head] of this.#cycle.each(journal.rooms())) {
      if (signal.aborted) return;
      if (hub.directory.policy(key).closed) continue;
      await this.#removeIn(key, head, removal, onDeleted);
      if (signal.aborted) return;
    }
  }

  async #removeIn(
    key: string,
    head: Head,
    removal: Removal,
    onDeleted: (count: number) => Promise<void>,
  ): Promise<void> {
    const { signal } = this.#stopping;
    for await (const { said } of this.#saidIn(key, head, removal)) {
      for (let i = 0; i < said.length && !signal.aborted; i += DELETED_AT_ONCE) {
        if (!this.#isPermitted(removal)) return;
        const some = said.slice(i, i + DELETED_AT_ONCE).map(({ seq }) => seq);
        await this.#cycleOf(removal).step(() => this.#delete(key, head, some, removal.by));
        await onDeleted(some.length);
      }
      if (signal.aborted || !this.#isPermitted(removal)) return;
    }
  }

  /** Whether a moderator still is one: who is dismissed for it deletes no more. */
  #isPermitted({ room, by }: Removal): boolean {
    const { hub, now } = this.#options;
    if (room === undefined) return true;
    const role = hub.permissions.roleIn(room, { person: by, address: undefined }, now());
    return reaches(role, "moderator");
  }

  #cycleOf({ room }: Pick<Removal, "room">): DutyCycle {
    return room === undefined ? this.#cycle : this.#roomCycle;
  }

  async #delete(key: string, head: Head, seqs: readonly number[], by: Person): Promise<void> {
    const { hub, now } = this.#options;
    await hub.moderation.administration.deleteMessages(key, head, seqs, { by, at: now() });
  }

  /** What somebody said in a room since a time. */
  async *#saidIn(
    key: string,
    head: Head,
    removal: Pick<Removal, "name" | "also" | "since" | "room">,
  ): AsyncGenerator<{ looked: number; said: Said[] }> {
    const wanted = new Set([removal.name, ...removal.also ?? []].map(nameKey));
    const range = this.#range(removal.since, this.#cycleOf(removal));
    for await (const { looked, said } of saidSince(key, head, range)) {
      yield { looked, said: said.filter(({ from }) => wanted.has(nameKey(from))) };
    }
  }

  #range(since: number, cycle: DutyCycle): SaidRange {
    const { journal } = this.#options;
    const { signal } = this.#stopping;
    return { journal, since, step: (work) => cycle.step(work), signal };
  }
}
