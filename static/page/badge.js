// @ts-check
/** @import { Chat } from "./chat.js" */

/**
 * What a tab tells that nobody looks at: how much is unread, in its title and its icon.
 *
 * @module
 */

import { strings } from "../strings.js";
import { part } from "./part.js";

export class Badge {
  #icon = part(document, "link[rel=icon]", HTMLLinkElement);

  /** @param {Chat} chat */
  draw({ shown, unread }) {
    const place = shown === undefined ? strings.appName : `${shown.label} · ${strings.appName}`;
    document.title = unread > 0 ? `(${unread}) ${place}` : place;
    const icon = unread > 0 ? "icon-unread.svg" : "icon.svg";
    if (this.#icon.getAttribute("href") !== icon) this.#icon.href = icon;
  }
}
