/**
 * What stands right above what is being typed: messages on their way, and how things are.
 *
 * @module
 */

import type { StatusEvent } from "../../connection.ts";
import { isDirect, isolated } from "../../../protocol/name.ts";
import { plainLine } from "../../plain_text.ts";
import type { Here } from "../rooms/here.ts";
import type { Canvas } from "./canvas.ts";
import { cutTo } from "./wrap.ts";
import { typistsInWords } from "./typists.ts";
import { speech } from "../../connection/link.ts";
import { say } from "../../program/languages.ts";

/** How many of our messages that are on their way are shown. */
const PENDING_SHOWN_MAX = 3;

/** How things are where one looks. */
export interface Situation {
  /** The room that one looks at, and how it is called. */
  room: string | undefined;
  label: string;
  /** Whether we were here before. */
  isReturn: boolean;
  here: Here;
  /** What is new in other rooms. */
  others: readonly string[];
}

/** What is known besides. */
interface Bar {
  /** The texts that are on their way, the oldest first. */
  pending: readonly string[];
  status: StatusEvent;
  note: string | undefined;
  now: number;
  columns: number;
}

/** Shows how things are, right above what is being typed. */
export class StatusBar implements Disposable {
  readonly #canvas: Canvas;
  readonly #paint: (line: string) => string;
  /** What we said and the server has not stored yet, by id: as much as the connection lets us. */
  readonly #pending = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the next key is for, when it is not for typing. */
  note: string | undefined;
  /** How the connection is. */
  #status: StatusEvent = { type: "status", state: "connecting" };

  constructor(canvas: Canvas, paint: (line: string) => string) {
    this.#canvas = canvas;
    this.#paint = paint;
  }

  /** Whether something that we said is not stored yet. */
  get isWaiting(): boolean {
    return this.#pending.size > 0;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  said(id: string, text: string): void {
    this.#pending.set(id, text);
  }

  settled(id: string): void {
    this.#pending.delete(id);
  }

  /** Draws again when somebody will have stopped typing. */
  drawsAgainIn(ms: number, draw: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(draw, ms);
  }

  /** How the connection is from now on. Gives a sentence for people, if there is one. */
  take(status: StatusEvent): string {
    this.#status = status;
    return "message" in status ? speech.say(status) : "";
  }

  draw(situation: () => Situation): void {
    this.#canvas.showBelow(() =>
      statusLines({ ...situation(), ...this.#bar }).map((line) => this.#paint(line))
    );
  }

  /** How the connection is, or, when it is well, how many people are here. */
  howItIs(situation: Situation): string {
    return howItIs({ ...situation, status: this.#status });
  }

  get #bar(): Bar {
    const { note } = this;
    const { columns } = this.#canvas;
    return {
      pending: [...this.#pending.values()],
      status: this.#status,
      note,
      now: Date.now(),
      columns,
    };
  }
}

/** The lines, each of which fits into a row. */
function statusLines(situation: Situation & Bar): string[] {
  const { room, label, here, now, columns } = situation;
  const pending = situation.pending.map((text) => `… ${isolated(plainLine(text))}`);
  const hidden = pending.length - PENDING_SHOWN_MAX;
  if (hidden > 0) pending.splice(PENDING_SHOWN_MAX, hidden, say`… and ${hidden} more`);
  const where = room === undefined ? say`in no room` : isolated(plainLine(label.replace(/^#/, "")));
  const typists = typistsInWords(here.typing(room, now));
  const others = situation.others.map((words) => isolated(plainLine(words)));
  const status = `── ${
    [where, howItIs(situation), here.mute(room, now), typists, ...others].filter(Boolean).join(
      " · ",
    )
  }`;
  const note = situation.note === undefined ? [] : [isolated(plainLine(situation.note))];
  return [...pending, status, ...note].map((line) => cutTo(line, columns - 1));
}

function howItIs(
  { room, isReturn, status, here }: Situation & Pick<Bar, "status">,
): string {
  const again = isReturn ? say`Coming back` : say`Trying again`;
  switch (status.state) {
    case "open":
      return room === undefined || isDirect(room) ? "" : say`${here.count(room)} here`;
    case "waiting":
      return say`${again} in ${Math.ceil(status.retryMs / 1000)} s`;
    case "paused":
      return say`Paused`;
    case "connecting":
      return isReturn ? again : say`Connecting`;
    case "closed":
      return say`Over`;
    default:
      return status satisfies never;
  }
}
