/**
 * Tells who hears the page what others say in the shown room: each message when there are few, their
 * number when there are many. What is scrolled in from the past is not told.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { strings } from "../../strings.ts";
import { plainWords } from "../../../protocol/markup.ts";
import { part } from "../document.ts";

/** What comes within this time is told at once. */
const GATHER_MS = 1_500;
/** More than so many are only counted. */
const TOLD_MAX = 2;

export class Announcer {
  #voice = part(document, "#voice", HTMLElement);
  #waiting: Said[] = [];
  #count = 0;

  announce(said: Said): void {
    if (this.#waiting.length <= TOLD_MAX) this.#waiting.push(said);
    if (++this.#count === 1) setTimeout(() => this.#speak(), GATHER_MS);
  }

  #speak() {
    const words = this.#waiting.map(({ from, text }) => `${from}: ${plainWords(text)}`).join("\n");
    this.#voice.textContent = this.#count > TOLD_MAX ? strings.newMessages(this.#count) : words;
    this.#waiting = [];
    this.#count = 0;
  }
}
