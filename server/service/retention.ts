/**
 * Retention: trims rooms' logs, a little at a time.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import { type Head, type Journal, JournalError } from "../../hub/log/journal.ts";
import { DutyCycle } from "./duty_cycle.ts";
import { rest } from "./rest.ts";
import type { Service } from "../service.ts";
import type { Retention } from "../settings.ts";

/** How long it rests between two passes over all rooms, in milliseconds. */
const REST_MS = 60_000;
/** Entries that are trimmed from a room before it is the next room's turn. */
const STEP_ENTRIES = 5_000;
/** Entries that are looked at at once. */
const PAGE_ENTRIES = 500;
/** Rooms whose next due time is remembered; when there are more, all of them are dropped. */
const FRESH_MAX = 100_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface RetentionOptions extends Retention {
  journal: Journal;
  hub: Hub;
  restMs?: number | undefined;
  /** Called with our own bugs. */
  onError?: (error: unknown) => void;
  /** The clock, in milliseconds since the epoch. */
  now?: () => number;
}

/** Trims the logs of all rooms to what is to be kept, for as long as it runs. */
export class LogTrimmer implements Service {
  readonly #options: RetentionOptions;
  readonly #now: () => number;
  readonly #reading = new DutyCycle();
  /** By room: until when nothing in it is too old, whatever was forgotten since. */
  readonly #freshUntil = new Map<string, number>();
  readonly #stopping = new AbortController();
  #isFirstLook = true;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Trims what is older or more than is to be kept; returns at once where everything is kept. */
  async run(): Promise<void> {
    const { days, messages, onError = console.error, restMs = REST_MS } = this.#options;
    const { signal } = this.#stopping;
    if (days === Infinity && messages === Infinity) return;
    while (!signal.aborted) {
      let isBehind = false;
      try {
        isBehind = await this.#look();
      } catch (error) {
        // A failing store reports its failure itself. What is too old now is so the next time, too.
        if (!(error instanceof JournalError)) onError(error);
      }
      // A room may be talked in faster than it would forget, if it rested after each step.
      await rest(isBehind ? 0 : restMs, signal);
    }
  }

  /** Stops between two steps. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Makes one pass over all rooms, and returns whether some of them have more to trim. */
  async #look(): Promise<boolean> {
    const { journal, hub } = this.#options;
    const { signal } = this.#stopping;
    let isBehind = false;
    for await (const [room, head] of this.#reading.each(journal.rooms())) {
      if (signal.aborted) return false;
      const first = await this.#firstToKeep(room, head);
      // The first time, where something was forgotten: that may have been broken off, and is ended now.
      if (first <= head.first && !(this.#isFirstLook && head.first > 1)) continue;
      const trimmed = await journal.trim(room, first);
      if (trimmed && trimmed.first > head.first) {
        await hub.events.send({ type: "trimmed", room, head: trimmed });
      }
      // Later than the room is told, as it may take a while.
      if (trimmed) await journal.releaseFiles(room, trimmed.first);
      isBehind ||= first === head.first + STEP_ENTRIES;
    }
    this.#isFirstLook = false;
    return isBehind;
  }

  /** The number of the first entry to keep, a step ahead at most. */
  async #firstToKeep(room: string, { first, seq }: Head): Promise<number> {
    const { journal, days, messages } = this.#options;
    const { signal } = this.#stopping;
    const most = Math.min(first + STEP_ENTRIES, seq + 1);
    const oldest = this.#now() - days * DAY_MS;
    let keep = Math.max(first, Math.min(most, seq - messages + 1));
    if ((this.#freshUntil.get(room) ?? 0) > this.#now()) return keep;
    while (keep < most && days !== Infinity && !signal.aborted) {
      const range = { after: keep - 1, limit: PAGE_ENTRIES };
      const entries = await this.#reading.step(() => journal.read(room, range));
      const kept = entries.find((entry) => entry.at >= oldest);
      if (kept) this.#noteFresh(room, kept.at + days * DAY_MS);
      if (kept || entries.length === 0) return Math.min(most, kept?.seq ?? keep);
      keep = entries[entries.length - 1]!.seq + 1;
    }
    return Math.min(most, keep);
  }

  #noteFresh(room: string, until: number): void {
    if (this.#freshUntil.size >= FRESH_MAX) this.#freshUntil.clear();
    this.#freshUntil.set(room, until);
  }
}
