/**
 * Which message a menu or a question is about: what opens may lie over it.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { shownName } from "../browser_storage.ts";
import { element } from "../document.ts";
import { inWords } from "../screen/timeline/message/in_words.ts";

/** Who said it, and what. */
export function quoteOf(said: Said): HTMLElement {
  return element("blockquote", {}, ...partsOf(said));
}

/** The same where there is only room for a line or two. */
export function titleOf(said: Said): HTMLElement {
  return element("p", { className: "about" }, ...partsOf(said));
}

function partsOf(said: Said): (Node | string)[] {
  const author = element("b", { dir: "auto" }, shownName(said.from));
  return [author, ": ", element("bdi", {}, inWords(said))];
}
