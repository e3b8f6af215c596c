/**
 * A room's log, as far as it is kept here: what is an entry, what becomes of a message when one about
 * it comes, and how much of it is unread.
 *
 * @module
 */
import type { Entry, RoomCall, RoomSummary, Said, SetBack } from "../../protocol.ts";
import { mentions, roomCallIn, roomCallOf } from "../../protocol/markup.ts";

/** How many of the newest lines are kept. Older ones are the server's to remember. */
export const LINES_KEPT = 500;

/** An entry that is something to read: a message, or what happened to the room. */
export type Line = Exclude<Entry, Revision>;

export class Log {
  /** Oldest first, the messages among them as they are now. */
  #lines: Line[] = [];
  /** The newest of them, for who shows lines that we no longer keep. */
  #revisions: Revision[] = [];
  /** The newest line that was dropped. */
  #droppedTo = 0;
  /** The number of the first entry that came; all that followed came, too. */
  #since = Infinity;
  /** The number of the newest entry of any kind that came. */
  newest = 0;

  get oldestLine(): Line | undefined {
    return this.#lines[0];
  }

  get newestLine(): Line | undefined {
    return this.#lines.at(-1);
  }

  /** Takes the next entry, and says whether it is news. */
  take(entry: Entry): boolean {
    if (entry.seq <= this.newest) return false;
    this.newest = entry.seq;
    this.#since = Math.min(this.#since, entry.seq);
    if (isRevision(entry)) this.#revise(entry);
    else this.#lines.push(entry);
    if (this.#lines.length > LINES_KEPT) this.#droppedTo = this.#lines.shift()?.seq ?? 0;
    return true;
  }

  /** Takes a piece of the log that ends before what is kept, or where that begins. */
  precede(entries: readonly Entry[]): void {
    const end = this.oldestLine?.seq ?? Infinity;
    const older = entries.filter((entry) => !isRevision(entry) && entry.seq < end);
    this.#lines.unshift(...(older as Line[]));
    this.newest = Math.max(this.newest, entries.at(-1)?.seq ?? 0);
    this.#since = Math.min(this.#since, entries[0]?.seq ?? Infinity);
  }

  clear(): void {
    this.#lines = [];
    this.#revisions = [];
    this.#droppedTo = this.newest = 0;
    this.#since = Infinity;
  }

  /** Keeps nothing of what came: it reads differently now, and is asked for anew. */
  readAgain(): void {
    this.#lines = [];
    this.#revisions = [];
    this.#droppedTo = this.newest;
    this.#since = this.newest + 1;
  }

  /** The lines that follow a position, as far as they are kept. */
  after(seq: number): Line[] {
    const start = this.#lines.findLastIndex((line) => line.seq <= seq) + 1;
    return this.#lines.slice(start);
  }

  /** Whether lines that followed a position are not kept any more. */
  hasHoleAfter(seq: number): boolean {
    return seq < this.#droppedTo;
  }

  /** Whether all that followed a position is kept. */
  reaches(seq: number): boolean {
    return seq + 1 >= this.#since && !this.hasHoleAfter(seq);
  }

  revisionsAfter(seq: number): Revision[] {
    const start = this.#revisions.findLastIndex((revision) => revision.seq <= seq) + 1;
    return this.#revisions.slice(start);
  }

  #revise(revision: Revision) {
    this.#revisions.push(revision);
    if (this.#revisions.length > LINES_KEPT) this.#revisions.shift();
    const index = this.#lines.findLastIndex(({ seq }) => seq === revision.of);
    const line = this.#lines[index];
    if (line?.type === "said") this.#lines[index] = revise(line, revision);
  }
}

/** Signals and answers have a `seq`, too: only these have one of their own in their room. */
const ENTRIES: Record<Entry["type"], true> = {
  said: true,
  edited: true,
  deleted: true,
  reacted: true,
  topic: true,
  notice: true,
};

export function isEntry<E extends { type: string }>(event: E): event is E & Entry {
  return Object.hasOwn(ENTRIES, event.type);
}

/** An entry that changes a message and is nothing to read by itself. */
export type Revision = Extract<Entry, { type: "edited" | "deleted" | "reacted" }>;

export function isRevision(entry: Entry): entry is Revision {
  const { type } = entry;
  return type === "edited" || type === "deleted" || type === "reacted";
}

/**
 * A message as it is from now on. What was revised before, as history is, may be revised again by the
 * same entries: it ends the same.
 */
export function revise(said: Said, revision: Revision): Said {
  if (said.deleted) return said;
  switch (revision.type) {
    case "edited": {
      const { text, sealed, at } = revision;
      // An edit of what was deleted since has no text any more; the deletion follows.
      if (text === "" && sealed === undefined) return said;
      const { sealed: _, ...before } = said;
      return { ...before, text, ...(sealed !== undefined && { sealed }), edited: at };
    }
    case "deleted": {
      const { edited: _edited, reactions: _reactions, files: _files, ...rest } = said;
      return { ...rest, text: "", deleted: true };
    }
    case "reacted":
      return { ...said, reactions: reacted(said.reactions, revision) };
    default:
      return (revision satisfies never);
  }
}

function reacted(
  reactions: Said["reactions"] = {},
  { emoji, from, on }: Extract<Entry, { type: "reacted" }>,
) {
  const names = new Set(Object.hasOwn(reactions, emoji) ? reactions[emoji] : []);
  if (on) names.add(from);
  else names.delete(from);
  const { [emoji]: _, ...others } = reactions;
  return names.size > 0 ? { ...reactions, [emoji]: [...names] } : others;
}

/** Whether a message calls somebody who is here: it mentions them, or everybody. */
export function isCalled(
  said: { text: string; calls?: Said["calls"] | undefined },
  you: string,
): boolean {
  return said.text.includes("@") && (mentions(said.text, you) || roomCallOf(said) !== undefined);
}

/** The call to everybody in a message that called nobody: whoever said it may not. */
export function calledNobody(entry: Entry): RoomCall | undefined {
  if (entry.type !== "said" || entry.calls !== undefined) return undefined;
  return roomCallIn(entry.text);
}

/** Messages that are known one by one. Of more, only their number is. */
const KNOWN_MAX = 1_000;

/** How many messages of a room are unread, and how many of those mention somebody. */
export class UnreadCount {
  #you;
  /** The messages that came, by their numbers, oldest first. */
  #known: Map<number, { isMention: boolean; calls: Said["calls"] }> = new Map();
  /** How many unread messages the server counts that did not arrive here, and how many mention us. */
  #older = { unread: 0, mentions: 0 };
  /** The newest entry when the server counted. */
  #head = 0;
  /** The number of the newest entry that is read. */
  readTo = 0;

  /** @param you gives the name of who reads, which may change */
  constructor(you: () => string) {
    this.#you = you;
  }

  get unread(): number {
    return this.#known.size + this.#older.unread;
  }

  get mentions(): number {
    return this.#mentionsKnown + this.#older.mentions;
  }

  /** Takes what the server counts. */
  know(
    { head, read, unread, mentions }: Pick<RoomSummary, "head" | "read" | "unread" | "mentions">,
  ): void {
    this.#head = head;
    this.readTo = Math.max(this.readTo, read);
    this.#forgetRead();
    this.#older = {
      unread: Math.max(0, unread - this.#known.size),
      mentions: Math.max(0, mentions - this.#mentionsKnown),
    };
  }

  /** Takes the next entry of the room's log. */
  take(entry: Entry): void {
    if (entry.type === "deleted") this.#known.delete(entry.of);
    else if (entry.type === "edited" && entry.text !== "") {
      const known = this.#known.get(entry.of);
      if (known) known.isMention = isCalled({ ...known, text: entry.text }, this.#you());
    }
    if (entry.type !== "said" || entry.seq <= this.readTo) return;
    // Whoever says something has read what was said before.
    if (entry.from === this.#you()) return this.read(entry.seq);
    if (entry.deleted || entry.blocked) return;
    const { calls } = entry;
    // The server counts no `@here` for those who came later.
    const isLate = calls === "here" && entry.seq <= this.#head;
    const isMention = isLate ? mentions(entry.text, this.#you()) : isCalled(entry, this.#you());
    if (entry.seq <= this.#head) {
      // The server has counted it already.
      if (this.#older.unread === 0) return;
      this.#older.unread--;
      if (isMention && this.#older.mentions > 0) this.#older.mentions--;
    }
    this.#known.set(entry.seq, { isMention, calls });
    if (this.#known.size > KNOWN_MAX) this.#forgetOldest();
  }

  /** All up to an entry is read. */
  read(seq: number): void {
    if (seq <= this.readTo) return;
    const [oldest = this.#head] = this.#known.keys();
    // What did not come is older than what did.
    if (seq >= oldest || seq >= this.#head) this.#older = { unread: 0, mentions: 0 };
    this.readTo = seq;
    this.#forgetRead();
  }

  /**
   * What was read is unread again, as the server counts it up to `back`.
   *
   * @param lines what is here of it, and of what came after that
   */
  setBack(
    { seq, back, unread, mentions }: SetBack & { seq: number },
    lines: readonly Line[],
  ): void {
    const others = lines.filter((line) => line.type === "said" && line.from !== this.#you());
    this.clear();
    this.readTo = seq;
    for (const line of others) if (line.seq <= back) this.take(line);
    this.know({ head: back, read: seq, unread, mentions });
    for (const line of others) if (line.seq > back) this.take(line);
  }

  /** All that is here is read, up to an entry. */
  readAll(seq: number): void {
    this.#known.clear();
    this.#older = { unread: 0, mentions: 0 };
    this.readTo = Math.max(this.readTo, seq);
  }

  /** The log is another one: nothing is known of it. */
  clear(): void {
    this.#known.clear();
    this.#older = { unread: 0, mentions: 0 };
    this.#head = this.readTo = 0;
  }

  get #mentionsKnown() {
    return this.#known.values().filter(({ isMention }) => isMention).toArray().length;
  }

  #forgetRead() {
    for (const seq of this.#known.keys()) {
      if (seq > this.readTo) return;
      this.#known.delete(seq);
    }
  }

  #forgetOldest() {
    for (const [seq, { isMention }] of this.#known) {
      this.#known.delete(seq);
      this.#older.unread++;
      if (isMention) this.#older.mentions++;
      return;
    }
  }
}
