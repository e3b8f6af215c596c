/**
 * What someone at a terminal sees.
 *
 * @module
 */

import type { Entry, FileInfo, Said } from "../../protocol.ts";
import type { ConnectionEvent, StatusEvent } from "../connection.ts";
import type { Line } from "../connection/log.ts";
import { Here, TYPING_MS } from "./rooms/here.ts";
import { plainLine } from "../plain_text.ts";
import { isDirect } from "../../protocol/name.ts";
import type { Canvas } from "./view/canvas.ts";
import { Others } from "./view/others.ts";
import { Past, type Showable } from "./rooms/past.ts";
import { isSame, type Renderer } from "./view/render.ts";
import { dismissed } from "./view/render/words.ts";
import { type Situation, StatusBar } from "./view/status_bar.ts";
import { unreadOf } from "./view/unread.ts";
import { speech } from "../connection/link.ts";
import { say } from "../program/languages.ts";

type EventOf<T extends ConnectionEvent["type"]> = Extract<ConnectionEvent, { type: T }>;
/** Prints what happened, and shows below it how things are. */
export class View implements Disposable {
  readonly here = new Here();
  readonly past = new Past();
  /** What is new where we do not look. */
  readonly others = new Others();
  readonly #canvas: Canvas;
  readonly #renderer: Renderer;
  readonly #bar: StatusBar;
  #you: string | undefined;
  #room: string | undefined;
  /** Why there is no connection, as printed last. */
  #trouble: string | undefined;

  constructor(canvas: Canvas, renderer: Renderer) {
    this.#canvas = canvas;
    this.#renderer = renderer;
    this.#bar = new StatusBar(canvas, (line) => renderer.quiet(line));
    renderer.lineOf = (room, seq) => this.past.line(room, seq);
  }

  /** The room that we look at and speak in. */
  get room(): string | undefined {
    return this.#room;
  }

  /** Whether something that we said is not stored yet. */
  get isWaiting(): boolean {
    return this.#bar.isWaiting;
  }

  [Symbol.dispose](): void {
    this.#bar[Symbol.dispose]();
  }

  lookAt(room: string): void {
    if (this.here.has(room)) this.#title(room);
    this.#room = room;
    this.others.seen(room);
    this.drawBelow();
  }

  /** Shows what was said as being on its way, until its entry comes or it is `settled`. */
  said(id: string, text: string): void {
    this.#bar.said(id, text);
    this.drawBelow();
  }

  settled(id: string): void {
    this.#bar.settled(id);
    this.drawBelow();
  }

  /** Prints lines that are drawn already. */
  print(...lines: string[]): void {
    this.#canvas.print(...lines);
  }

  quiet(...lines: string[]): void {
    this.#canvas.print(...lines.flatMap((line) => this.#renderer.told(line)));
  }

  wrong(message: string): void {
    this.#canvas.print(...this.#renderer.wrong(message));
  }

  /** How many letters fit into a row. */
  get columns(): number {
    return this.#canvas.columns;
  }

  /** Prints a picture, as a drawing that is a line. */
  picture(file: FileInfo, drawing: string): void {
    this.#canvas.print(this.#renderer.caption(file), drawing);
  }

  /** Shows what was said in a room before we came. */
  recall(room: string, entries: readonly Entry[]): void {
    this.#print(this.past.precede(room, entries));
    this.past.shownSince(room, entries[0]?.seq ?? Infinity);
  }

  /** Shows lines again, with their numbers, the one that was looked for marked. */
  list(lines: readonly Line[], wanted?: number): void {
    const how = ({ seq }: Line) => seq === wanted ? "wanted" : "numbered";
    this.print(
      ...lines.flatMap((line) => this.#renderer.line(line, this.#you, this.#room, how(line))),
    );
  }

  /** Shows what the next key is for, until it is for nothing else than typing. */
  note(words: string | undefined): void {
    this.#bar.note = words;
    this.drawBelow();
  }

  /** Shows an event of the connection. */
  show(event: ConnectionEvent): void {
    this.#take(event);
    this.quiet(...this.here.heard(event, (room) => this.#label(room)));
    this.drawBelow();
  }

  #take(event: ConnectionEvent): void {
    switch (event.type) {
      case "status":
        return this.#showStatus(event);
      case "welcome":
        return this.#showWelcome(event);
      case "said":
      case "edited":
      case "deleted":
      case "reacted":
      case "topic":
      case "notice":
        return this.#showEntry(event);
      case "joined":
        return this.#showJoined(event);
      case "left":
        return this.#showLeft(event);
      case "invited":
        return this.quiet(
          say`${event.from} invites you to ${this.#label(event.room)}: /join ${event.room}`,
        );
      case "told":
        return this.quiet(speech.say({ ...event, reason: "told", message: event.text }));
      case "online":
      case "offline":
        return this.#showMove(event);
      case "typing":
        return this.#showTyping(event);
      case "refused":
        return this.#showRefused(event);
      case "count":
        return this.here.counted(event.room, event.count);
      case "reported":
        return this.quiet(say`A message in ${this.#label(event.room)} was reported`);
      case "settings":
        return this.#renderer.labels.learn(event);
      case "read":
      case "profile":
      case "notify":
      case "members":
      case "rooms":
      case "history":
      case "found":
      case "pins":
      case "stored":
      case "pong":
      case "done":
        return;
      default:
        event satisfies never;
    }
  }

  #showStatus(status: StatusEvent): void {
    const message = this.#bar.take(status);
    if (status.state === "open") this.#trouble = undefined;
    else this.#print(this.past.flush());
    if (status.state === "closed" && status.reason !== "left") this.wrong(message);
    if (status.state !== "waiting" && status.state !== "paused") return;
    // Once, however often we try; how that goes is seen below.
    const how = this.#bar.howItIs(this.#situation());
    if (message !== this.#trouble) this.quiet(say`${message}. ${how}`);
    this.#trouble = message;
  }

  #showWelcome({ you, guest, rooms }: EventOf<"welcome">): void {
    const before = this.#you;
    this.#you = you;
    for (const room of rooms) this.#renderer.labels.learn(room);
    const back = before === you ? say`Back again` : say`You are ${you} now`;
    if (before !== undefined) return this.quiet(back);
    this.quiet(say`Welcome, ${you}. /help lists the commands`);
    if (guest) this.quiet(say`As a guest you keep this name for 30 days after you were last here`);
    const unread = unreadOf(rooms, you, this.#renderer.labels);
    if (unread.length > 0) this.quiet(say`Unread: ${unread.join(", ")}`);
  }

  #showEntry(entry: Entry): void {
    if (entry.type === "said") {
      this.#bar.settled(entry.id);
      this.here.said(entry.room, entry.from);
      this.#hear(entry);
    }
    this.#print(this.past.take(entry));
  }

  #hear(said: Said): void {
    const words = this.others.hear(said, this.#you, this.#room);
    if (words === undefined) return;
    this.#canvas.callOut(plainLine(`${said.from}, ${this.#label(said.room)}: ${words}`));
  }

  #print(showables: Showable[]): void {
    const lines = showables.flatMap((one) =>
      "line" in one
        ? this.#renderer.line(one.line, this.#you, this.#room)
        : this.#renderer.revision(one.revision, one.target, this.#you, this.#room)
    );
    this.print(...lines);
  }

  #label(room: string): string {
    return this.#renderer.labels.of(room, this.#you);
  }

  #title(room: string): void {
    this.quiet(`── ${this.#label(room)} ──`);
  }

  #showJoined(event: EventOf<"joined">): void {
    this.#renderer.labels.learn(event);
    const called = [event.room, ...(event.name === undefined ? [] : [event.name])];
    if (this.#room === undefined || called.some((name) => isSame(name, this.#room))) {
      this.#room = event.room;
    }
    const isNew = this.here.joined(event);
    this.past.catchesUp(event.room, event.head, event.reset);
    if (event.reset && !isNew) {
      this.quiet(say`Something may be missing here: ${this.#label(event.room)} starts over`);
    } else if (isNew && isDirect(event.room)) {
      // To catch up after a cut they are joined without having been asked for.
      if (isSame(event.room, this.#room)) this.#title(event.room);
    } else if (isNew) {
      this.#title(event.room);
      this.print(...this.#renderer.topic(event.topic), this.#renderer.members(event));
    }
  }

  #showLeft({ room, reason }: EventOf<"left">): void {
    this.here.left(room);
    this.others.seen(room);
    const label = this.#label(room);
    if (reason === undefined) this.quiet(say`You left ${label}`);
    else this.wrong(dismissed(reason, label));
    if (!isSame(room, this.#room)) return;
    this.#room = this.here.newest();
    if (this.#room !== undefined) this.others.seen(this.#room);
  }

  /**
   * What is said is refused by a promise as well; a join has none. What nobody waits for an answer to,
   * the program did by itself: somebody who is muted did nothing wrong by typing.
   */
  #showRefused({ id, ref, ...event }: EventOf<"refused">): void {
    if (id !== undefined || ref === undefined) return;
    this.wrong(speech.say(event));
    if (!this.here.has(this.#room)) this.#room = this.here.newest();
  }

  #showMove({ type, room, name }: EventOf<"online" | "offline">): void {
    this.here[type === "online" ? "came" : "went"](room, name);
    const isSeen = isSame(room, this.#room) && !isSame(name, this.#you);
    if (isSeen) this.print(this.#renderer.move(type, name));
  }

  #showTyping({ room, from }: EventOf<"typing">): void {
    this.here.types(room, from, Date.now());
    this.#bar.drawsAgainIn(TYPING_MS, () => this.drawBelow());
  }

  /** Draws how things are. */
  drawBelow(): void {
    this.#bar.draw(() => this.#situation());
  }

  #situation(): Situation {
    const room = this.#room;
    return {
      others: this.others.words(this.here.rooms, this.#renderer.labels, this.#you),
      label: room === undefined ? "" : this.#label(room),
      ...{ room, here: this.here, isReturn: this.#you !== undefined },
    };
  }
}
