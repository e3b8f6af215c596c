/**
 * What becomes of what is not stored: why it was refused, and what can be done with it; or what it is
 * that is being sent, where it is no message.
 *
 * @module
 */

import type { Unsent } from "../../chat/room.ts";
import { strings } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { button, element, part, style } from "../../document.ts";

export async function showOutcome(
  shown: HTMLElement,
  { refused, change }: Unsent,
  { retry, discard }: { retry: () => void; discard: () => void },
): Promise<void> {
  const state = part(shown, ".state", HTMLElement);
  // Whoever hears the page is told that it is not sent.
  if (refused !== undefined) state.role = "alert";
  state.textContent = refused !== undefined
    ? more.notSent(refused.replace(/^Cannot \w+: |\.$/g, ""))
    : change
    ? more.changing[change.type]
    : strings.sending;
  await style("outcome");
  part(shown, ".outcome", HTMLElement).classList.toggle("bar", refused !== undefined);
  if (refused === undefined || shown.querySelector(".remedies")) return;
  const tryAgain = () => {
    remedies.remove();
    state.role = null;
    state.textContent = strings.sending;
    retry();
  };
  const remedies = element(
    "p",
    { className: "remedies" },
    button(more.tryAgain, tryAgain, "retry quiet"),
    button(more.discard, discard, "discard quiet"),
  );
  part(shown, ".outcome", HTMLElement).append(remedies);
}
