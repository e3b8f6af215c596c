/**
 * Where one writes what to look for.
 *
 * @module
 */
import { element } from "../document.ts";

/** How long nothing is written before it is looked for. */
const PAUSE_MS = 200;

/** A field that asks by itself when what is in it has changed, and at once when it is submitted. */
export class SearchForm {
  readonly input = element("input", { type: "search", autocomplete: "off" });
  readonly element = element("form", { role: "search" }, this.input);
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(label: string, onAsk: () => void) {
    this.input.ariaLabel = this.input.placeholder = label;
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      onAsk();
    });
    this.input.addEventListener("input", (event) => {
      this.stop();
      // Half a word of an input method is nothing to look for.
      if (event instanceof InputEvent && event.isComposing) return;
      this.#pause = setTimeout(onAsk, PAUSE_MS);
    });
    this.input.addEventListener("compositionend", onAsk);
  }

  /** What was written is being looked for. */
  stop(): void {
    clearTimeout(this.#pause);
  }
}
