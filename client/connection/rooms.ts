/**
 * Where we are in each room: which entry is next, so that each is taken exactly once and in order, and
 * how far somebody has read.
 *
 * @module
 */

import type { Command, Entry, Event, RoomSummary } from "../../protocol.ts";
import { isDirect, roomKey } from "../../protocol/name.ts";
import type { Position } from "./rooms/position.ts";

/** Longer than any name, even of a direct room. The server would end the connection over such a frame. */
const ROOM_UNITS_MAX = 1024;

/** The rooms we are in, or want to be in. */
export class Rooms {
  #positions: Map<string, Position> = new Map();
  /** Whether a socket brought us direct rooms before. */
  #isWelcomed = false;

  /** The rooms that we are in. */
  get joinedNames(): IteratorObject<string, undefined, unknown> {
    const joined = this.#positions.values().filter(({ state }) => state === "joined");
    return joined.map(({ room }) => room);
  }

  /**
   * Wants to be in a room; again after a leave, from its newest entries. With "if-there" none is made.
   *
   * @returns resolves when we have joined; rejects with why that was refused
   * @throws {RangeError} If no room can have that name.
   */
  join(room: string, since?: number | "now" | "if-there"): Promise<void> {
    if (room.length > ROOM_UNITS_MAX) {
      throw new RangeError("Cannot join: the room's name is too long");
    }
    const found = this.#of(room);
    // From where we are: what was followed must not come again.
    if (found?.state === "followed") found.state = "due";
    if (found?.state === "joined") return Promise.resolve();
    const position: Position = found === undefined || found.state === "leaving"
      ? { room, state: "due", ...(typeof since === "number" ? { last: since } : { how: since }) }
      : found;
    this.#positions.set(roomKey(room), position);
    position.entered ??= Promise.withResolvers();
    // A caller who does not await it gets a refusal as an event.
    position.entered.promise.catch(() => {});
    return position.entered.promise;
  }

  leave(room: string): void {
    const position = this.#of(room);
    if (position !== undefined) position.state = isDirect(position.room) ? "followed" : "leaving";
  }

  /**
   * A socket brings the direct rooms that are ours, the first one from their heads on. What a later one
   * brings was made, or brought back, while we were cut off: nothing that was said there has come.
   */
  welcomed(rooms: readonly RoomSummary[]): void {
    const heads: Map<string, number> = new Map();
    const direct = rooms.filter(({ room }) => isDirect(room)).sort((a, b) => a.head - b.head);
    for (const { room, head } of direct) {
      const key = roomKey(room);
      // Of two logs under a name, as of two guests who had it, only a join shows which one is meant:
      // after the lesser head, which misses nothing of either.
      heads.set(key, heads.has(key) ? NaN : head);
      if (!this.#positions.has(key)) this.#follow(room, this.#isWelcomed ? 0 : head);
    }
    this.#isWelcomed = true;
    for (const [key, position] of this.#positions) {
      if (position.state !== "followed") continue;
      const head = heads.get(key);
      if (head === undefined) this.#positions.delete(key);
      else if (head !== position.last) position.state = "due";
    }
  }

  /** The joins to ask for now. */
  *due(newRef: () => number): Generator<Extract<Command, { type: "join" }>> {
    for (const position of this.#positions.values()) {
      if (position.state !== "due") continue;
      position.state = "asked";
      position.asked = newRef();
      const { room, asked: ref, last: after, epoch } = position;
      yield {
        type: "join",
        ref,
        room,
        ...(after !== undefined && { after }),
        ...(after !== undefined && epoch !== undefined && { epoch }),
        // A direct room is there as soon as its people are.
        ...(position.how === "if-there" && !isDirect(room) && { make: false }),
      };
    }
  }

  joined({ ref, room, epoch, head, first, reset }: Extract<Event, { type: "joined" }>): void {
    const position = this.#answered(ref, room) ?? this.#broughtBack(ref, room, head);
    if (position === undefined) return;
    position.room = room;
    position.epoch = epoch;
    position.entered?.resolve();
    position.entered = undefined;
    if (reset) position.last = first - 1;
    else if (position.how === "now") position.last = head;
    position.how = undefined;
    position.head = head;
    // Where there are no entries the next one follows, even if we are cut off before it comes.
    if (first > head) position.last = head;
  }

  /**
   * Whether all has come that there was when we joined, so that what we asked for before a cut is
   * known to be in the log, or not to be. Where we are not and do not want to be, nothing will come.
   */
  isCurrent(room: string): boolean {
    const position = this.#of(room);
    if (position === undefined) return true;
    const { state, last = -1, head = 0 } = position;
    return (state === "joined" || state === "followed") && last >= head;
  }

  /** We have left, or were removed for a reason. Then we do not join again by ourselves. */
  left({ room, reason }: Extract<Event, { type: "left" }>): void {
    const position = this.#of(room);
    // A direct room comes back when something is said there; it is not to be joined before.
    if (reason === undefined && position && isDirect(room)) position.state = "followed";
    if (reason === undefined && position?.state !== "leaving") return;
    this.#positions.delete(roomKey(room));
  }

  /** A join was refused: for good, or to be asked for again. */
  refused(ref: number | undefined, why: Error | "for now"): void {
    const found = this.#asked(ref);
    if (found === undefined) return;
    const [key, position] = found;
    if (why === "for now") position.state = "due";
    else {
      this.#positions.delete(key);
      position.entered?.reject(why);
    }
  }

  /** Whether an entry is the next of its room. After a hole the room is due to be joined again. */
  take({ room, seq }: Entry): boolean {
    // A direct room that `welcome` did not list was made since: all of it is new to us.
    const position = this.#of(room) ?? (isDirect(room) ? this.#follow(room, 0) : undefined);
    if (position?.state !== "joined" && position?.state !== "followed") return false;
    const { last } = position;
    if (last !== undefined && seq <= last) return false;
    // A hole that a rejoin did not mend is the server's; asking on and on would not mend it.
    if (last !== undefined && seq > last + 1 && position.mended !== last) {
      position.mended = last;
      position.state = "due";
      return false;
    }
    position.last = seq;
    return true;
  }

  /** The socket is gone: every room we want to be in is due again. */
  cut(): void {
    for (const [key, position] of this.#positions) {
      if (position.state === "leaving") this.#positions.delete(key);
      if (position.state !== "followed") position.state = "due";
    }
  }

  #of(room: string) {
    return this.#positions.get(roomKey(room));
  }

  #follow(room: string, last: number): Position {
    const position: Position = { room, state: "followed", last };
    this.#positions.set(roomKey(room), position);
    return position;
  }

  /**
   * Whose `joined` it is. One that was not asked for means that there is another log under the name
   * of a direct room, as a later guest has the name of one of its people.
   */
  #answered(ref: number | undefined, room: string) {
    if (ref === undefined) {
      const position = this.#of(room);
      return position?.state === "asked" ? undefined : position;
    }
    const found = this.#asked(ref);
    if (found === undefined) return undefined;
    const [key, position] = found;
    // The server may spell it so that the key is another.
    this.#positions.delete(key);
    this.#positions.set(roomKey(room), position);
    position.state = "joined";
    return position;
  }

  /** A direct room that we left, and know no more of: something is about to be said there. */
  #broughtBack(ref: number | undefined, room: string, head: number) {
    const isNew = ref === undefined && isDirect(room) && this.#of(room) === undefined;
    return isNew ? this.#follow(room, head) : undefined;
  }

  #asked(ref: number | undefined) {
    for (const found of this.#positions) {
      if (found[1].state === "asked" && found[1].asked === ref) return found;
    }
  }
}

/** How often read positions are reported at most, however much there is to read. */
export const TELL_EVERY_MS = 1_000;

/** The read positions of somebody in each room: reported at once, and then at most every second. */
export class Reading {
  #tell;
  #everyMs;
  #rooms: Map<string, { room: string; seq: number; told: number }> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (room: string, seq: number) => void, everyMs: number = TELL_EVERY_MS) {
    this.#tell = tell;
    this.#everyMs = everyMs;
  }

  /** Takes over the server's read positions; those that it missed during a cut are reported again. */
  welcomed(rooms: readonly RoomSummary[]): void {
    for (const place of this.#rooms.values()) place.told = 0;
    for (const { room, read, back = -1, joined, mentions } of rooms) {
      const known = this.#rooms.get(roomKey(room))?.seq ?? 0;
      const isNew = known + read + mentions === 0 && back < 0 && !joined;
      if (isNew && !isDirect(room)) continue;
      // What was read before it was set back is not reported again.
      this.#rooms.set(roomKey(room), {
        room,
        seq: known > back ? known || read : read,
        told: read,
      });
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

  /** Somebody wants what they have read after an entry to be unread. */
  back(room: string, seq: number): void {
    this.#rooms.set(roomKey(room), { room, seq, told: seq });
  }

  /**
   * Somebody has come to a room. What was said before they ever did is no news to them. If its log is
   * another one, what was read of the old one says nothing.
   */
  joined({ room, head, reset }: Extract<Event, { type: "joined" }>): void {
    const key = roomKey(room);
    if (reset) this.#rooms.delete(key);
    else if (!this.#rooms.has(key) && !isDirect(room)) this.read(room, head);
  }

  /** Reports the read positions that wait. */
  reportNow(): void {
    for (const place of this.#rooms.values()) {
      if (place.seq <= place.told) continue;
      place.told = place.seq;
      this.#tell(place.room, place.seq);
    }
  }

  /** Ends, after everything is reported. */
  close(): void {
    this.reportNow();
    clearTimeout(this.#timer);
  }

  #tellSoon() {
    if (this.#timer !== undefined) return;
    const isDue = this.#rooms.values().some(({ seq, told }) => seq > told);
    if (!isDue) return;
    this.reportNow();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tellSoon();
    }, this.#everyMs);
  }
}
