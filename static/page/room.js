// @ts-check
/** @import { Entry, Event, RoomSummary, Said } from "../../protocol.ts" */
/** @import { PendingChange } from "./shelf.js" */

/**
 * What the page knows of one room that you are in.
 *
 * @module
 */

import { isDirect, nameKey, peopleOf, roomKey } from "../connection/names.js";
import { Log } from "../connection/log.js";
import { UnreadCount } from "../connection/reading.js";
import { calls } from "./markup.js";

/** How long someone is shown as typing after we last heard of it. */
const TYPING_MS = 4_000;

/**
 * Something you said that we have not seen in the room's log yet, or did to what is in it. `refused`
 * is why we never will, `seq` the number it has got there.
 *
 * @typedef {object} Unsent
 * @property {string} id
 * @property {string} from you
 * @property {number} at
 * @property {string} text
 * @property {number} [reply] the number of the message that it answers
 * @property {PendingChange} [change] what is to become of a message; the text is the new one
 * @property {true} [isCommand] whether it is to be done, and not to be said
 * @property {string} [refused]
 * @property {number} [seq]
 */

/**
 * A message of the room that you answer or change.
 *
 * @typedef {{ type: "reply" | "edit", of: Said }} Task
 */

export class Room {
  /** What is older is not news. @type {number | undefined} */
  #backlog;
  /** @type {Map<string, Unsent>} */
  #unsent = new Map();
  /** @type {Map<string, string>} */
  #people = new Map();
  /** How people who were seen here spell their names. @type {Map<string, string>} */
  #spellings = new Map();
  /** Who is typing, until when. @type {Map<string, number>} */
  #typing = new Map();
  #you;
  #count;

  log = new Log();
  /** Counts how often the log has become another. */
  edition = 0;
  /** The position after which came what you have not seen when you looked. @type {number | undefined} */
  newAfter;
  /** What you are writing here; not known before you have looked. @type {string | undefined} */
  draft;
  /** What it is that you write, if it is not a message of its own. @type {Task | undefined} */
  task;
  topic = "";
  count = 0;
  /** The number of the newest entry that there is, as we were told. */
  head = 0;
  /** The number of the oldest entry that there is, as far as we know. */
  first = 1;
  /** Whether it may not call you. */
  isMuted = false;
  /** Whether the log lost what came before our first entry. */
  isMissingSome = false;

  /**
   * @param {string} name
   * @param {string} you
   */
  constructor(name, you) {
    this.name = name;
    this.#you = you;
    this.isDirect = isDirect(name);
    this.#count = new UnreadCount(you, calls);
  }

  /** How many messages of others came since you last read to the end. */
  get unread() {
    return this.#count.unread;
  }

  /** How many of those call you. */
  get mentions() {
    return this.#count.mentions;
  }

  /** The number of the newest entry that you have read. */
  get readTo() {
    return this.#count.readTo;
  }

  get key() {
    return roomKey(this.name);
  }

  /** What it is called, without its mark: a direct room by the others in it. */
  get title() {
    if (!this.isDirect) return this.name;
    return peopleOf(this.name).filter((key) => key !== nameKey(this.#you))
      .map((key) => this.#spellings.get(key) ?? key).join(", ");
  }

  /** What it is called in a sentence. */
  get label() {
    return `${this.isDirect ? "@" : "#"}${this.title}`;
  }

  /** In the order of their names: who is here; of a direct room all. */
  get people() {
    const people = this.isDirect
      ? peopleOf(this.name).map((key) => this.#spellings.get(key) ?? key)
      : [...this.#people.values()];
    return people.sort((one, other) => one.localeCompare(other));
  }

  /** The names of who is here, and of who was heard here lately. */
  get knownNames() {
    return [...this.#spellings.values()].sort((one, other) => one.localeCompare(other));
  }

  get unsent() {
    return [...this.#unsent.values()];
  }

  /**
   * Takes how things were when we were welcome.
   *
   * @param {RoomSummary} summary
   */
  know({ head, read, unread, mentions, topic }) {
    // Nothing was ever unread to who has not been here.
    const isKnown = read > 0 || this.isDirect;
    this.#count.know({ head, read, mentions, unread: isKnown ? unread : 0 });
    this.head = this.#backlog = head;
    this.topic = topic;
  }

  /** @param {Extract<Event, { type: "joined" }>} event */
  enter({ room, members, count, head, first, topic, reset }) {
    this.name = room;
    this.count = count;
    this.topic = topic;
    this.head = head;
    this.first = first;
    this.#people = new Map(members.map((name) => [nameKey(name), name]));
    for (const name of members) this.#spellings.set(nameKey(name), name);
    if (reset) this.#startOver();
    // What was said before we came is not news.
    if (this.#backlog === undefined) this.#count.know({ head, read: 0, unread: 0, mentions: 0 });
    this.#backlog ??= head;
  }

  /**
   * Takes an entry, and says whether it is news: something that somebody else has said from now on.
   * What you said is no longer unsent, and nobody types who has just spoken.
   *
   * @param {Entry} entry
   * @returns {boolean}
   */
  hear(entry) {
    if (!this.log.take(entry)) return false;
    this.head = Math.max(this.head, entry.seq);
    if (entry.type === "topic") this.topic = entry.text;
    if (entry.type !== "notice") {
      this.#typing.delete(entry.from);
      this.#spellings.set(nameKey(entry.from), entry.from);
    }
    const isYours = entry.type === "said" && entry.from === this.#you;
    if (isYours) this.#unsent.delete(entry.id);
    const isNews = entry.type === "said" && !isYours && !entry.blocked &&
      entry.seq > (this.#backlog ?? 0);
    this.#count.take(entry);
    this.#forgetStored();
    return isNews;
  }

  /** You have read to the end. */
  readAll() {
    this.#count.readAll(this.log.newest);
  }

  /** What was said reads differently now, as when somebody was blocked. */
  readAgain() {
    this.log.readAgain();
    this.edition++;
  }

  /**
   * You have read so far, somewhere else.
   *
   * @param {number} seq
   */
  readBy(seq) {
    this.#count.read(seq);
  }

  /** @param {string} name */
  arrive(name) {
    if (!this.#people.has(nameKey(name))) this.count++;
    this.#people.set(nameKey(name), name);
    this.#spellings.set(nameKey(name), name);
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
    this.#forgetStored();
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

  #startOver() {
    this.log.clear();
    this.edition++;
    this.isMissingSome = true;
    this.#count.clear();
    this.#backlog = undefined;
  }

  /** Nothing that has a number up to the newest is still to come. */
  #forgetStored() {
    for (const { id, seq } of this.#unsent.values()) {
      if (seq !== undefined && seq <= this.log.newest) this.#unsent.delete(id);
    }
  }
}
