// @ts-check
/** @import { Chat } from "./chat.js" */
/** @import { State } from "../connection.js" */

/**
 * Who you are here, and whether you are connected.
 *
 * @module
 */

import { strings } from "../strings.js";
import { showAvatar } from "./avatar.js";
import { part } from "./part.js";

/** @type {Record<State, () => string>} */
const IN_WORDS = {
  connecting: () => strings.connecting,
  open: () => strings.connected,
  waiting: () => strings.disconnected,
  closed: () => strings.disconnected,
};

export class Me {
  #avatar = part(document, "#me .avatar", HTMLElement);
  #name = part(document, "#you", HTMLElement);
  #light = part(document, "#light", HTMLElement);
  #state = part(document, "#state", HTMLElement);

  /** @param {Chat} chat */
  draw({ you, status: { state } }) {
    showAvatar(this.#avatar, you);
    this.#name.textContent = you;
    this.#light.dataset.state = state;
    this.#state.textContent = IN_WORDS[state]();
  }
}
