/**
 * How what is in a message is reached by keyboard. The conversation is one stop on the way through the
 * page; from the message that has the focus, Tab goes on to its links, code and files.
 *
 * @module
 */

import { part } from "../../../document.ts";

const CONTROLS = [
  ".answered[href]",
  ".text :is(a, pre, .copy, .expand, .table, .spoiler:not(.revealed))",
  ".files :is(button, a, input, video, audio, pre)",
].join();

/** The message that has the focus, or has what has it. */
let reached: Element | undefined;
/** Where that is so. */
let entries: HTMLElement | undefined;

/** Whoever draws what is reached so asks for it first; that it is done twice does no harm. */
export function reachByKeyboard(): void {
  if (entries !== undefined) return;
  const whole = entries = part(document, "#entries", HTMLElement);
  whole.addEventListener("focusin", ({ target }) => reach(target));
  whole.addEventListener("focusout", ({ relatedTarget }) => {
    if (!reached || relatedTarget instanceof Node && whole.contains(relatedTarget)) return;
    setTabIndex(reached, -1);
    reached = undefined;
  });
  whole.addEventListener("keydown", press);
  setTabIndex(whole, -1);
  reach(whole.contains(document.activeElement) ? document.activeElement : null);
  // What is said is drawn, and drawn anew, also while a message has the focus.
  new MutationObserver((changes) => {
    const drawn = new Set(
      changes.map(({ target }) => target).filter((it) => it instanceof Element),
    );
    for (const place of drawn) {
      const line = place.closest("#entries > li");
      if (line) setTabIndex(line, line === reached ? 0 : -1);
    }
    for (const { target, addedNodes } of changes) {
      if (target !== whole) continue;
      for (const line of addedNodes) if (line instanceof Element) setTabIndex(line, -1);
    }
  }).observe(whole, { childList: true, subtree: true });
}

function reach(target: EventTarget | null) {
  const line = target instanceof Element ? target.closest("#entries > li") : null;
  if (line === null || line === reached) return;
  if (reached) setTabIndex(reached, -1);
  setTabIndex(line, 0);
  reached = line;
}

function press(event: KeyboardEvent) {
  const { key, target } = event;
  if (!(target instanceof HTMLElement) || !target.closest(".answered, .text, .files")) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (key === "Escape") target.closest<HTMLElement>("#entries > li")?.focus();
  else if (key === "ArrowLeft" || key === "ArrowRight") {
    if (!leafThrough(target, key === "ArrowRight" ? 1 : -1)) return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function setTabIndex(line: Element, tabIndex: number) {
  for (const control of line.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = tabIndex;
}

/** In a gallery the arrows go from picture to picture. */
function leafThrough(target: HTMLElement, step: number): boolean {
  if (!target.matches(".gallery .picture")) return false;
  const pictures = [...target.parentElement?.querySelectorAll<HTMLElement>(".picture") ?? []];
  pictures[pictures.indexOf(target) + step]?.focus();
  return true;
}
