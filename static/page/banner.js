// @ts-check
/** @import { Chat } from "./chat.js" */

/**
 * How the connection is, when there is something to say about it.
 *
 * @module
 */

import { strings } from "../strings.js";
import { part } from "./part.js";

/** @typedef {{ text: string, action?: string, isGood?: boolean }} Notice */

export class Banner {
  #banner = part(document, "#banner", HTMLElement);
  #text = part(document, "#banner .text", HTMLElement);
  #button = part(document, "#banner button", HTMLButtonElement);

  /** @param {{ onAct: () => void }} options called when someone wants to be back, now */
  constructor({ onAct }) {
    this.#button.addEventListener("click", onAct);
  }

  /**
   * @param {Chat} chat
   * @param {number} now
   */
  draw(chat, now) {
    const notice = noticeOf(chat, now);
    this.#banner.hidden = notice === undefined;
    this.#banner.classList.toggle("good", notice?.isGood ?? false);
    // Only what changed is written, so that a screen reader does not hear the same again.
    if (notice && this.#text.textContent !== notice.text) this.#text.textContent = notice.text;
    this.#button.hidden = notice?.action === undefined;
    this.#button.textContent = notice?.action ?? "";
  }
}

/**
 * @param {Chat} chat
 * @param {number} now
 * @returns {Notice | undefined}
 */
function noticeOf(chat, now) {
  const { state, message = strings.disconnected, retryMs = 0 } = chat.status;
  switch (state) {
    case "open":
      if (chat.notice !== undefined) return { text: chat.notice };
      return chat.isBack ? { text: strings.back, isGood: true } : undefined;
    case "connecting":
      return { text: strings.connecting };
    case "waiting": {
      const seconds = Math.ceil((chat.statusAt + retryMs - now) / 1000);
      return {
        text: `${strings.cutOff(message)} ${strings.tryingIn(seconds)}`,
        action: strings.tryNow,
      };
    }
    case "closed":
      return { text: message, action: strings.comeBack };
    default:
      /** @satisfies {never} */ (state);
  }
}
