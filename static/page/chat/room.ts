/**
 * What the page knows of one room that you are in.
 *
 * @module
 */

import type { Entry, Event, NotifyLevel, RoomSummary, Said, SetBack } from "../../../protocol.ts";
import { isDirect, isSealed, nameKey, peopleOf, roomKey } from "../../../protocol/name.ts";
import { Log, UnreadCount } from "../../../client/connection/log.ts";
import { byName, strings } from "../../strings.ts";
import { seals } from "../browser_storage.ts";
import type { PendingChange, Task, Unsent } from "./unsent.ts";

export type { PendingChange, Task, Unsent };

/** How long someone is shown as typing after we last heard of it. */
const TYPING_MS = 4_000;
/** How long before they may speak again it is looked at often. */
const SOON_MS = 60_000;

export class Room {
  name: string;
  isDirect: boolean;
  /** Whether the server cannot read what is said here. */
  isSealed: boolean;
  /** How the room is set, and what you are there, if you may do more than others. */
  settings: Omit<Extract<Event, { type: "settings" }>, "type" | "room"> = {};
  /** When you may say something again, if the room is slow. */
  waitsUntil = 0;
  /** Until when a moderator has silenced you, by our clock. */
  mutedUntil = 0;
  /** What is older is not news. */
  backlog: number | undefined;
  #unsent: Map<string, Unsent> = new Map();
  #people: Map<string, string> = new Map();
  /** How people who were seen here spell their names. */
  #spellings: Map<string, string> = new Map();
  /** Until when each person counts as typing. */
  #typing: Map<string, number> = new Map();
  you;
  #count;
  log = new Log();
  /** Counts how often the log has become another. */
  edition = 0;
  /** The numbers of unread messages that mention you, as the server counted them. */
  mentioned: readonly number[] = [];
  /** The position after which came what you have not seen when you looked. */
  newAfter: number | undefined;
  /** Whether you have set back what you have read, until you come back or say something. */
  isSetBack = false;
  /** What you are writing here; not known before you have looked. */
  draft: string | undefined;
  /** What it is that you write, if it is not a message of its own. */
  task: Task | undefined;
  /** How many files go with it. */
  files = 0;
  /** Resolves when what goes with it is here: nothing is sent without what somebody has chosen. */
  coming: Promise<unknown> | undefined;
  topic = "";
  count = 0;
  /** The numbers of the newest entry on the server, and of the oldest there, as far as we know. */
  head = 0;
  first = 1;
  /** What you chose to be called by; absent where you chose nothing. */
  level: NotifyLevel | undefined;
  /** Whether you muted it in this browser, as one could before that was kept on the server. */
  isMutedHere = false;
  /** How the page calls somebody. */
  shownAs: (name: string) => string = (name) => name;
  /** Whether the log lost what came before our first entry. */
  isMissingSome = false;
  constructor(name: string, you: string) {
    this.name = name;
    this.you = you;
    this.isDirect = isDirect(name);
    this.isSealed = isSealed(name);
    this.#count = new UnreadCount(() => this.you);
  }

  /** How many messages of others came since you last read to the end. */
  get unread(): number {
    return this.#count.unread;
  }

  /** How many of those call you. */
  get mentions(): number {
    return this.#count.mentions;
  }

  /** The number of the newest entry that you have read. */
  get readTo(): number {
    return this.#count.readTo;
  }

  /** Whether nothing here may call you. */
  get isMuted(): boolean {
    return this.level === "nothing" || this.level === undefined && this.isMutedHere;
  }

  get key(): string {
    return roomKey(this.name);
  }

  /** What it is called, without its mark: a direct room by the others in it, a renamed one anew. */
  get title(): string {
    if (this.isSealed) return seals.get(this.key)?.title ?? strings.privateRoom;
    if (!this.isDirect) return this.settings.name ?? this.name;
    return this.others.map(this.shownAs).join(", ");
  }

  /** The others in a direct room. */
  get others(): string[] {
    return peopleOf(this.settings.name ?? this.name).filter((key) => key !== nameKey(this.you))
      .map((key) => this.#spellings.get(key) ?? key);
  }

  /** What it is called in a sentence. */
  get label(): string {
    return `${this.isDirect ? "@" : this.isSealed ? "" : "#"}${this.title}`;
  }

  /** Why you can say nothing here, if that is so. */
  get silence(): "keyless" | "archived" | "announce" | undefined {
    if (this.isSealed && !seals.has(this.key)) return "keyless";
    const { archived, announce, role } = this.settings;
    if (archived) return "archived";
    return announce && role === undefined ? "announce" : undefined;
  }

  /** How long you have to wait before you say something, in milliseconds. */
  waitMs(now: number): number {
    const { slow = 0, role } = this.settings;
    return role === undefined ? Math.max(0, Math.min(this.waitsUntil - now, slow)) : 0;
  }

  /** Whether you may say something again soon, but not yet. */
  waits(now: number): boolean {
    return this.waitMs(now) > 0 || now < this.mutedUntil && this.mutedUntil <= now + SOON_MS;
  }

  /** The people in the room, or all of a direct room, sorted by name. */
  get people(): string[] {
    const people = this.isDirect
      ? peopleOf(this.settings.name ?? this.name).map((key) => this.#spellings.get(key) ?? key)
      : [...this.#people.values()];
    return people.sort(byName);
  }

  /** The names of people who are here, or said something here lately. */
  get knownNames(): string[] {
    return [...this.#spellings.values()].sort(byName);
  }

  get unsent(): Unsent[] {
    return [...this.#unsent.values()];
  }

  isUnsent(id: string | undefined): boolean {
    return id !== undefined && this.#unsent.has(id);
  }

  /** Takes how things were when we were welcome. */
  know(summary: RoomSummary): void {
    const { head, read, unread, mentions, topic, back, joined } = summary;
    this.level = summary.notify;
    this.settings = summary;
    // Nothing is unread to somebody who was never here.
    const isKnown = read > 0 || this.isDirect || back !== undefined || joined === true;
    this.#count.know({ head, read, mentions, unread: isKnown ? unread : 0 });
    this.head = this.backlog = head;
    this.mentioned = summary.mentioned ?? [];
    this.topic = topic;
  }

  /** Takes how the room is set, and what you are there. */
  set(settings: Room["settings"], now: number = Date.now()): void {
    this.settings = settings;
    this.mutedUntil = now + (settings.muted?.ms ?? 0);
  }

  enter(event: Extract<Event, { type: "joined" }>): void {
    const { room, members, count, head, first, topic, reset } = event;
    this.set(event);
    Object.assign(this, { name: room, count, topic, head, first });
    this.#people = new Map(members.map((name) => [nameKey(name), name]));
    for (const name of members) this.#spellings.set(nameKey(name), name);
    if (reset) this.#startOver();
    // What was said before we came is not news.
    if (this.backlog === undefined) this.#count.know({ head, read: 0, unread: 0, mentions: 0 });
    this.backlog ??= head;
  }

  /** Takes an entry, and says whether it is news: something that somebody else says from now on. */
  hear(entry: Entry, now: number = entry.at): boolean {
    if (!this.log.take(entry)) return false;
    this.head = Math.max(this.head, entry.seq);
    if (entry.type === "topic") this.topic = entry.text;
    if (entry.type !== "notice") {
      this.#typing.delete(entry.from);
      this.#spellings.set(nameKey(entry.from), entry.from);
    }
    const isYours = entry.type === "said" && entry.from === this.you;
    if (isYours) this.#spoke(entry, now);
    this.#count.take(entry);
    this.#forgetStored();
    const isTold = entry.type === "said" && !isYours && !entry.blocked;
    return isTold && entry.seq > (this.backlog ?? 0);
  }

  /** You said something, here or somewhere else: the server's clock may be another than ours. */
  #spoke({ id, at }: Said, now: number) {
    this.isSetBack = false;
    const since = this.#unsent.delete(id) ? now : Math.min(now, at);
    this.waitsUntil = since + (this.settings.slow ?? 0);
  }

  /** You have read to the end. */
  readAll(): void {
    this.#count.readAll(this.log.newest);
  }

  /** What was said reads differently now, as when somebody was blocked. */
  readAgain(): void {
    this.log.readAgain();
    this.edition++;
  }

  /** You have read so far, somewhere else; or no further, as you say. */
  readBy(seq: number, set: Partial<SetBack> = {}): void {
    const { back, unread = 0, mentions = 0 } = set;
    if (back === undefined) return this.#count.read(seq);
    this.#count.setBack({ seq, back, unread, mentions }, this.log.after(seq));
    Object.assign(this, { mentioned: set.mentioned ?? [], newAfter: seq, isSetBack: true });
  }

  /** Whether somebody is here, of those who are known to be. */
  sees(name: string): boolean {
    return this.#people.has(nameKey(name));
  }

  arrive(name: string): void {
    if (!this.#people.has(nameKey(name))) this.count++;
    this.#people.set(nameKey(name), name);
    this.#spellings.set(nameKey(name), name);
  }

  depart(name: string): void {
    if (this.#people.delete(nameKey(name))) this.count--;
    this.#typing.delete(name);
  }

  expect(message: Unsent): void {
    this.#unsent.set(message.id, message);
  }

  /** What you said under this id is stored. Its entry may have come before, or be skipped. */
  stored(id: string, seq: number): void {
    const message = this.#unsent.get(id);
    if (message) this.#unsent.set(id, { ...message, seq });
    this.#forgetStored();
  }

  refuse(id: string, reason: string): void {
    const message = this.#unsent.get(id);
    if (message) this.#unsent.set(id, { ...message, refused: reason });
  }

  discard(id: string): void {
    this.#unsent.delete(id);
  }

  typing(name: string, now: number): void {
    this.#typing.set(name, now + TYPING_MS);
  }

  typists(now: number): string[] {
    for (const [name, until] of this.#typing) if (until <= now) this.#typing.delete(name);
    return [...this.#typing.keys()];
  }

  #startOver() {
    this.log.clear();
    this.edition++;
    this.isMissingSome = true;
    this.#count.clear();
    this.backlog = undefined;
  }

  /** Nothing that has a number up to the newest is still to come. */
  #forgetStored() {
    for (const { id, seq } of this.#unsent.values()) {
      if (seq !== undefined && seq <= this.log.newest) this.#unsent.delete(id);
    }
  }
}
