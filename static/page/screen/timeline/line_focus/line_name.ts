/**
 * What is read of a line that has the focus: what was said, and not what can be done with it.
 *
 * @module
 */

import { strings } from "../../../../strings.ts";

/** What is read of it, in this order. Its buttons are read when they have the focus themselves. */
const READ = [".day", ".news", ".answered", ".author", ".when", ".text", ".files", ".marks"];
const ID = "read-";

/** Names each line in a list while it has the focus, by its parts: so what changes in them is read, too. */
export function nameInFocus(list: HTMLElement): void {
  list.addEventListener("focusin", ({ target }) => name(target));
  list.addEventListener("focusout", ({ target }) => forget(target));
  // It may have come to one before this was here.
  if (list.contains(document.activeElement)) name(document.activeElement);
}

function name(line: EventTarget | null) {
  if (!isLine(line)) return;
  const parts = READ.map((wanted) => line.querySelector<HTMLElement>(`:scope > ${wanted}`))
    .filter((part) => part !== null).filter((part) => part.checkVisibility());
  for (const [index, part] of parts.entries()) {
    part.id = ID + index;
    if (part.matches(".answered")) part.ariaLabel = answerTo(part);
  }
  line.setAttribute("aria-labelledby", parts.map(({ id }) => id).join(" "));
}

function forget(line: EventTarget | null) {
  if (!isLine(line)) return;
  line.removeAttribute("aria-labelledby");
  for (const part of line.querySelectorAll(`:scope > [id^=${ID}]`)) part.removeAttribute("id");
  line.querySelector(".answered")?.removeAttribute("aria-label");
}

function answerTo(answered: HTMLElement): string {
  const [who, words] = ["b", "span"].map((part) => answered.querySelector(part)?.textContent ?? "");
  return who ? `${strings.replyingTo(who)}: ${words}` : words ?? "";
}

function isLine(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("#entries > li");
}
