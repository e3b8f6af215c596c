/**
 * A room's log without its room.
 *
 * @module
 */
import type { Cursor, Log } from "../../hub/cursor.ts";
import type { Journal } from "../../hub/journal.ts";
import { Tail } from "../../hub/tail.ts";
import { type Draft, encode } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";

/** A log that has a journal and a tail, and nobody in it. */
export class BareLog implements Log {
  readonly key: string;
  readonly tail = new Tail(0);
  readonly parked: Cursor[] = [];
  readonly #name: string;

  constructor(readonly journal: Journal, name = "lobby") {
    this.#name = name;
    this.key = nameKey(name);
  }

  /** Stores messages, shows them at the tail, and gives the lines that they are. */
  async grow(texts: readonly string[]): Promise<string[]> {
    const { seq } = await this.journal.found(this.#name);
    const drafts = texts.map((text, i): Draft => {
      return { type: "said", room: this.#name, id: `${seq + i}`, from: this.key, at: 1, text };
    });
    const appended = await this.journal.append(this.key, drafts);
    const lines = appended.flatMap((outcome) => "entry" in outcome ? encode(outcome.entry) : []);
    this.tail.push(lines);
    return lines;
  }

  park(cursor: Cursor): void {
    this.parked.push(cursor);
  }
}

/** `count` short texts. */
export function words(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `word ${i + 1}`);
}
