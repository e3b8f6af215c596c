// @ts-check
/** @import { Entry, RoomSummary } from "../../protocol.ts" */
/** @import { ConnectionEvent, StatusEvent } from "../connection.js" */

/**
 * What the page knows: who you are, which rooms you are in, which one you look at. Events go in, the
 * screen is drawn from it; it touches no element, so it can be tested without a browser.
 *
 * @module
 */

import { isEntry } from "../connection/entry.js";
import { isDirect, roomKey } from "../connection/names.js";
import { Room } from "./room.js";

/** How long a refusal that belongs to no message is shown. */
const NOTICE_MS = 8_000;

export class Chat {
  /** Your name, once you were welcome. */
  you = "";
  /** Whether your name is yours only as long as you are here. */
  guest = true;
  /** The most code points of a message. */
  textMax = 0;
  /** @type {StatusEvent} */
  status = { type: "status", state: "connecting" };
  /** When `status` came. */
  statusAt = 0;

  /** @type {Map<string, Room>} */
  #rooms = new Map();
  /** What the server told of rooms when we were welcome, by key. @type {Map<string, RoomSummary>} */
  #known = new Map();
  /** @type {RoomSummary[]} */
  #openRooms = [];
  /** The room you want to look at, by its key, even while we are not in it yet; "" for any. */
  #wanted = "";
  /** @type {Room | undefined} */
  #shown;
  /** @type {{ text: string, until: number } | undefined} */
  #notice;
  #now;

  /** @param {() => number} now */
  constructor(now = Date.now) {
    this.#now = now;
  }

  get isWelcome() {
    return this.you !== "";
  }

  /** The rooms open to all that you are in, in the order in which you came. */
  get rooms() {
    return this.#rooms.values().filter((room) => !room.isDirect).toArray();
  }

  /** Your direct rooms. */
  get directRooms() {
    return this.#rooms.values().filter((room) => room.isDirect).toArray();
  }

  /** The names of rooms that you could join. */
  get otherRooms() {
    return this.#openRooms.map(({ room }) => room)
      .filter((name) => !this.isIn(name) && !isDirect(name));
  }

  get shown() {
    return this.#shown;
  }

  /** How many messages are unread, in all rooms. */
  get unread() {
    return this.#rooms.values().reduce((sum, room) => sum + room.unread, 0);
  }

  /** What the server last would not do, while that is news. */
  get notice() {
    return this.#notice && this.#notice.until > this.#now() ? this.#notice.text : undefined;
  }

  /**
   * Whether what is shown changes without an event: a countdown runs, or someone's typing ends.
   *
   * @param {number} now
   */
  changesByItself(now) {
    return this.status.state === "waiting" || this.notice !== undefined ||
      (this.#shown?.typists(now).length ?? 0) > 0;
  }

  /** @param {string} name */
  isIn(name) {
    return this.#rooms.has(roomKey(name));
  }

  /**
   * Looks at a room now, or as soon as we are in it.
   *
   * @param {string} name
   */
  show(name) {
    this.#wanted = roomKey(name);
    this.#shown = this.#rooms.get(this.#wanted) ?? this.#shown;
  }

  /**
   * Takes what the connection tells.
   *
   * @param {ConnectionEvent} event
   */
  take(event) {
    if (isEntry(event)) return this.#hear(event);
    switch (event.type) {
      case "status":
        this.status = event;
        this.statusAt = this.#now();
        return;
      case "welcome":
        this.you = event.you;
        this.guest = event.guest;
        this.textMax = event.limits.text;
        return this.#know(event.rooms);
      case "joined":
        return this.#enter(event);
      case "left":
        return this.#leave(event.room);
      case "online":
        return this.room(event.room)?.arrive(event.name);
      case "offline":
        return this.room(event.room)?.depart(event.name);
      case "typing":
        return this.room(event.room)?.typing(event.from, this.#now());
      case "rooms":
        this.#openRooms = event.rooms;
        return;
      case "refused":
        return this.#note(event);
      case "count":
        return this.#count(event);
      case "read":
        return this.room(event.room)?.readBy(event.seq);
      case "members":
      case "history":
      case "stored":
      case "pong":
        return; // told to who asked
      default:
        /** @satisfies {never} */ (event);
    }
  }

  /** @param {string} name */
  room(name) {
    return this.#rooms.get(roomKey(name));
  }

  /** @param {readonly RoomSummary[]} rooms */
  #know(rooms) {
    this.#known = new Map(rooms.map((summary) => [roomKey(summary.room), summary]));
    for (const { room: name, read } of rooms) {
      // What was said during a cut is on its way to the rooms that we have.
      if (this.isIn(name)) this.room(name)?.readBy(read);
      else if (isDirect(name)) this.#open(name);
    }
  }

  /** @param {Entry} entry */
  #hear(entry) {
    // Direct rooms come without having been asked for.
    const room = isDirect(entry.room) ? this.#open(entry.room) : this.room(entry.room);
    room?.hear(entry);
  }

  /** @param {Extract<ConnectionEvent, { type: "count" }>} event */
  #count({ room: name, count }) {
    const room = this.room(name);
    if (room) room.count = count;
  }

  /**
   * @param {string} name
   * @returns {Room}
   */
  #open(name) {
    const key = roomKey(name);
    const found = this.#rooms.get(key);
    if (found) return found;
    const room = new Room(name, this.you);
    const known = this.#known.get(key);
    if (known) room.know(known);
    this.#rooms.set(key, room);
    if (key === this.#wanted) this.#shown = room;
    return room;
  }

  /** @param {Extract<ConnectionEvent, { type: "joined" }>} event */
  #enter(event) {
    const room = this.#open(event.room);
    room.enter(event);
    // Not while we come to another: what is shown counts as read.
    if (this.#wanted === "") this.#shown ??= room;
  }

  /** @param {string} name */
  #leave(name) {
    const key = roomKey(name);
    const room = this.#rooms.get(key);
    this.#rooms.delete(key);
    this.#known.delete(key);
    if (this.#shown === room) this.#shown = this.rooms[0];
  }

  /**
   * A refusal with an `id` is shown at its message. Any other may be of the room that you want.
   *
   * @param {Extract<ConnectionEvent, { type: "refused" }>} refusal
   */
  #note({ reason, message, id }) {
    if (id !== undefined) return;
    this.#notice = { text: message, until: this.#now() + NOTICE_MS };
    if (this.#shown !== undefined || reason === "too-fast" || reason === "unavailable") return;
    this.#wanted = "";
    this.#shown = this.rooms[0];
  }
}
