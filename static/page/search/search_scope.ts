/**
 * Where messages are looked for, in a room or in all; and what can be written for that.
 *
 * @module
 */
import { more } from "../../strings/more.ts";
import { element } from "../document.ts";

export class SearchScope {
  readonly #choice = element("select", {});
  readonly #help = element("p", { className: "note" }, more.searchHelp);
  /** Where not all can be found. */
  readonly #limit = element("p", { className: "note limit", hidden: true }, more.searchSealed);
  /** Below the field in which one writes. */
  readonly elements: readonly HTMLElement[] = [this.#choice, this.#help, this.#limit];

  constructor(onChange: () => void) {
    this.#choice.ariaLabel = more.searchWhere;
    this.#choice.addEventListener("change", onChange);
  }

  /** Whether all rooms are searched. */
  get isAll(): boolean {
    return this.#choice.value === "all";
  }

  /**
   * @param here what the room is called
   * @param isLimited whether only what is loaded of it can be found
   */
  show(here: string, isLimited: boolean): void {
    this.#limit.hidden = !isLimited;
    const { isAll } = this;
    this.#choice.replaceChildren(
      element("option", { value: "here" }, more.searchHere(here)),
      element("option", { value: "all", selected: isAll }, more.searchAll),
    );
  }
}
