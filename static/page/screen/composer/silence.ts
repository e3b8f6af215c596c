/**
 * Why nothing can be said in a room, in the place of the composer; above it, that one is muted; and how
 * long one has to wait where it is slow.
 *
 * @module
 */

import type { Room } from "../../chat/room.ts";
import { isolated } from "../../../../protocol/name.ts";
import { dayAndTime, isSameDay, timeOfDay } from "../../../strings.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { element, part, style } from "../../document.ts";

/** A mute that ends after this is shown as one that a moderator ends. */
const LONG_MS = 366 * 24 * 60 * 60 * 1000;

export class Silence {
  #form = part(document, "#composer", HTMLFormElement);
  #reason = element("p", { id: "silence", className: "bar good", role: "status" });
  /** What is written while one is muted is kept, and can be said when that has ended. */
  #mute = element("p", { id: "muted", className: "bar waiting", role: "status" });
  /** Is not told each second to who hears the page. */
  #wait = element("p", { id: "slow", className: "bar waiting", role: "timer" });

  constructor() {
    this.#form.after(this.#reason);
    this.#form.before(this.#mute);
    part(document, "#typing", HTMLElement).after(this.#wait);
  }

  draw(room: Room | undefined, now: number): void {
    const why = room?.silence;
    if (why === "keyless") style("conversation/sealed");
    this.#form.hidden = why !== undefined;
    show(this.#reason, why === undefined ? "" : words.silence[why]);
    const isMuted = room !== undefined && now < room.mutedUntil && why === undefined;
    show(this.#mute, isMuted ? muteInWords(room, now) : "");
    const seconds = Math.ceil((room?.waitMs(now) ?? 0) / 1000);
    show(this.#wait, seconds > 0 ? words.slowWait(seconds) : "");
  }
}

function muteInWords({ mutedUntil: until, settings: { muted } }: Room, now: number): string {
  const end = isSameDay(until, now) ? timeOfDay(until) : dayAndTime(until);
  const mute = until - now > LONG_MS ? words.mutedOn : words.mutedUntil(end);
  return muted?.reason === undefined ? mute : `${mute} ${words.mutedWhy(isolated(muted.reason))}`;
}

/** Only what changed is written, so that a screen reader does not hear the same again. */
function show(line: HTMLElement, text: string) {
  if (line.textContent !== text) line.textContent = text;
}
