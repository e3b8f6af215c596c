/**
 * Marks that are forgotten: for `--ephemeral`, and for tests.
 *
 * @module
 */
import type { Mark, Marks, Reader } from "./marks.ts";
import type { MemoryJournal } from "./memory_journal.ts";

/** Keeps the marks of a journal in memory. */
export class MemoryMarks implements Marks {
  readonly #journal: MemoryJournal;
  /** The newest entry read, and how many messages were said up to it, by person and by room. */
  readonly #read = new Map<string, Map<string, { seq: number; nth: number }>>();
  /** People who are gone: of others, the journal knows which rooms are theirs. */
  readonly #gone = new Set<string>();

  constructor(journal: MemoryJournal) {
    this.#journal = journal;
  }

  async of({ id, key: name }: Reader): Promise<Mark[]> {
    const read = this.#read.get(id);
    const called = this.#journal.mentions(name);
    const marks: Mark[] = [];
    for await (const [key, head] of this.#journal.rooms()) {
      const isDirect = head.people?.includes(id) && !this.#gone.has(id);
      const isOpen = !head.people && (read?.has(key) || called.some(({ room }) => room === key));
      if (!isDirect && !isOpen) continue;
      const { seq, nth } = read?.get(key) ?? { seq: 0, nth: 0 };
      marks.push({
        key,
        room: head.name,
        topic: head.topic,
        head: head.seq,
        read: seq,
        unread: head.said - nth,
        mentions: called.filter((mention) => mention.room === key && mention.seq > seq).length,
      });
    }
    return marks;
  }

  read({ id }: Reader, room: string, seq: number): Promise<void> {
    const rooms = this.#read.getOrInsertComputed(id, () => new Map());
    const nth = this.#journal.saidUpTo(room, seq);
    if (seq >= (rooms.get(room)?.seq ?? 0)) rooms.set(room, { seq, nth });
    return Promise.resolve();
  }

  forget({ id, key: name }: Reader): Promise<void> {
    this.#read.delete(id);
    this.#gone.add(id);
    this.#journal.forgetMentions(name);
    return Promise.resolve();
  }
}
