/**
 * What someone at a terminal sees.
 *
 * @module
 */

import type { ConnectionEvent, StatusEvent } from "../static/connection.js";
import { Here, TYPING_MS } from "./here.ts";
import { plainLine } from "./plain_text.ts";
import { isSame, type Renderer } from "./render.ts";

/** How many of our messages that are on their way are shown. */
const PENDING_SHOWN_MAX = 3;

/** What lines are printed on. */
export interface Canvas {
  readonly columns: number;
  /** Prints lines that stay. */
  print(...lines: string[]): void;
  /** Shows lines below those, in place of what it showed there before. */
  showBelow(lines: string[]): void;
}

/** Prints what happened, and shows below it how things are. */
export class View implements Disposable {
  readonly here = new Here();
  readonly #canvas: Canvas;
  readonly #renderer: Renderer;
  /** What we said and the server has not stored yet, by id. */
  readonly #pending = new Map<string, string>();
  #you: string | undefined;
  #room: string | undefined;
  #status: StatusEvent = { type: "status", state: "connecting" };
  /** Why there is no connection, as told last. */
  #trouble: string | undefined;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: Canvas, renderer: Renderer) {
    this.#canvas = canvas;
    this.#renderer = renderer;
  }

  /** The room that we look at and speak in. */
  get room(): string | undefined {
    return this.#room;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#typingTimer);
  }

  lookAt(room: string): void {
    if (this.here.has(room)) this.quiet(`── #${room} ──`);
    this.#room = room;
    this.#drawBelow();
  }

  /** Shows what was said as being on its way, until its entry comes or it is `settled`. */
  said(id: string, text: string): void {
    this.#pending.set(id, text);
    this.#drawBelow();
  }

  settled(id: string): void {
    this.#pending.delete(id);
    this.#drawBelow();
  }

  quiet(...lines: string[]): void {
    this.#canvas.print(...lines.map((line) => this.#renderer.quiet(plainLine(line))));
  }

  wrong(message: string): void {
    this.#canvas.print(this.#renderer.wrong(message));
  }

  /** Shows what the connection tells. */
  show(event: ConnectionEvent): void {
    switch (event.type) {
      case "status":
        this.#showStatus(event);
        break;
      case "said":
        this.#pending.delete(event.id);
        this.here.said(event.room, event.from);
        this.#canvas.print(...this.#renderer.said(event, this.#you, this.#room));
        break;
      case "joined":
        this.#showJoined(event);
        break;
      case "left":
        this.here.left(event.room);
        this.quiet(`You left #${event.room}`);
        if (isSame(event.room, this.#room)) this.#room = this.here.newest();
        break;
      case "online":
        this.here.came(event.room, event.name);
        this.#showMove(event.room, event.name, "came");
        break;
      case "offline":
        this.here.went(event.room, event.name);
        this.#showMove(event.room, event.name, "left");
        break;
      case "typing":
        this.here.types(event.room, event.from, Date.now());
        clearTimeout(this.#typingTimer);
        this.#typingTimer = setTimeout(() => this.#drawBelow(), TYPING_MS);
        break;
      case "refused":
        // Who said or asked it is told by a promise; a join has none.
        if (event.id === undefined) this.wrong(event.message);
        break;
      case "welcome":
        this.quiet(this.#you ? "Back again" : `Welcome, ${event.you}. /help tells what you can do`);
        this.#you = event.you;
        break;
      case "members":
      case "rooms":
      case "history":
      case "stored":
      case "pong":
        break;
      default:
        event satisfies never;
    }
    this.#drawBelow();
  }

  #showStatus(status: StatusEvent): void {
    const { state, reason, message = "" } = status;
    this.#status = status;
    if (state === "open") this.#trouble = undefined;
    if (state === "closed" && reason !== "left") this.wrong(message);
    // Once, however often we try; how that goes is seen below.
    if (state === "waiting" && message !== this.#trouble) {
      this.quiet(`${message}. ${this.#how()}`);
      this.#trouble = message;
    }
  }

  #showJoined(event: ConnectionEvent & { type: "joined" }): void {
    if (!this.here.has(this.#room)) this.#room = event.room;
    const isNew = this.here.joined(event);
    if (isNew) {
      const heading = this.#renderer.quiet(`── #${plainLine(event.room)} ──`);
      this.#canvas.print(heading, this.#renderer.members(event));
    } else if (event.reset) {
      this.quiet(`Something is missing here: #${event.room} begins anew`);
    }
  }

  #showMove(room: string, name: string, verb: "came" | "left"): void {
    if (!isSame(room, this.#room) || isSame(name, this.#you)) return;
    this.#canvas.print(`${this.#renderer.name(name)}${this.#renderer.quiet(` ${verb}`)}`);
  }

  #drawBelow(): void {
    const pending = [...this.#pending.values()].map((text) => `… ${plainLine(text)}`);
    const hidden = pending.length - PENDING_SHOWN_MAX;
    if (hidden > 0) pending.splice(PENDING_SHOWN_MAX, hidden, `… and ${hidden} more`);
    const room = this.#room === undefined ? "no room" : plainLine(this.#room);
    const status = ["──", room, "·", this.#how(), ...this.#whoTypes()].join(" ");
    this.#canvas.showBelow(
      [...pending, status].map((line) => this.#renderer.quiet(this.#fit(line))),
    );
  }

  /** How the connection is, or, when it is well, how many people are here. */
  #how(): string {
    const { state, retryMs = 0 } = this.#status;
    const again = this.#you === undefined ? "Trying again" : "Coming back";
    switch (state) {
      case "open":
        return this.#room === undefined ? "" : `${this.here.count(this.#room)} here`;
      case "waiting":
        return `${again} in ${Math.ceil(retryMs / 1000)} s`;
      case "connecting":
        return this.#you === undefined ? "Connecting" : again;
      case "closed":
        return "Over";
      default:
        return state satisfies never;
    }
  }

  #whoTypes(): string {
    const [first, second, third] = this.here.typing(this.#room, Date.now()).map(plainLine);
    if (first === undefined) return "";
    if (second === undefined) return `${first} is typing`;
    return third === undefined ? `${first} and ${second} are typing` : "several people are typing";
  }

  /** Cuts what would not fit into a row, as far as one can tell without knowing how wide letters are. */
  #fit(line: string): string {
    const letters = [...line];
    const columns = Math.max(this.#canvas.columns - 1, 1);
    return letters.length <= columns ? line : `${letters.slice(0, columns - 1).join("")}…`;
  }
}
