// @ts-check
/** @import { Block, Inline } from "./markup.js" */

/**
 * The elements of what a message's marks mean. Text becomes text nodes, whatever is in it.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";
import { isEmojiOnly, parseMarkup } from "./markup.js";

/**
 * @param {HTMLElement} place
 * @param {string} text
 * @param {string} you who is called by a mention of theirs
 */
export function showMarkup(place, text, you) {
  place.classList.toggle("emoji-only", isEmojiOnly(text));
  place.replaceChildren(...parseMarkup(text).map((block) => blockElement(block, nameKey(you))));
}

/**
 * @param {Block} block
 * @param {string} you
 * @returns {Element}
 */
function blockElement(block, you) {
  switch (block.type) {
    case "paragraph":
      return wrap("p", block.inside.map((piece) => inlineNode(piece, you)));
    case "quote":
      return wrap("blockquote", block.inside.map((inner) => blockElement(inner, you)));
    case "code": {
      const element = wrap("pre", [wrap("code", [block.text])]);
      element.dir = "ltr";
      element.tabIndex = 0; // It may be wider than the page: then it is scrolled, also by keyboard.
      return element;
    }
    default:
      return /** @satisfies {never} */ (block);
  }
}

/**
 * @param {Inline} piece
 * @param {string} you
 * @returns {Node | string}
 */
function inlineNode(piece, you) {
  switch (piece.type) {
    case "text":
      return piece.text;
    case "code":
      return wrap("code", [piece.text]);
    case "bold":
      return wrap("strong", piece.inside.map((inner) => inlineNode(inner, you)));
    case "italic":
      return wrap("em", piece.inside.map((inner) => inlineNode(inner, you)));
    case "mention": {
      const element = wrap("span", [piece.text]);
      const isYou = nameKey(piece.text.slice(1)) === you;
      element.className = isYou ? "mention you" : "mention";
      return element;
    }
    case "link":
      return linkElement(piece);
    default:
      return /** @satisfies {never} */ (piece);
  }
}

/** A link to this very chat stays in it. @param {{ text: string, href: string }} link */
function linkElement({ text, href }) {
  const element = document.createElement("a");
  element.href = href;
  element.textContent = text;
  const isHere = href.startsWith(`${location.origin}${location.pathname}#`);
  if (!isHere) {
    element.target = "_blank";
    element.rel = "noopener noreferrer nofollow";
  }
  return element;
}

/**
 * @param {string} name
 * @param {(Node | string)[]} inside
 */
function wrap(name, inside) {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}
