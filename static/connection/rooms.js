// @ts-check
/** @import { Command, Entry, Event } from "../../protocol.ts" */

/**
 * Where we are in each room, so that every entry is taken exactly once and in order.
 *
 * @module
 */

/**
 * `asked` is the `ref` of a join under way. While there is one, entries are not ours yet: they are
 * of the join before. A room that was not asked for and has not answered is due.
 *
 * @typedef {object} Position
 * @property {string} room as it was joined, then as the server spells it
 * @property {"due" | "asked" | "joined" | "leaving"} state
 * @property {number} [asked]
 * @property {string} [epoch]
 * @property {number} [last] the newest `seq` taken; none when any may come next
 * @property {number} [mended] where a hole was found and a rejoin asked for
 */

/**
 * What makes two spellings one name: the same as `nameKey` of protocol.ts, which browsers can't load.
 *
 * @param {string} name
 */
export function nameKey(name) {
  return name.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

/** Longer than any name, even of a direct room. The server would end the connection over such a frame. */
const ROOM_UNITS_MAX = 1024;

/** The rooms we are in, or want to be in. */
export class Rooms {
  /** @type {Map<string, Position>} */
  #positions = new Map();

  /**
   * Wants to be in a room; again after a leave, from its newest entries.
   *
   * @param {string} room
   * @throws {RangeError} If no room can have that name.
   */
  join(room) {
    if (room.length > ROOM_UNITS_MAX) {
      throw new RangeError("Cannot join: the room's name is too long");
    }
    const position = this.#of(room);
    if (position !== undefined && position.state !== "leaving") return;
    this.#positions.set(nameKey(room), { room, state: "due" });
  }

  /** @param {string} room */
  leave(room) {
    const position = this.#of(room);
    if (position !== undefined) position.state = "leaving";
  }

  /**
   * The joins to ask for now.
   *
   * @param {() => number} newRef
   * @returns {Generator<Extract<Command, { type: "join" }>>}
   */
  *due(newRef) {
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
      };
    }
  }

  /** @param {Extract<Event, { type: "joined" }>} event */
  joined({ ref, room, epoch, head, reset }) {
    const found = this.#asked(ref);
    if (found === undefined) return;
    const [key, position] = found;
    // The server's spelling may have another key: it sorts the people of a direct room.
    this.#positions.delete(key);
    this.#positions.set(nameKey(room), position);
    position.room = room;
    position.state = "joined";
    position.epoch = epoch;
    if (reset) delete position.last;
    // In a room without entries the next one is the first, even if we are cut off before it comes.
    if (head === 0) position.last = 0;
  }

  /** @param {string} room */
  left(room) {
    if (this.#of(room)?.state === "leaving") this.#positions.delete(nameKey(room));
  }

  /**
   * A join was refused: for good, or to be asked for again.
   *
   * @param {number | undefined} ref
   * @param {"forget" | "ask again"} then
   */
  refused(ref, then) {
    const found = this.#asked(ref);
    if (found === undefined) return;
    const [key, position] = found;
    if (then === "forget") this.#positions.delete(key);
    else position.state = "due";
  }

  /**
   * Whether an entry is the next of its room. After a hole the room is due to be joined again.
   *
   * @param {Entry} entry
   */
  take({ room, seq }) {
    let position = this.#of(room);
    if (position === undefined) {
      // Direct rooms are followed without a join.
      position = { room, state: "joined" };
      this.#positions.set(nameKey(room), position);
    }
    if (position.state !== "joined") return false;
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
  cut() {
    for (const [key, position] of this.#positions) {
      if (position.state === "leaving") this.#positions.delete(key);
      position.state = "due";
    }
  }

  /** @param {string} room */
  #of(room) {
    return this.#positions.get(nameKey(room));
  }

  /** @param {number | undefined} ref */
  #asked(ref) {
    for (const found of this.#positions) {
      if (found[1].state === "asked" && found[1].asked === ref) return found;
    }
  }
}
