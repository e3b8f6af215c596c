// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Chat } from "./chat.js" */
/** @import { Completion } from "./completion.js" */
/** @import { Room, Task } from "./room.js" */

/**
 * Where you write. What is not said yet stays with its room.
 *
 * @module
 */

import { strings } from "../strings.js";
import { keepDraft, recallDraft } from "./drafts.js";
import { part } from "./part.js";

/** The counter appears when so many code points are left. */
const COUNT_BELOW = 200;

/** What may be completed: a name, or a command. */
const COMPLETABLE = /(?:^\/|@)[^\s@]*$/;

/**
 * @typedef {object} ComposerOptions
 * @property {(room: Room, text: string, reply?: number) => void} onSay
 * @property {(said: Said, text: string) => void} onEdit
 * @property {(room: Room, line: string) => Promise<string | undefined>} onCommand resolves with what is wrong with it
 * @property {(room: Room) => void} onTyping
 * @property {() => Said | undefined} lastOfYours
 */

export class Composer {
  #options;
  #form = part(document, "#composer", HTMLFormElement);
  #text = part(document, "#composer textarea", HTMLTextAreaElement);
  #button = part(document, "#composer [type=submit]", HTMLButtonElement);
  #counter = part(document, "#counter", HTMLElement);
  #task = part(document, "#task", HTMLElement);
  #problem = part(document, "#composer-problem", HTMLElement);
  /** @type {Room | undefined} */
  #room;
  #you = "";
  #textMax = 0;
  /** Comes with the first name or command that one begins to write. @type {Completion | undefined} */
  #completion;

  /** @param {ComposerOptions} options */
  constructor(options) {
    this.#options = options;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    // On a phone the keyboard would go with the focus.
    this.#button.addEventListener("mousedown", (event) => event.preventDefault());
    this.#text.addEventListener("keydown", (event) => this.#press(event));
    this.#text.addEventListener("input", () => this.#change());
    this.#text.addEventListener("blur", () => this.#completion?.close());
    part(this.#task, "button", HTMLButtonElement)
      .addEventListener("click", () => this.begin(undefined));
  }

  /** @param {Chat} chat */
  draw({ shown: room, textMax, you }) {
    if (room === this.#room) return;
    this.#room = room;
    this.#you = you;
    this.#textMax = textMax;
    this.#text.disabled = room === undefined;
    if (room) room.draft ??= recallDraft(you, room.key);
    this.#text.placeholder = room ? strings.sayIn(room.label) : "";
    this.#text.setAttribute("aria-label", this.#text.placeholder);
    this.#showTask();
    // On a touch screen this would push the conversation away with the keyboard.
    const isFree = document.activeElement === document.body || document.activeElement === null;
    if (isFree || matchMedia("(pointer: fine)").matches) this.#text.focus();
  }

  focus() {
    this.#text.focus();
  }

  /**
   * Begins to answer or to change a message, or goes back to what was written before.
   *
   * @param {Task | undefined} task
   */
  begin(task) {
    if (this.#room === undefined) return;
    this.#room.task = task;
    this.#showTask();
    this.#text.focus();
  }

  /** Puts words where the cursor is. @param {string} words */
  insert(words) {
    this.#text.setRangeText(words, this.#text.selectionStart, this.#text.selectionEnd, "end");
    this.#text.focus();
    this.#change();
  }

  #showTask() {
    const { task, draft = "" } = this.#room ?? {};
    this.#completion?.close();
    this.#problem.textContent = "";
    this.#task.hidden = task === undefined;
    part(this.#task, "span", HTMLElement).textContent = task === undefined
      ? ""
      : task.type === "edit"
      ? strings.editing
      : strings.replyingTo(task.of.from);
    this.#text.value = task?.type === "edit" ? task.of.text : draft;
    this.#text.setSelectionRange(this.#text.value.length, this.#text.value.length);
    this.#measure();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    // While an input method composes, its keys choose words. Safari tells only by the key code 229.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const isTaken = this.#completion?.press(event.key) || this.#pressed(event.key);
    if (isTaken) event.preventDefault();
  }

  /**
   * @param {string} key
   * @returns {boolean} whether it means something here
   */
  #pressed(key) {
    const { task } = this.#room ?? {};
    if (key === "Enter") this.#send();
    else if (key === "Escape" && task) this.begin(undefined);
    else if (key === "ArrowUp" && this.#text.value === "" && !task) {
      const said = this.#options.lastOfYours();
      if (said === undefined) return false;
      this.begin({ type: "edit", of: said });
    } else return false;
    return true;
  }

  #change() {
    this.#measure();
    this.#problem.textContent = "";
    const room = this.#room;
    if (room === undefined) return;
    if (room.task?.type !== "edit") {
      room.draft = this.#text.value;
      keepDraft(this.#you, room.key, room.draft);
    }
    if (!isCommand(this.#text.value) && this.#text.value.trim() !== "") {
      this.#options.onTyping(room);
    }
    this.#complete(room);
  }

  /** @param {Room} room */
  async #complete(room) {
    const before = this.#text.value.slice(0, this.#text.selectionStart);
    if (this.#completion === undefined) {
      if (!COMPLETABLE.test(before)) return;
      const { Completion } = await import("./completion.js");
      this.#completion ??= new Completion(this.#text, (words) => this.#replaceWord(words));
    }
    this.#completion.look(room, this.#you);
  }

  /** Puts the whole word in the place of what was begun. @param {string} words */
  #replaceWord(words) {
    const end = this.#text.selectionStart;
    const begun = COMPLETABLE.exec(this.#text.value.slice(0, end))?.[0] ?? "";
    this.#text.setRangeText(words, end - begun.length, end, "end");
    this.#change();
  }

  async #send() {
    const room = this.#room;
    const text = this.#words;
    if (room === undefined || text === "" || this.#left < 0) return;
    const { task } = room;
    if (task?.type === "edit") {
      if (text !== task.of.text) this.#options.onEdit(task.of, text);
      return this.begin(undefined);
    }
    if (isCommand(text.trimStart())) {
      const problem = await this.#options.onCommand(room, text.trimStart());
      if (problem !== undefined) {
        this.#problem.textContent = problem;
        return;
      }
    } else this.#options.onSay(room, text.replace(/^\/\//, "/"), task?.of.seq);
    // Had it thrown, what was written would still be here.
    room.draft = "";
    keepDraft(this.#you, room.key, "");
    room.task = undefined;
    if (room === this.#room) this.#showTask();
  }

  /** What is written, less the empty space around it. The first line keeps its indentation. */
  get #words() {
    return this.#text.value.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
  }

  /** How many code points may still be written. */
  get #left() {
    return this.#textMax - [...this.#words].length;
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

/** What starts with "/" is a command; "//" says what starts with one. @param {string} text */
function isCommand(text) {
  return /^\/(?!\/)/.test(text);
}
