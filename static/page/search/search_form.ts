/**
 * Where one writes what to look for.
 *
 * @module
 */
import { more } from "../../strings/more.ts";
import { element } from "../document.ts";

/** How long nothing is written before it is looked for. */
const PAUSE_MS = 200;

/** A field that asks by itself when what is in it has changed, and at once when it is submitted. */
export class SearchForm {
  readonly input = element("input", { type: "search", autocomplete: "off" });
  /** Where it is looked: in this room, or in all. */
  readonly scope = element("select", {});
  readonly #help = element("p", { className: "note" }, more.searchHelp);
  /** Where not all can be found. */
  readonly #limit = element("p", { className: "note limit", hidden: true }, more.searchSealed);
  readonly element = element(
    "form",
    { role: "search" },
    ...[this.input, this.scope, this.#help, this.#limit],
  );
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(label: string, onAsk: () => void) {
    this.input.ariaLabel = this.input.placeholder = label;
    this.scope.ariaLabel = more.searchWhere;
    this.scope.addEventListener("change", onAsk);
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

  /**
   * @param here what the room is called
   * @param isLimited whether only what is loaded of it can be found
   */
  show(here: string, isLimited: boolean): void {
    this.#limit.hidden = !isLimited;
    const { value } = this.scope;
    this.scope.replaceChildren(
      element("option", { value: "here" }, more.searchHere(here)),
      element("option", { value: "all" }, more.searchAll),
    );
    if (value === "all") this.scope.value = value;
  }

  /** What was written is being looked for. */
  stop(): void {
    clearTimeout(this.#pause);
  }
}
