/**
 * The journal that forgets: for `--ephemeral`, and for tests.
 *
 * @module
 */
import type { Draft, Entry, Range } from "../protocol.ts";
import { nameKey } from "../protocol/name.ts";
import type { Appended, Head, Journal } from "./journal.ts";

interface Log {
  readonly name: string;
  readonly epoch: string;
  readonly entries: Entry[];
}

/** Keeps the rooms' logs in this process, whole, until it ends. */
export class MemoryJournal implements Journal {
  readonly #logs = new Map<string, Log>();
  /** Where messages are, by who said them and under which id. */
  readonly #stored = new Map<string, { room: string; seq: number }>();
  readonly #newEpoch: () => string;

  constructor({ newEpoch = () => crypto.randomUUID() }: { newEpoch?: () => string } = {}) {
    this.#newEpoch = newEpoch;
  }

  head(room: string): Promise<Head | undefined> {
    const log = this.#logs.get(room);
    return Promise.resolve(log && headOf(log));
  }

  found(name: string): Promise<Head> {
    const key = nameKey(name);
    let log = this.#logs.get(key);
    if (!log) {
      log = { name, epoch: this.#newEpoch(), entries: [] };
      this.#logs.set(key, log);
    }
    return Promise.resolve(headOf(log));
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    const { entries } = this.#log(room);
    return Promise.resolve(drafts.map((draft) => {
      const key = `${nameKey(draft.from)} ${draft.id}`;
      const stored = this.#stored.get(key);
      if (stored) return { stored };
      const entry = { ...draft, seq: entries.length + 1 };
      entries.push(entry);
      this.#stored.set(key, { room: draft.room, seq: entry.seq });
      return { entry };
    }));
  }

  read(room: string, range: Range): Promise<Entry[]> {
    const { entries } = this.#log(room);
    // Entry n is at n - 1, so `after` is the index of the first one wanted.
    const start = "after" in range
      ? range.after
      : Math.max(0, Math.min(range.before - 1, entries.length) - range.limit);
    const end = "after" in range ? start + range.limit : Math.max(0, range.before - 1);
    return Promise.resolve(entries.slice(start, end));
  }

  async *rooms(): AsyncIterable<Head> {
    for (const log of this.#logs.values()) yield headOf(log);
  }

  #log(room: string): Log {
    const log = this.#logs.get(room);
    if (log) return log;
    throw new Error(`Cannot find log: no room ${JSON.stringify(room)}`);
  }
}

function headOf({ name, epoch, entries }: Log): Head {
  return { name, epoch, first: 1, seq: entries.length };
}
