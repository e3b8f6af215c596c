/**
 * Why nothing can be said in a room, in the place of the composer, and how long one has to wait where
 * it is slow.
 *
 * @module
 */

import type { Room } from "../../chat/room.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { element, part } from "../../document.ts";

export class Silence {
  #form = part(document, "#composer", HTMLFormElement);
  #reason = element("p", { id: "silence", role: "status" });
  /** Is not told each second to who hears the page. */
  #wait = element("p", { id: "slow", className: "note", role: "timer" });

  constructor() {
    this.#form.after(this.#reason);
    part(document, "#typing", HTMLElement).after(this.#wait);
  }

  draw(room: Room | undefined, now: number): void {
    const why = room?.silence;
    this.#form.hidden = why !== undefined;
    show(this.#reason, why === undefined ? "" : words.silence[why]);
    const seconds = Math.ceil((room?.waitMs(now) ?? 0) / 1000);
    show(this.#wait, seconds > 0 ? words.slowWait(seconds) : "");
  }
}

/** Only what changed is written, so that a screen reader does not hear the same again. */
function show(line: HTMLElement, text: string) {
  if (line.textContent !== text) line.textContent = text;
}
