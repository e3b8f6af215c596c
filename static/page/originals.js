// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Past } from "./past.js" */
/** @import { Room } from "./room.js" */
/** @import { Stretch } from "./reader.js" */

/**
 * The messages that shown replies answer. Those that are not on the page are fetched, each once.
 *
 * @module
 */

/** How many are remembered. */
const KEPT = 300;

export class Originals {
  #past;
  #onFound;
  /** By room and number; `undefined` while it is fetched, and when there is none. @type {Map<string, Said | undefined>} */
  #fetched = new Map();

  /**
   * @param {Past} past
   * @param {() => void} onFound
   */
  constructor(past, onFound) {
    this.#past = past;
    this.#onFound = onFound;
  }

  /**
   * The message of a number, as far as it is known by now.
   *
   * @param {number} seq
   * @param {Stretch} stretch
   * @param {Room} room
   * @returns {Said | undefined}
   */
  of(seq, stretch, room) {
    const near = stretch.line(seq) ?? room.log.after(seq - 1).find((other) => other.seq === seq);
    if (near) return near.type === "said" ? near : undefined;
    const key = `${room.key} ${seq}`;
    if (!this.#fetched.has(key)) this.#fetch(room.name, seq, key);
    return this.#fetched.get(key);
  }

  /**
   * @param {string} room
   * @param {number} seq
   * @param {string} key
   */
  async #fetch(room, seq, key) {
    this.#fetched.set(key, undefined);
    if (this.#fetched.size > KEPT) {
      this.#fetched.delete(this.#fetched.keys().next().value ?? "");
    }
    const said = await this.#past.message(room, seq);
    if (said === undefined) return;
    this.#fetched.set(key, said);
    this.#onFound();
  }
}
