// @ts-check
/** @import { Event, Said } from "../../protocol.ts" */

/**
 * What the page knows of one room that you are in.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";

/** How many of the newest entries are kept. Older ones are the server's to remember. */
export const ENTRIES_KEPT = 500;

/** How long someone is shown as typing after we last heard of it. */
const TYPING_MS = 4_000;

/**
 * Something you said that we have not seen in the room's log yet. `refused` is why we never will,
 * `seq` the number it has got there.
 *
 * @typedef {object} Unsent
 * @property {string} id
 * @property {string} from you
 * @property {number} at
 * @property {string} text
 * @property {string} [refused]
 * @property {number} [seq]
 */

export class Room {
  /** The room's log as far as we keep it, oldest first. @type {Said[]} */
  #entries = [];
  /** The head of the log when we came: what is older is not news. @type {number | undefined} */
  #backlog;
  /** @type {Map<string, Unsent>} */
  #unsent = new Map();
  /** @type {Map<string, string>} */
  #people = new Map();
  /** Who is typing, until when. @type {Map<string, number>} */
  #typing = new Map();

  /** How many messages of others came since you last read to the end. */
  unread = 0;
  /** What you are writing here. */
  draft = "";
  /** Whether the log lost what came before our first entry. */
  isMissingSome = false;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.count = 0;
    /** Which log this room has. */
    this.epoch = "";
  }

  get key() {
    return nameKey(this.name);
  }

  /** In the order of their names. */
  get people() {
    return [...this.#people.values()].sort((one, other) => one.localeCompare(other));
  }

  get newest() {
    return this.#entries.at(-1);
  }

  get unsent() {
    return [...this.#unsent.values()];
  }

  /**
   * The entries that follow a position, as far as they are kept.
   *
   * @param {number} seq
   */
  after(seq) {
    const start = this.#entries.findLastIndex((entry) => entry.seq <= seq) + 1;
    return this.#entries.slice(start);
  }

  /** @param {Extract<Event, { type: "joined" }>} event */
  enter({ room, epoch, members, count, head, reset }) {
    this.name = room;
    this.epoch = epoch;
    this.count = count;
    this.#people = new Map(members.map((name) => [nameKey(name), name]));
    if (reset) {
      this.#entries = [];
      this.isMissingSome = true;
      this.unread = 0;
      this.#backlog = undefined;
    }
    this.#backlog ??= head;
  }

  /**
   * Takes an entry. What you said is no longer unsent, and nobody types who has just spoken.
   *
   * @param {Said} entry
   * @param {string} you
   */
  hear(entry, you) {
    this.#entries.push(entry);
    if (this.#entries.length > ENTRIES_KEPT) this.#entries.shift();
    this.#typing.delete(entry.from);
    if (entry.from === you) this.#unsent.delete(entry.id);
    else if (entry.seq > (this.#backlog ?? 0)) this.unread++;
    this.#forgetStored(entry.seq);
  }

  /** @param {string} name */
  arrive(name) {
    if (!this.#people.has(nameKey(name))) this.count++;
    this.#people.set(nameKey(name), name);
  }

  /** @param {string} name */
  depart(name) {
    if (this.#people.delete(nameKey(name))) this.count--;
    this.#typing.delete(name);
  }

  /** @param {Unsent} message */
  expect(message) {
    this.#unsent.set(message.id, message);
  }

  /**
   * What you said under this id is stored. Its entry may have come before, or be one that we skip.
   *
   * @param {string} id
   * @param {number} seq
   */
  stored(id, seq) {
    const message = this.#unsent.get(id);
    if (message) this.#unsent.set(id, { ...message, seq });
    this.#forgetStored(this.newest?.seq ?? 0);
  }

  /**
   * @param {string} id
   * @param {string} reason
   */
  refuse(id, reason) {
    const message = this.#unsent.get(id);
    if (message) this.#unsent.set(id, { ...message, refused: reason });
  }

  /** @param {string} id */
  discard(id) {
    this.#unsent.delete(id);
  }

  /**
   * @param {string} name
   * @param {number} now
   */
  typing(name, now) {
    this.#typing.set(name, now + TYPING_MS);
  }

  /** @param {number} now */
  typists(now) {
    for (const [name, until] of this.#typing) if (until <= now) this.#typing.delete(name);
    return [...this.#typing.keys()];
  }

  /**
   * Nothing that has a number up to here is still to come.
   *
   * @param {number} seen
   */
  #forgetStored(seen) {
    for (const { id, seq } of this.#unsent.values()) {
      if (seq !== undefined && seq <= seen) this.#unsent.delete(id);
    }
  }
}
