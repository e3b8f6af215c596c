/**
 * What mouse, finger and keys do to a message. The keys ↑ and ↓ go from one to the next, so that the
 * whole conversation is one stop on the way through the page.
 *
 * @module
 */

import type { Said } from "../../../../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { part } from "../../document.ts";

export interface LineActions {
  onReact: (said: Said, emoji: string, how: "add" | "take back") => void;
  onReply: (said: Said) => void;
  onMenu: (said: Said, at: Element) => void;
  /** Called when someone goes back to write. */
  onLeave: () => void;
}

export class LineFocus {
  #timeline;
  #actions;
  #scroller = part(document, "#scroller", HTMLElement);
  #entries = part(document, "#entries", HTMLElement);

  constructor(timeline: Timeline, actions: LineActions) {
    this.#timeline = timeline;
    this.#actions = actions;
    this.#scroller.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (this.press(event.key, event.target)) event.preventDefault();
    });
  }

  /** Somebody has clicked on something. */
  click(target: EventTarget | null): void {
    const said = this.#saidAt(target);
    if (said === undefined || !(target instanceof Element)) return;
    const chip = target.closest("button.reaction");
    if (chip instanceof HTMLElement) {
      const isOn = chip.getAttribute("aria-pressed") === "true";
      return this.#actions.onReact(said, chip.dataset.emoji ?? "", isOn ? "take back" : "add");
    }
    const button = target.closest("button.more");
    if (button) return this.#actions.onMenu(said, button);
    // A finger has nothing to hover with: it touches the message itself.
    const isFinger = matchMedia("(hover: none)").matches;
    const isOther = target.closest("a, button, pre, .files, [data-opens]") ||
      !getSelection()?.isCollapsed;
    if (isFinger && !isOther) this.#actions.onMenu(said, target.closest("li") ?? target);
  }

  /**
   * Somebody has pressed a key.
   *
   * @returns whether it means something here
   */
  press(key: string, target: EventTarget | null): boolean {
    const isOnLine = target instanceof Element && target.matches("#entries > li");
    if (!isOnLine && target !== this.#scroller) return false;
    switch (key) {
      case "ArrowUp":
        return this.#move(
          isOnLine ? target.previousElementSibling : this.#entries.lastElementChild,
        );
      case "ArrowDown":
        return isOnLine ? this.#move(target.nextElementSibling) : false;
      case "Escape":
        this.#actions.onLeave();
        return true;
    }
    const said = this.#saidAt(target);
    if (said === undefined || !isOnLine) return false;
    if (key === "Enter" || key === "ContextMenu") this.#actions.onMenu(said, target);
    else if (key === "r") this.#actions.onReply(said);
    else return false;
    return true;
  }

  #move(line: Element | null) {
    if (!(line instanceof HTMLElement)) return false;
    line.focus();
    line.scrollIntoView({ block: "nearest" });
    return true;
  }

  #saidAt(target: EventTarget | null) {
    const line = this.#timeline.lineOf(target);
    return line?.type === "said" && !line.deleted ? line : undefined;
  }
}
