// @ts-check
/** @import { Unsent } from "./room.js" */

/**
 * What becomes of what is not stored: why it was refused, and what can be done with it; or what it is
 * that is being sent, where it is no message.
 *
 * @module
 */

import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { button, element, part } from "./part.js";
import { style } from "./style.js";

/**
 * @param {HTMLElement} shown
 * @param {Unsent} message
 * @param {{ retry: () => void, discard: () => void }} remedies
 */
export async function showFate(shown, { refused, change }, { retry, discard }) {
  part(shown, ".state", HTMLElement).textContent = refused !== undefined
    ? more.notSent(refused.replace(/^Cannot \w+: |\.$/g, ""))
    : change
    ? more.changing[change.type]
    : strings.sending;
  await style("fate");
  if (refused === undefined || shown.querySelector(".remedies")) return;
  part(shown, ".fate", HTMLElement).append(
    element(
      "p",
      { className: "remedies" },
      button(more.tryAgain, retry, "retry quiet"),
      button(more.discard, discard, "discard quiet"),
    ),
  );
}
