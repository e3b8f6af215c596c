/**
 * A message that somebody picks by keys, and what they do to it.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Changer } from "../changes.ts";
import type { Mode } from "../screen/modes.ts";
import type { View } from "../view.ts";
import { isSame } from "../view/render.ts";
import { plainLine } from "../../plain_text.ts";
import { quoted } from "../view/quoted.ts";
import { say, sentence, told } from "../../program/languages.ts";

const ESC = "\x1b";
const OLDER = ["select older", "\x1b[A", "\x1bOA"];
const NEWER = ["select newer", "\x1b[B", "\x1bOB"];
const GONE = sentence`That message is not shown any more`;

/** The keys, and the line that is being typed. */
export interface InputLine {
  mode: Mode | undefined;
  /** Puts a command into the line, in place of the draft, which comes back after it. */
  instead(before: string, behind?: string): void;
  /** Puts words before the draft, or in place of one that they cannot stand before. */
  before(words: string): void;
}

/** Picks among the messages that are shown in the room that one looks at, and no others. */
export class Selection implements Mode {
  readonly #view: View;
  readonly #changer: Changer;
  readonly #line: InputLine;
  readonly #you: () => string | undefined;
  #room = "";
  #seq = 0;

  constructor(
    view: View,
    { changer, line, you }: { changer: Changer; line: InputLine; you: () => string | undefined },
  ) {
    this.#view = view;
    this.#changer = changer;
    this.#line = line;
    this.#you = you;
  }

  /** Begins with the newest message. */
  begin(): void {
    const { room } = this.#view;
    const newest = room === undefined ? undefined : this.#view.past.lastSaid(room);
    if (newest === undefined) {
      return this.#view.quiet(say`No message is shown here: /history lists what was said`);
    }
    this.#line.mode = this;
    this.#pick(newest);
  }

  take(key: string): boolean {
    if (key === ESC) return this.#end();
    const said = this.#said();
    if (said === undefined) {
      this.#view.quiet(told(GONE));
      this.#end();
      // It was meant for the message: it is not typed, either.
      return true;
    }
    if (OLDER.includes(key)) return this.#step(said, -1);
    if (NEWER.includes(key)) return this.#step(said, 1);
    return this.#does(key, said);
  }

  /** What is picked, as far as it is still shown where one looks. */
  #said(): Said | undefined {
    if (!isSame(this.#room, this.#view.room)) return undefined;
    return this.#view.past.said(this.#room, this.#seq);
  }

  #does(key: string, said: Said): boolean {
    switch (key) {
      case "r":
      case "\r":
        this.#end();
        this.#line.before(`/reply #${said.seq} `);
        return true;
      case "e":
        return this.#edit(said);
      case "d":
        this.#end();
        this.#changer.delete(said);
        return true;
      case "+":
        this.#end();
        this.#line.instead("/react ", ` #${said.seq}`);
        return true;
      case "y":
        this.#end();
        this.#changer.changeMessage({ type: "link", room: said.room, of: said.seq });
        return true;
      default:
        // It types.
        this.#view.note(undefined);
        return false;
    }
  }

  #edit(said: Said): boolean {
    if (!isSame(said.from, this.#you())) {
      this.#view.quiet(say`What ${said.from} said is theirs to change`);
      return true;
    }
    this.#end();
    this.#line.instead(`/edit #${said.seq} ${said.text}`);
    return true;
  }

  #step(said: Said, by: number): boolean {
    const shown = this.#view.past.shown(this.#room);
    const at = shown.findIndex(({ seq }) => seq === said.seq) + by;
    if (at >= shown.length) return this.#end();
    this.#pick(shown[Math.max(at, 0)] ?? said);
    return true;
  }

  #pick(said: Said): void {
    this.#room = said.room;
    this.#seq = said.seq;
    const words = said.text || (said.files ?? []).map(({ name }) => name).join(", ");
    const keys = isSame(said.from, this.#you())
      ? say`r reply · e edit · d delete · + react · y link · Esc`
      : say`r reply · d delete · + react · y link · Esc`;
    const shown = `${plainLine(said.from)}: ${plainLine(quoted(words))}`;
    this.#view.note(`#${said.seq} ${shown} — ${keys}`);
  }

  #end(): true {
    this.#line.mode = undefined;
    this.#view.note(undefined);
    return true;
  }
}
