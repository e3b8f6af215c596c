/**
 * Announces to screen readers what others say in the shown room, and what calls somebody in another:
 * each message when there are few, their number when there are many. Messages of the backlog are not
 * announced.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { inShort } from "../../strings/more/in_short.ts";
import { part } from "../document.ts";
import { inWords } from "../screen/timeline/message/in_words.ts";

/** Messages within this time are announced together. */
const GATHER_MS = 1_500;
/** More than so many are only counted. */
const ANNOUNCED_MAX = 2;

export class Announcer {
  #voice = part(document, "#voice", HTMLElement);
  #waiting: string[] = [];
  #count = 0;

  /** @param origin who said it; and where, unless it is in sight */
  announce(said: Said, origin = said.from): void {
    if (this.#waiting.length <= ANNOUNCED_MAX) this.#waiting.push(`${origin}: ${inWords(said)}`);
    if (++this.#count === 1) setTimeout(() => this.#speak(), GATHER_MS);
  }

  #speak() {
    this.#voice.textContent = this.#count > ANNOUNCED_MAX
      ? inShort.newMessages(this.#count)
      : this.#waiting.join("\n");
    this.#waiting = [];
    this.#count = 0;
  }
}
