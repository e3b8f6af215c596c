/**
 * How much is unread in a room, and telling the server how far somebody has read.
 *
 * @module
 */

import type { Entry, RoomSummary } from "../../protocol.ts";
import { mentions } from "../../protocol/markup.ts";
import { roomKey } from "../../protocol/name.ts";

/** How often it is told at most, however much there is to read. */
export const TELL_EVERY_MS = 1_000;

/** How far somebody has read in each room. It is told at once, and then at most every second. */
export class Reading {
  #tell;
  #everyMs;
  #rooms: Map<string, { room: string; seq: number; told: number }> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (room: string, seq: number) => void, everyMs: number = TELL_EVERY_MS) {
    this.#tell = tell;
    this.#everyMs = everyMs;
  }

  /** Takes what the server knows of it; what it missed during a cut is told again. */
  welcomed(rooms: readonly RoomSummary[]): void {
    for (const place of this.#rooms.values()) place.told = 0;
    for (const { room, read } of rooms) {
      const key = roomKey(room);
      this.#rooms.set(key, { room, seq: this.#rooms.get(key)?.seq ?? read, told: read });
    }
    this.#tellSoon();
  }

  /** Somebody has read all up to here. */
  read(room: string, seq: number): void {
    const place = this.#rooms.get(roomKey(room)) ?? { room, seq: 0, told: 0 };
    if (seq <= place.seq) return;
    place.seq = seq;
    this.#rooms.set(roomKey(room), place);
    this.#tellSoon();
  }

  /** A room's log is another one: what was read of the old one says nothing. */
  forget(room: string): void {
    this.#rooms.delete(roomKey(room));
  }

  /** Tells what waits to be told. */
  tellNow(): void {
    for (const place of this.#rooms.values()) {
      if (place.seq <= place.told) continue;
      place.told = place.seq;
      this.#tell(place.room, place.seq);
    }
  }

  /** Ends, with all told. */
  close(): void {
    this.tellNow();
    clearTimeout(this.#timer);
  }

  #tellSoon() {
    if (this.#timer !== undefined) return;
    const isDue = this.#rooms.values().some(({ seq, told }) => seq > told);
    if (!isDue) return;
    this.tellNow();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tellSoon();
    }, this.#everyMs);
  }
}

/** Messages that are known one by one. Of more, only their number is. */
const KNOWN_MAX = 1_000;

export class UnreadCount {
  #you;
  /** Whether a message mentions us, by its number, oldest first: those that came. */
  #known: Map<number, boolean> = new Map();
  /** How many did not come, but are told by the server, and how many of them mention us. */
  #older = { unread: 0, mentions: 0 };
  /** The newest entry when the server told. */
  #head = 0;
  /** The number of the newest entry that is read. */
  readTo = 0;

  constructor(you: string) {
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
    else if (entry.type === "edited" && entry.text !== "" && this.#known.has(entry.of)) {
      this.#known.set(entry.of, mentions(entry.text, this.#you));
    }
    if (entry.type !== "said" || entry.seq <= this.readTo) return;
    // Who says something has read what was said before.
    if (entry.from === this.#you) return this.read(entry.seq);
    if (entry.deleted || entry.blocked) return;
    const isMention = mentions(entry.text, this.#you);
    if (entry.seq <= this.#head) {
      // It is among those that the server has told of.
      if (this.#older.unread === 0) return;
      this.#older.unread--;
      if (isMention && this.#older.mentions > 0) this.#older.mentions--;
    }
    this.#known.set(entry.seq, isMention);
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
    return this.#known.values().filter((isMention) => isMention).toArray().length;
  }

  #forgetRead() {
    for (const seq of this.#known.keys()) {
      if (seq > this.readTo) return;
      this.#known.delete(seq);
    }
  }

  #forgetOldest() {
    for (const [seq, isMention] of this.#known) {
      this.#known.delete(seq);
      this.#older.unread++;
      if (isMention) this.#older.mentions++;
      return;
    }
  }
}
