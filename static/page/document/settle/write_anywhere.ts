/**
 * What somebody types where nothing takes it, as after a click on a room or a message, goes to where
 * one writes.
 *
 * @module
 */
import { part } from "../../document.ts";

/** What takes letters itself. */
const TAKES = "input, textarea, select, [contenteditable]";

/** What lies over the conversation. */
const OVER = "dialog[open], :popover-open";

export function writeAnywhere(): void {
  const composer = part(document, "#composer textarea", HTMLTextAreaElement);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isLetter(event) || document.querySelector(OVER)) return;
    if (event.target instanceof Element && event.target.closest(TAKES)) return;
    // The letter itself goes to where the focus is by then.
    if (!composer.disabled && composer.checkVisibility()) composer.focus();
  });
}

/** Space and Enter press what has the focus, and with another key a letter is a command. */
function isLetter(event: KeyboardEvent) {
  const isTyped = event.getModifierState("AltGraph") ||
    !event.ctrlKey && !event.altKey && !event.metaKey;
  return isTyped && event.key !== " " && [...event.key].length === 1;
}
