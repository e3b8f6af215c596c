/**
 * Whether a ban is of IP addresses, too, with a warning of whom else that bans.
 *
 * @module
 */

import { moderation as words } from "../../../strings/moderation.ts";
import { element } from "../../document.ts";

export class AddressChoice {
  readonly elements: readonly HTMLElement[];
  readonly #box = element("input", { type: "checkbox" });

  /** @param label that says whose addresses these are */
  constructor(label: string) {
    const hint = element("p", { className: "note", id: "address-hint" }, words.addressHint);
    this.#box.setAttribute("aria-describedby", hint.id);
    this.elements = [element("label", { className: "check" }, this.#box, ` ${label}`), hint];
  }

  get isChosen(): boolean {
    return this.#box.checked;
  }

  set hidden(isHidden: boolean) {
    for (const one of this.elements) one.hidden = isHidden;
  }
}
