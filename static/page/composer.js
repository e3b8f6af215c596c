// @ts-check
/** @import { Chat } from "./chat.js" */
/** @import { Room } from "./room.js" */

/**
 * Where you write. What is not said yet stays with its room.
 *
 * @module
 */

import { strings } from "../strings.js";
import { part } from "./part.js";

/** The counter appears when so many code points are left. */
const COUNT_BELOW = 200;

export class Composer {
  #onSay;
  #onOrder;
  #onTyping;
  #form = part(document, "#composer", HTMLFormElement);
  #text = part(document, "#composer textarea", HTMLTextAreaElement);
  #button = part(document, "#composer button", HTMLButtonElement);
  #counter = part(document, "#counter", HTMLElement);
  /** @type {Room | undefined} */
  #room;
  #textMax = 0;

  /**
   * @param {object} options
   * @param {(room: Room, text: string) => void} options.onSay
   * @param {(room: Room, line: string) => boolean} options.onOrder whether it could be done
   * @param {(room: Room) => void} options.onTyping
   */
  constructor({ onSay, onOrder, onTyping }) {
    this.#onSay = onSay;
    this.#onOrder = onOrder;
    this.#onTyping = onTyping;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
    this.#text.addEventListener("keydown", (event) => this.#press(event));
    this.#text.addEventListener("input", () => this.#change());
  }

  /** @param {Chat} chat */
  draw({ shown: room, textMax }) {
    if (room === this.#room) return;
    this.#room = room;
    this.#textMax = textMax;
    this.#text.disabled = room === undefined;
    this.#text.value = room?.draft ?? "";
    this.#text.placeholder = room ? strings.sayIn(room.label) : "";
    this.#text.setAttribute("aria-label", this.#text.placeholder);
    this.#measure();
    // On a touch screen this would push the conversation away with the keyboard.
    if (matchMedia("(pointer: fine)").matches) this.#text.focus();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    // While an input method composes, Enter chooses a word. Safari tells only by the key code 229.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#say();
  }

  #change() {
    this.#measure();
    if (this.#room === undefined) return;
    this.#room.draft = this.#text.value;
    if (!/^\s*(\/|$)/.test(this.#text.value)) this.#onTyping(this.#room);
  }

  #say() {
    const text = this.#text.value.trim();
    if (this.#room === undefined || text === "" || this.#left < 0) return;
    if (!/^\/(?!\/)/.test(text)) this.#onSay(this.#room, text.replace(/^\/\//, "/"));
    else if (!this.#onOrder(this.#room, text)) return;
    // Had it thrown, what was written would still be here.
    this.#room.draft = this.#text.value = "";
    this.#measure();
  }

  /** How many code points may still be written. */
  get #left() {
    return this.#textMax - [...this.#text.value.trim()].length;
  }

  #measure() {
    const left = this.#left;
    this.#button.disabled = this.#text.value.trim() === "" || left < 0;
    this.#counter.hidden = left >= COUNT_BELOW;
    this.#counter.textContent = strings.charactersLeft(left);
    this.#counter.classList.toggle("too-many", left < 0);
    if (CSS.supports("field-sizing", "content")) return;
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}
