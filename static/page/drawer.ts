/**
 * The side bar where there is no room for it: it slides in over the conversation.
 *
 * @module
 */

import { part } from "./part.ts";

export class Drawer {
  #side = part(document, "#side", HTMLElement);
  #main = part(document, "main", HTMLElement);
  #opener = part(document, "#open-side", HTMLButtonElement);
  #narrow;

  /** @param narrow whether the window is */
  constructor(narrow: MediaQueryList) {
    this.#narrow = narrow;
    this.#opener.addEventListener("click", () => this.#set("open"));
    part(document, "#close-side", HTMLButtonElement)
      .addEventListener("click", () => this.close());
    part(document, "#scrim", HTMLElement).addEventListener("click", () => this.close());
    this.#side.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.close();
    });
    this.#narrow.addEventListener("change", () => this.#set("closed"));
    this.#set("closed");
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#set("closed");
    this.#opener.focus();
  }

  get #isOpen() {
    return document.body.dataset.drawer === "open";
  }

  /** What can't be seen can't be reached with the keyboard either. */
  #set(state: "open" | "closed") {
    document.body.dataset.drawer = state;
    this.#side.inert = this.#narrow.matches && state === "closed";
    this.#main.inert = this.#narrow.matches && state === "open";
    this.#opener.setAttribute("aria-expanded", String(state === "open"));
    if (state === "open") this.#side.focus();
  }
}
