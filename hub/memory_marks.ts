/**
 * Marks that are forgotten: for `--ephemeral`, and for tests.
 *
 * @module
 */
import type { Mark, Marks, Reader } from "./marks.ts";
import type { MemoryJournal } from "./memory_journal.ts";
import { mentionsIn } from "./mention.ts";

/** Messages that are looked through for mentions. */
const SEARCHED_MAX = 1000;

/** Keeps the marks of a journal in memory. */
export class MemoryMarks implements Marks {
  readonly #journal: MemoryJournal;
  /** The number of the newest entry read, by person and by room. */
  readonly #read = new Map<string, Map<string, number>>();

  constructor(journal: MemoryJournal) {
    this.#journal = journal;
  }

  async of(reader: Reader): Promise<Mark[]> {
    const read = this.#read.get(reader.id);
    const marks: Mark[] = [];
    for await (const [key, head] of this.#journal.rooms()) {
      if (!read?.has(key) && !head.people?.includes(reader.id)) continue;
      const seq = read?.get(key) ?? 0;
      marks.push({
        key,
        room: head.name,
        topic: head.topic,
        head: head.seq,
        read: seq,
        unread: head.said - (this.#journal.kept(key, seq)?.nth ?? 0),
        mentions: this.#mentions(reader, key, seq, head.seq),
      });
    }
    return marks;
  }

  read({ id }: Reader, room: string, seq: number): Promise<void> {
    const rooms = this.#read.getOrInsertComputed(id, () => new Map());
    rooms.set(room, Math.max(seq, rooms.get(room) ?? 0));
    return Promise.resolve();
  }

  #mentions({ key }: Reader, room: string, after: number, head: number): number {
    let count = 0;
    for (let seq = Math.max(after + 1, head - SEARCHED_MAX); seq <= head; seq++) {
      const entry = this.#journal.kept(room, seq)?.entry;
      if (entry?.type === "said" && mentionsIn(entry.text).includes(key)) count++;
    }
    return count;
  }
}
