/**
 * What mouse, finger and keys do to a message. The keys ↑ and ↓ go from one to the next, and ← and →
 * among its buttons, so that the whole conversation is one stop on the way through the page. A finger
 * is held on it.
 *
 * @module
 */

import type { Said } from "../../../../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { part } from "../../document.ts";
import { countReaction, hasReacted } from "../../menu/reacting.ts";
import { Acts, type ActsOptions } from "./line_focus/acts.ts";
import { nameInFocus } from "./line_focus/line_name.ts";
import { onLongPress } from "./line_focus/long_press.ts";

export interface LineActions extends Omit<ActsOptions, "onReact"> {
  you: () => string;
  onReact: (said: Said, emoji: string, on: boolean) => void;
  onMenu: (said: Said, at: Element) => void;
  /** Called when someone goes back to write. */
  onLeave: () => void;
}

export class LineFocus {
  #timeline;
  #actions;
  #scroller = part(document, "#scroller", HTMLElement);
  #entries = part(document, "#entries", HTMLElement);
  #acts;

  constructor(timeline: Timeline, actions: LineActions) {
    this.#timeline = timeline;
    this.#actions = actions;
    this.#acts = new Acts((line) => this.#saidAt(line), {
      ...actions,
      onReact: (said, emoji) => this.#react(said, emoji),
    });
    this.#scroller.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (this.press(event.key, event.target)) event.preventDefault();
    });
    for (const type of ["pointerover", "focusin"]) {
      this.#entries.addEventListener(type, ({ target }) => this.#turnTo(target));
    }
    nameInFocus(this.#entries);
    // It was turned to before this was here.
    this.#turnTo(this.#entries.querySelector("li:is(:hover, :focus-within)"));
    onLongPress(this.#entries, (target) => this.#heldAt(target), (held) => this.#hold(held));
  }

  /** Somebody has clicked on something. */
  click(target: EventTarget | null): void {
    const said = this.#saidAt(target);
    if (said === undefined || !(target instanceof Element)) return;
    const chip = target.closest("button.reaction");
    if (chip instanceof HTMLElement) {
      return this.#react(said, chip.dataset.emoji ?? "");
    }
    const button = target.closest("button.more");
    if (button) this.#actions.onMenu(said, button);
  }

  /**
   * Somebody has pressed a key.
   *
   * @returns whether it means something here
   */
  press(key: string, target: EventTarget | null): boolean {
    const line = target instanceof Element ? target.closest("#entries > li") : null;
    const isOnLine = line !== null && line === target;
    const isOnAct = line !== null && target instanceof HTMLElement &&
      Acts.buttonsOf(line).includes(target);
    if (!isOnLine && !isOnAct && target !== this.#scroller) return false;
    switch (key) {
      case "ArrowUp":
        return this.#go(line ?? this.#entries, line ? "previous" : "last");
      case "ArrowDown":
        return line !== null && this.#go(line, "next");
      case "ArrowRight":
      case "ArrowLeft":
        return line !== null && this.#goAmong(line, key === "ArrowRight" ? 1 : -1);
      case "Escape":
        if (isOnAct) return this.#move(line);
        this.#actions.onLeave();
        return true;
    }
    const said = this.#saidAt(target);
    const fold = line?.querySelector<HTMLElement>(".text > button[aria-expanded]");
    if (isOnLine && key === "Enter" && fold && line?.matches(".deleted")) {
      fold.click();
      return true;
    }
    return isOnLine && said !== undefined && this.#pressedOn(said, line, key);
  }

  #pressedOn(said: Said, line: Element, key: string): boolean {
    const { onMenu, onReply, onEdit, mayWrite } = this.#actions;
    if (key === "Enter" || key === "ContextMenu") onMenu(said, line);
    else if (key === "r" && mayWrite()) onReply(said);
    else if (key === "e" && mayWrite() && line.classList.contains("yours")) onEdit(said);
    else return false;
    return true;
  }

  /** To the next line that is shown: of deleted messages only the first may be. */
  #go(from: Element, where: "previous" | "next" | "last") {
    let line = where === "last" ? from.lastElementChild : siblingOf(from, where);
    while (line?.matches(".behind")) {
      line = siblingOf(line, where === "next" ? "next" : "previous");
    }
    return this.#move(line);
  }

  #move(line: Element | null) {
    if (!(line instanceof HTMLElement)) return false;
    line.focus();
    line.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** From a message to its buttons, from one to the next, and back to it. */
  #goAmong(line: Element, step: 1 | -1): boolean {
    const stops = [line, ...Acts.buttonsOf(line)];
    const now = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[(now + step + stops.length) % stops.length];
    if (!(next instanceof HTMLElement)) return false;
    next.focus();
    return true;
  }

  #react(said: Said, emoji: string) {
    const on = !hasReacted(said, emoji, this.#actions.you());
    if (on) countReaction(emoji);
    this.#actions.onReact(said, emoji, on);
  }

  #turnTo(target: EventTarget | null) {
    const line = target instanceof Element ? target.closest("#entries > li") : null;
    if (!(line instanceof HTMLElement)) return;
    this.#acts.show(line);
  }

  #heldAt(target: Element) {
    if (this.#saidAt(target) === undefined) return undefined;
    const held = target.closest("button.reaction") ?? target.closest("li");
    return held instanceof HTMLElement ? held : undefined;
  }

  async #hold(held: HTMLElement) {
    const said = this.#saidAt(held);
    if (said === undefined) return;
    if (!held.matches("button.reaction")) return this.#actions.onMenu(said, held);
    const { openWhoReacted } = await import("./reactions/who_reacted.ts");
    await openWhoReacted(said, held, held.dataset.emoji);
  }

  #saidAt(target: EventTarget | null) {
    const line = this.#timeline.lineOf(target);
    return line?.type === "said" && !line.deleted ? line : undefined;
  }
}

function siblingOf(line: Element, where: "previous" | "next") {
  return where === "next" ? line.nextElementSibling : line.previousElementSibling;
}
