// @ts-check
/** @import { RoomSummary } from "../../protocol.ts" */

/**
 * Telling the server how far somebody has read.
 *
 * @module
 */

import { roomKey } from "./names.js";

/** How often it is told at most, however much there is to read. */
export const TELL_EVERY_MS = 1_000;

/** How far somebody has read in each room. It is told at once, and then at most every second. */
export class Reading {
  #tell;
  #everyMs;
  /** @type {Map<string, { room: string, seq: number, told: number }>} */
  #rooms = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {(room: string, seq: number) => void} tell
   * @param {number} [everyMs]
   */
  constructor(tell, everyMs = TELL_EVERY_MS) {
    this.#tell = tell;
    this.#everyMs = everyMs;
  }

  /**
   * Takes what the server knows of it; what it missed during a cut is told again.
   *
   * @param {readonly RoomSummary[]} rooms
   */
  welcomed(rooms) {
    for (const place of this.#rooms.values()) place.told = 0;
    for (const { room, read } of rooms) {
      const key = roomKey(room);
      this.#rooms.set(key, { room, seq: this.#rooms.get(key)?.seq ?? read, told: read });
    }
    this.#tellSoon();
  }

  /**
   * Somebody has read all up to here.
   *
   * @param {string} room
   * @param {number} seq
   */
  read(room, seq) {
    const place = this.#rooms.get(roomKey(room)) ?? { room, seq: 0, told: 0 };
    if (seq <= place.seq) return;
    place.seq = seq;
    this.#rooms.set(roomKey(room), place);
    this.#tellSoon();
  }

  /** A room's log is another one: what was read of the old one says nothing. @param {string} room */
  forget(room) {
    this.#rooms.delete(roomKey(room));
  }

  /** Tells what waits to be told. */
  tellNow() {
    for (const place of this.#rooms.values()) {
      if (place.seq <= place.told) continue;
      place.told = place.seq;
      this.#tell(place.room, place.seq);
    }
  }

  /** Ends, with all told. */
  close() {
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
