/**
 * Who said how much in a room lately, as its moderators are told before they delete it.
 *
 * @module
 */
import type { Journal } from "../../../hub/log/journal.ts";
import { nameKey } from "../../../protocol/name.ts";
import { DutyCycle } from "../duty_cycle.ts";
import { saidSince } from "./said_since.ts";

/** Entries of a room that are looked at to count who said how much. */
const LOOKED_MAX = 5_000;
/** Tallies that are made at once: more are refused, or all would wait for each other. */
const RUNNING_MAX = 10;

/** How much who said, by the keys of their names; and whether not all was looked at. */
export interface Tally {
  readonly people: ReadonlyMap<string, { readonly name: string; readonly count: number }>;
  readonly more: boolean;
}

export interface TallyRequest {
  /** The key of the room. */
  readonly room: string;
  readonly since: number;
  /** The id of who asks. */
  readonly by: string;
}

/** Counts, of one person one at a time: no removal waits for that, and few people wait for others. */
export class Tallies {
  readonly #journal: Pick<Journal, "head" | "read">;
  readonly #signal: AbortSignal;
  readonly #cycle = new DutyCycle();
  /** The ids of those who wait for theirs. */
  readonly #running = new Set<string>();

  /** @param signal ends what is under way */
  constructor(journal: Pick<Journal, "head" | "read">, signal: AbortSignal) {
    this.#journal = journal;
    this.#signal = signal;
  }

  /** Counts what people said in a room since a time, as far as that is quick; or tells why it does not. */
  async count(request: TallyRequest): Promise<Tally | "one at a time" | "too many"> {
    const { by } = request;
    if (this.#running.has(by)) return "one at a time";
    if (this.#running.size >= RUNNING_MAX) return "too many";
    this.#running.add(by);
    try {
      return await this.#count(request);
    } finally {
      this.#running.delete(by);
    }
  }

  async #count({ room, since }: TallyRequest): Promise<Tally> {
    const people = new Map<string, { name: string; count: number }>();
    const head = await this.#journal.head(room);
    if (!head) return { people, more: false };
    const step = <T>(work: () => Promise<T>) => this.#cycle.step(work);
    const range = { journal: this.#journal, since, step, signal: this.#signal };
    let looked = 0;
    for await (const page of saidSince(room, head, range)) {
      for (const { from, bot } of page.said) {
        // A tool that speaks by a hook is nobody.
        if (bot) continue;
        const known = people.get(nameKey(from));
        people.set(nameKey(from), { name: from, count: (known?.count ?? 0) + 1 });
      }
      looked += page.looked;
      if (looked > LOOKED_MAX) return { people, more: true };
    }
    return { people, more: false };
  }
}
