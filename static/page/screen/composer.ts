/**
 * Where you write. What is not said yet stays with its room.
 *
 * @module
 */

import type { Chat } from "../chat.ts";
import type { Completion } from "./composer/completion.ts";
import type { ComposerOptions } from "./composer/composer_options.ts";
import type { Room, Task } from "../chat/room.ts";
import { strings } from "../../strings.ts";
import { enterMakesLine, keepDraft, keepTask, mayRecallMore } from "../browser_storage.ts";
import { placeOf, recallDraft } from "../browser_storage.ts";
import { insist, part } from "../document.ts";

/** The counter appears when so many code points are left. */
const COUNT_BELOW = 200;

/** What may be completed: a name, or a command. */
const COMPLETABLE = /(?:^\/|[@:])[^\s@:]*:?$/;

export class Composer {
  #options;
  #form = part(document, "#composer", HTMLFormElement);
  #text = part(document, "#composer textarea", HTMLTextAreaElement);
  #button = part(document, "#composer [type=submit]", HTMLButtonElement);
  #counter = part(document, "#counter", HTMLElement);
  #task = part(document, "#task", HTMLElement);
  #problem = part(document, "#composer-problem", HTMLElement);
  #room: Room | undefined;
  #you = "";
  #textMax = 0;
  /** Comes with the first name or command that one begins to write. */
  #completion: Completion | undefined;

  constructor(options: ComposerOptions) {
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
      .addEventListener("click", () => this.#cancel());
  }

  /** Says what is wrong, or waited for, until something else is written. */
  tell(sentence = "", isWaiting = false): void {
    this.#problem.textContent = sentence;
    this.#problem.classList.toggle("waiting", isWaiting);
  }

  /** Writes something where somebody is writing, as if they had typed it. */
  insert(text: string): void {
    const { selectionStart, selectionEnd } = this.#text;
    this.#text.setRangeText(text, selectionStart, selectionEnd, "end");
    this.#text.focus();
    this.#change();
  }

  /** What is written in a room is sent when this is here, too, and what goes with it then. */
  awaits(coming: unknown, room: Room | undefined = this.#room): void {
    if (room === undefined) return;
    const all = room.coming = Promise.allSettled([room.coming, coming]).then(() => {
      if (room.coming === all) room.coming = undefined;
    });
  }

  draw({ shown: room, textMax, you }: Chat): void {
    // The room may have been renamed.
    this.#text.placeholder = this.#text.ariaLabel = room ? strings.sayIn(room.label) : "";
    if (room === this.#room) return;
    this.#room = room;
    this.#you = you;
    this.#textMax = textMax;
    this.#text.disabled = room === undefined;
    if (room && room.draft === undefined) {
      room.draft = recallDraft(you, room.key) ?? "";
      if (mayRecallMore(you, room.key)) this.awaits(this.#recall(room));
    }
    this.#showTask();
    // On a touch screen this would push the conversation away with the keyboard.
    const isFree = document.activeElement === document.body || document.activeElement === null;
    if (isFree || matchMedia("(pointer: fine)").matches) this.#text.focus();
  }

  /** Whether something is written that was not said. */
  get isWritten(): boolean {
    return this.#text.value !== "" || this.#files > 0;
  }

  focus(): void {
    this.#text.focus();
  }

  /** Brings back what was written before, unless something is written by now. */
  async #recall(room: Room) {
    const { draft } = room;
    const { recallMore } = await insist(() => import("../browser_storage/recall_drafts.ts"));
    const left = recallMore(this.#you, room.key);
    if (room.draft !== draft || room.task) return;
    room.draft = left.text ?? draft;
    room.task = left.task;
    if (room === this.#room) this.#showTask();
  }

  /** Begins to answer or to change a message, or goes back to what was written before. */
  begin(task: Task | undefined): void {
    if (this.#room === undefined || this.#room.silence && task) return;
    this.#room.task = task;
    keepTask(this.#you, this.#room.key, task);
    this.#showTask();
    this.#text.focus();
  }

  /** Does a command again that was not done. */
  again(room: Room, line: string): void {
    this.#run(room, line);
  }

  /** Whoever does not want to change a message does not want what they have written for it. */
  #cancel() {
    const { task, key = "" } = this.#room ?? {};
    if (task?.type === "edit") keepDraft(this.#you, placeOf(key, task.of), "");
    this.begin(undefined);
  }

  #showTask() {
    const { task, draft = "", key = "" } = this.#room ?? {};
    this.#completion?.close();
    this.tell();
    this.#task.hidden = task === undefined;
    part(this.#task, "span", HTMLElement).textContent = task === undefined
      ? ""
      : task.type === "edit"
      ? strings.editing
      : strings.replyingTo(task.of.from);
    this.#text.value = task?.type === "edit"
      ? recallDraft(this.#you, placeOf(key, task.of)) || task.of.text
      : draft;
    this.#text.setSelectionRange(this.#text.value.length, this.#text.value.length);
    this.measure();
  }

  #press(event: KeyboardEvent) {
    // While an input method composes, its keys choose words. Safari reports that only by the key code 229.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const isTaken = this.#completion?.press(event.key) || this.#pressed(event.key);
    if (isTaken) event.preventDefault();
  }

  /** @returns whether it means something here */
  #pressed(key: string): boolean {
    const { task } = this.#room ?? {};
    if (key === "Enter" && !enterMakesLine()) this.#send();
    else if (key === "Escape" && task) this.#cancel();
    else if (key === "ArrowUp" && this.#text.value === "" && !task) {
      const said = this.#options.lastOfYours();
      if (said === undefined) return false;
      this.begin({ type: "edit", of: said });
    } else return false;
    return true;
  }

  #change() {
    this.measure();
    this.tell();
    const room = this.#room;
    if (room === undefined) return;
    const text = this.#text.value;
    if (room.task?.type === "edit") keepDraft(this.#you, placeOf(room.key, room.task.of), text);
    else this.#write(room, text);
    if (!isCommand(this.#text.value) && this.#text.value.trim() !== "") {
      this.#options.onTyping(room);
    }
    this.#complete(room);
  }

  async #complete(room: Room) {
    const before = this.#text.value.slice(0, this.#text.selectionStart);
    if (this.#completion === undefined) {
      if (!COMPLETABLE.test(before)) return;
      const { Completion } = await import("./composer/completion.ts");
      this.#completion ??= new Completion(this.#text, (words) => this.#replaceWord(words));
    }
    this.#completion.look(room, this.#you);
  }

  /** Puts the whole word in the place of what was begun. */
  #replaceWord(words: string) {
    const end = this.#text.selectionStart;
    const begun = COMPLETABLE.exec(this.#text.value.slice(0, end))?.[0] ?? "";
    this.#text.setRangeText(words, end - begun.length, end, "end");
    this.#change();
  }

  /** Takes what is written. From here on what is typed is something else, whatever becomes of this. */
  #send() {
    const room = this.#room;
    const text = this.#words;
    if (room === undefined || text === "" && this.#files === 0 || this.#left < 0) return;
    const { task } = room;
    if (task?.type === "edit") return this.#edit(room, task, text);
    if (isCommand(text.trimStart())) return this.#run(room, text.trimStart());
    if (room.coming) return this.#sendAfter(room, text);
    try {
      this.#options.onSay(room, text.replace(/^\/\//, "/"), task?.of.seq);
    } catch (error) {
      this.tell(error instanceof Error ? error.message : String(error));
      return;
    }
    // Had it thrown, what was written would still be here.
    this.#write(room, "");
    this.begin(undefined);
  }

  async #sendAfter(room: Room, text: string) {
    this.tell(strings.sending, true);
    await room.coming;
    // Whoever has written on, or begun to change a message, sends that by themselves.
    if (room === this.#room && this.#words === text && room.task?.type !== "edit") this.#send();
  }

  async #edit(room: Room, task: Task, text: string) {
    this.begin(undefined);
    const { of } = task;
    const problem = text === of.text ? undefined : await this.#options.onEdit(of, text);
    const place = placeOf(room.key, of);
    if (problem === undefined) {
      if (recallDraft(this.#you, place)?.trim() === text.trim()) keepDraft(this.#you, place, "");
      return;
    }
    // Kept where it was written; it is shown again unless something else is being written.
    if (room !== this.#room || room.task || room.draft) return;
    this.begin(task);
    this.tell(problem);
  }

  /**
   * What was written stays kept until it is done, or something else is written: should the page be
   * loaded again meanwhile, it is there.
   */
  async #run(room: Room, line: string) {
    if (room.draft?.trim() === line.trim()) room.draft = "";
    if (room === this.#room) this.#showTask();
    const you = this.#you;
    const problem = await this.#options.onCommand(room, line);
    const isFree = room.draft === "";
    if (problem !== undefined && isFree && room === this.#room && room.task?.type !== "edit") {
      this.#write(room, line);
      this.#showTask();
      this.tell(problem);
    } else if (problem !== undefined) this.#options.onReturn(room, line, problem);
    if (isFree) keepDraft(you, room.key, room.draft ?? "");
  }

  #write(room: Room, text: string) {
    room.draft = text;
    keepDraft(this.#you, room.key, text);
  }

  /** What is written, less the empty space around it. The first line keeps its indentation. */
  get #words() {
    return this.#text.value.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
  }

  /** How many code points may still be written. */
  get #left() {
    return this.#textMax - [...this.#words].length;
  }

  /** How many files go with what is written. */
  get #files() {
    return this.#room?.task?.type === "edit" ? 0 : this.#room?.files ?? 0;
  }

  /** Shows whether it can be sent. */
  measure(): void {
    const left = this.#left;
    const isEmpty = this.#text.value.trim() === "" && this.#files === 0;
    this.#button.disabled = isEmpty || left < 0;
    this.#counter.hidden = left >= COUNT_BELOW;
    this.#counter.textContent = strings.charactersLeft(left);
    this.#counter.classList.toggle("too-many", left < 0);
    if (CSS.supports("field-sizing", "content")) return;
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}

/** What starts with "/" is a command; "//" says what starts with one. */
function isCommand(text: string) {
  return /^\/(?!\/)/.test(text);
}
