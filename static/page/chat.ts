/**
 * What the page knows: who you are, which rooms you are in, which one you look at. Events go in, the
 * screen is drawn from it; it touches no element, so it can be tested without a browser.
 *
 * @module
 */

import type { Entry, RoomSummary } from "../../protocol.ts";
import type { ConnectionEvent, StatusEvent } from "../../client/connection.ts";
import { RefusedError } from "../../client/connection/conversation.ts";
import { speech } from "../../client/connection/link.ts";
import { calledNobody, isEntry } from "../../client/connection/log.ts";
import type { ChatOptions } from "./chat/chat_options.ts";
import type { Notice } from "./screen/frame_types.ts";
import { isDirect, keyIn, roomKey } from "../../protocol/name.ts";
import { strings } from "../strings.ts";
import { shownName } from "./browser_storage.ts";
import { Room } from "./chat/room.ts";

/** How long a refusal that belongs to no message is shown. */
const NOTICE_MS = 8_000;
/** How long something that was done can be undone. */
const UNDO_MS = 15_000;
/** How long it is shown that you are back. */
const BACK_MS = 4_000;

export class Chat {
  /** Your name, once you were welcome. */
  you = "";
  /** Whether your name is yours only as long as you are here. */
  guest = true;
  /** The most code points of a message. */
  textMax = 0;
  /** The most bytes of a file; none, where the server takes no files. */
  fileMax = 0;
  /** The most files of a message. */
  filesMax = 0;
  status: StatusEvent = { type: "status", state: "connecting" };
  /** Told each event, too: what keeps how people are shown. */
  listener: ((event: ConnectionEvent) => void) | undefined;
  /** What is shown until it is put away. */
  lastingNotice: Notice | undefined;
  /** When `status` came. */
  statusAt = 0;
  /** The room that you went to, where there is none that you can see: you may make it. */
  absent: string | undefined;
  /** When we were welcome last. */
  connectedAt = 0;
  #rooms: Map<string, Room> = new Map();
  /** The rooms that `welcome` listed, by key. */
  #known: Map<string, RoomSummary> = new Map();
  #openRooms: RoomSummary[] = [];
  /** The room you want to look at, by its key, even while we are not in it yet; "" for any. */
  #wanted = "";
  #shown: Room | undefined;
  #notice: Notice & { until: number } | undefined;
  #wasCut = false;
  #backUntil = 0;
  #now;
  #hasMuted;
  #onNews;
  constructor({ now = Date.now, hasMuted = () => false, onNews = () => {} }: ChatOptions = {}) {
    this.#now = now;
    this.#hasMuted = hasMuted;
    this.#onNews = onNews;
  }

  get isWelcome(): boolean {
    return this.you !== "";
  }

  /** The rooms open to all that you are in, in the order in which you joined. */
  get rooms(): Room[] {
    return this.#rooms.values().filter((room) => !room.isDirect).toArray();
  }

  /** Your direct rooms: where something was said last, comes first. */
  get directRooms(): Room[] {
    return this.#rooms.values().filter((room) => room.isDirect).toArray().reverse();
  }

  get shown(): Room | undefined {
    return this.#shown;
  }

  /** Summaries of the rooms that you could join. */
  get otherSummaries(): RoomSummary[] {
    return this.#openRooms.filter(({ room }) => !this.isIn(room) && !isDirect(room));
  }

  /** How many messages are unread, in all rooms that may call. */
  get unread(): number {
    return this.#rooms.values().filter(({ isMuted }) => !isMuted)
      .reduce((sum, room) => sum + room.unread, 0);
  }

  /** Whether you have just reconnected after a cut. */
  get isBack(): boolean {
    return this.#now() < this.#backUntil;
  }

  /** The room that the banner offers to make, while it does. */
  get offered(): string | undefined {
    return this.status.state === "open" ? this.absent : undefined;
  }

  /** What was last noted, while that is news. */
  get notice(): Notice | undefined {
    return this.#notice?.text && this.#notice.until > this.#now() ? this.#notice : undefined;
  }

  /** Whether what is shown changes without an event: a countdown runs, or someone's typing ends. */
  changesByItself(now: number): boolean {
    return this.status.state === "waiting" || this.notice !== undefined || this.isBack ||
      (this.#shown?.typists(now).length ?? 0) > 0 || this.#shown?.waits(now) ||
      (this.#shown?.unsent.some(({ change, refused }) => change && !refused) ?? false);
  }

  isIn(name: string): boolean {
    return this.room(name) !== undefined;
  }

  /** Looks at a room now, or as soon as we are in it. */
  show(name: string): void {
    this.absent = undefined;
    this.#wanted = keyIn(this.#rooms, name);
    this.#shown = this.#rooms.get(this.#wanted) ?? this.#shown;
  }

  /** You could not come to a room: if there is none that you can see, you may make it. */
  miss(name: string, why: unknown): void {
    if (!(why instanceof RefusedError)) return;
    if (why.reason !== "no-such-room") this.note(why.message);
    else if (roomKey(name) === this.#wanted) this.absent = name;
  }

  /** Handles an event of the connection. */
  handle(event: ConnectionEvent): void {
    this.listener?.(event);
    if (isEntry(event)) return this.#hear(event);
    switch (event.type) {
      case "status":
        return this.#become(event);
      case "welcome":
        this.connectedAt = this.#now();
        ({ you: this.you, guest: this.guest } = event);
        for (const room of this.#rooms.values()) room.you = this.you;
        this.textMax = event.limits.text;
        // An older server does not know of files.
        this.fileMax = event.limits.file ?? 0;
        this.filesMax = event.limits.files ?? 0;
        return this.#know(event.rooms);
      case "joined":
        return this.#enter(event);
      case "left":
        return this.#leave(event);
      case "told":
        this.#notice = undefined;
        return this.#tell(speech.say({ ...event, reason: "told", message: event.text }));
      case "online":
        return this.room(event.room)?.arrive(event.name);
      case "offline":
        return this.room(event.room)?.depart(event.name);
      case "typing":
        return this.room(event.room)?.typing(event.from, this.#now());
      case "rooms":
        return void (this.#openRooms = event.rooms);
      case "refused":
        return this.#refused(event);
      case "count":
        return void Object.assign(this.room(event.room) ?? {}, { count: event.count });
      case "settings":
        return this.#roomOf(event.room)?.set(event);
      case "reported":
        return this.#tell(strings.reported(this.room(event.room)?.label ?? event.room));
      case "read":
        return this.room(event.room)?.readBy(event.seq, event);
      case "notify":
        return void Object.assign(this.room(event.room) ?? {}, { level: event.level });
      case "invited": // which is shown until it is answered
      case "profile":
      case "members":
      case "history":
      case "found":
      case "pins":
      case "stored":
      case "pong":
      case "done":
        return; // answers to whoever asked
      default:
        event satisfies never;
    }
  }

  room(name: string): Room | undefined {
    return this.#rooms.get(keyIn(this.#rooms, name));
  }

  #know(rooms: readonly RoomSummary[]) {
    this.#known = new Map(rooms.map((summary) => [roomKey(summary.room), summary]));
    // Those in which something happened last are listed first, and come last into our map.
    for (const summary of rooms.toReversed()) {
      const room = this.room(summary.room);
      if (room?.isDirect) room.settings = summary;
      if (room) room.level = summary.notify;
      // What was said during a cut is on its way to the rooms that we have.
      room?.readBy(summary.read, room.readTo > (summary.back ?? 0) ? {} : summary);
      if (isDirect(summary.room)) this.#lift(this.#open(summary.room));
    }
  }

  /** Something happened in a direct room: no other is newer. */
  #lift(room: Room) {
    this.#rooms.delete(room.key);
    this.#rooms.set(room.key, room);
  }

  /** Shows something for a while: a problem, unless it is good. */
  note(text: string, rest: Omit<Notice, "text"> = {}): void {
    this.#notice = { text, ...rest, until: this.#now() + (rest.act ? UNDO_MS : NOTICE_MS) };
  }

  /** Shows what nobody may miss, until it is put away: what is shown for a while stands before it. */
  #tell(text: string) {
    const act = () => this.lastingNotice = undefined;
    this.lastingNotice = { text, action: strings.hideRooms, act, isGood: true };
  }

  #become(status: StatusEvent) {
    this.status = "message" in status ? { ...status, message: speech.say(status) } : status;
    this.statusAt = this.#now();
    if (status.state === "connecting") return;
    if (status.state === "open" && this.#wasCut) this.#backUntil = this.#now() + BACK_MS;
    this.#wasCut = this.isWelcome && ["waiting", "paused"].includes(status.state);
  }

  #hear(entry: Entry) {
    const room = this.#roomOf(entry.room);
    if (room?.isDirect && entry.seq > room.head && entry.type === "said") this.#lift(room);
    const isOurs = room?.unsent.some(({ id }) => "id" in entry && id === entry.id);
    if (room?.hear(entry, this.#now()) && entry.type === "said") this.#onNews(room, entry);
    const call = isOurs ? calledNobody(entry) : undefined;
    if (call !== undefined) this.note(strings.calledNobody(`@${call}`));
  }

  /** Direct rooms come without having been asked for. */
  #roomOf = (name: string) => isDirect(name) ? this.#open(name) : this.room(name);

  #open(name: string): Room {
    const key = roomKey(name);
    const found = this.#rooms.get(key);
    if (found) return found;
    const room = new Room(name, this.you);
    Object.assign(room, { isMutedHere: this.#hasMuted(key), shownAs: shownName });
    const known = this.#known.get(key);
    if (known) room.know(known);
    this.#rooms.set(key, room);
    if (key === this.#wanted) this.#shown = room;
    return room;
  }

  #enter(event: Extract<ConnectionEvent, { type: "joined" }>) {
    const room = this.#open(event.room);
    room.enter(event);
    speech.ready();
    if (event.name !== undefined && this.#wanted === roomKey(event.name)) this.show(event.room);
    // The page does not say that nothing was lost when something was.
    if (event.reset) this.note(strings.missing);
    // Not while we come to another: what is shown counts as read.
    if (this.#wanted === "") this.#shown ??= room;
  }

  #leave({ room: name, reason }: Extract<ConnectionEvent, { type: "left" }>) {
    const key = roomKey(name);
    const room = this.#rooms.get(key);
    this.#rooms.delete(key);
    this.#known.delete(key);
    if (this.#shown === room) this.#shown = this.rooms[0];
    if (reason === undefined) return;
    // It may be hidden from you now: if it is not, the list that comes next has it.
    this.#openRooms = this.#openRooms.filter(({ room }) => roomKey(room) !== key);
    this.note(strings.dismissed[reason](room?.title ?? name));
  }

  /** A refusal is shown once: at its message, or by whoever asked. Of a room that you left, it is not. */
  #refused({ ref, ...refused }: Extract<ConnectionEvent, { type: "refused" }>) {
    const { reason, message, id, slow, retry = 0 } = refused;
    const slowed = slow && this.#rooms.values().find((room) => room.isUnsent(id));
    if (slowed) slowed.waitsUntil = this.#now() + retry;
    if (id !== undefined) return;
    if (ref === undefined && !["no-such-room", "not-a-member"].includes(reason)) this.note(message);
    if (this.#shown !== undefined || reason === "too-fast" || reason === "unavailable") return;
    this.#wanted = "";
    this.#shown = this.rooms[0];
  }
}
