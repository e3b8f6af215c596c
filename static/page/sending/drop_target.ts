/**
 * Where files can be dropped: over the whole conversation, while somebody drags some.
 *
 * @module
 */

import { sending as words } from "../../strings/sending.ts";
import { element } from "../document.ts";

export class DropTarget {
  readonly #element = element("div", { id: "drop-target", hidden: true }, element("p", {}));

  readonly #closing = new AbortController();

  constructor() {
    this.#element.ariaHidden = "true";
    document.body.append(this.#element);
    const { signal } = this.#closing;
    document.addEventListener("dragleave", ({ relatedTarget }) => {
      // Out of the window.
      if (relatedTarget === null) this.hide();
    }, { signal });
    // A drag that ends elsewhere may end without a word; then the mouse moves again.
    for (const type of ["dragend", "drop", "pointermove"]) {
      document.addEventListener(type, () => this.hide(), { signal });
    }
  }

  /** Is there no more. */
  close(): void {
    this.#closing.abort();
    this.#element.remove();
  }

  /** @param place where they would be said */
  show(place: string): void {
    if (!this.#element.hidden) return;
    const text = this.#element.firstElementChild;
    if (text) text.textContent = words.dropHere(place);
    this.#element.hidden = false;
  }

  hide(): void {
    this.#element.hidden = true;
  }
}
