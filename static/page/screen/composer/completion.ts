/**
 * What could complete the word that one writes: a name after "@", a command after "/", an emoji after
 * ":". Loaded when there is such a word for the first time.
 *
 * @module
 */

import type { Room } from "../../chat/room.ts";
import { nameKey } from "../../../../protocol/name.ts";
import { EMOJI_BY_NAME } from "../../../../protocol/emoji/names.ts";
import { notify } from "../../../strings/calling/notify.ts";
import { more } from "../../../strings/more.ts";
import { COMMANDS } from "../../visit/commands.ts";
import { element, part, style } from "../../document.ts";

/** How many are offered. */
const OFFERED_MAX = 8;

/** Where a call may stand: as in tokens.js, near enough for what is not written to its end. */
const NAME =
  /(?:^|[^\p{L}\p{M}\p{N}@]|[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}])@([\p{L}\p{M}\p{N}_-]*)$/u;
const COMMAND = /^\/([a-z]*)$/;
/** An emoji's name, begun or whole; one letter may be the end of a face, as in `:D`. */
const EMOJI = /(?<![\p{L}\p{M}\p{N}:]):([a-z0-9_+-]{2,40}:?)$/iu;

export type Offer = { word: string; hint: string };

export class Completion {
  #text;
  #onPick;
  #foot = part(document, "#foot", HTMLElement);
  #list = element("ul", { id: "completion", role: "listbox", hidden: true });
  #offers: Offer[] = [];
  /** What is written before the cursor. */
  #before = "";
  #current = 0;

  constructor(text: HTMLTextAreaElement, onPick: (words: string) => void) {
    style("completion");
    this.#text = text;
    this.#onPick = onPick;
    this.#list.ariaLabel = more.suggestions;
    this.#foot.prepend(this.#list);
    text.setAttribute("aria-controls", this.#list.id);
    text.setAttribute("aria-autocomplete", "list");
    // Before the text loses the focus, which would close the list.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => {
      const item = target instanceof Element ? target.closest("li") : null;
      const index = [...this.#list.children].findIndex((child) => child === item);
      if (index >= 0) this.#pick(index);
    });
  }

  /** Offers what fits the word before the cursor. */
  look(room: Room, you: string): void {
    const before = this.#text.value.slice(0, this.#text.selectionStart);
    this.#before = before;
    this.#offers = offersFor(before, room, you).slice(0, OFFERED_MAX);
    const [only, second] = this.#offers;
    // A name between colons is meant as it stands.
    if (only && !second && EMOJI.exec(before)?.[0].endsWith(":")) return this.#onPick(only.word);
    this.#current = 0;
    this.#draw();
  }

  /** @returns whether it means something here */
  press(key: string): boolean {
    const count = this.#offers.length;
    if (count === 0) return false;
    if (key === "ArrowDown" || key === "ArrowUp") {
      this.#current = (this.#current + (key === "ArrowDown" ? 1 : count - 1)) % count;
      this.#draw();
    } else if (key === "Enter" && this.#isWritten(this.#current)) {
      // Nothing is left to complete: what is written is said.
      this.close();
      return false;
    } else if (key === "Enter" || key === "Tab") this.#pick(this.#current);
    else if (key === "Escape") this.close();
    else return false;
    return true;
  }

  close(): void {
    this.#offers = [];
    this.#draw();
  }

  #isWritten(index: number) {
    const { word = "" } = this.#offers[index] ?? {};
    return this.#before.toLowerCase().endsWith(word.toLowerCase());
  }

  #pick(index: number) {
    const { word } = this.#offers[index] ?? {};
    this.close();
    if (word !== undefined) this.#onPick(`${word} `);
    this.close();
  }

  #draw() {
    const isOpen = this.#offers.length > 0;
    this.#list.hidden = !isOpen;
    this.#list.replaceChildren(...this.#offers.map(({ word, hint }, index) => {
      const item = element(
        "li",
        { id: `offer-${index}`, role: "option" },
        element("b", {}, word),
        element("span", { className: "note" }, hint),
      );
      item.ariaSelected = String(index === this.#current);
      return item;
    }));
    if (!isOpen) return this.#text.removeAttribute("aria-activedescendant");
    this.#text.setAttribute("aria-activedescendant", `offer-${this.#current}`);
    // A phone on its side, or with its keyboard, has little room above where one writes.
    const room = this.#foot.getBoundingClientRect().top;
    this.#list.style.setProperty("--room-above", `${room}px`);
    this.#list.children[this.#current]?.scrollIntoView({ block: "nearest" });
  }
}

/** @param before what stands before the cursor */
function offersFor(before: string, room: Room, you: string): Offer[] {
  const command = COMMAND.exec(before)?.[1];
  if (command !== undefined) {
    return COMMANDS.filter(({ name }) => name.startsWith(command) && name !== command)
      .map(({ name, usage }) => ({ word: `/${name}`, hint: usage }));
  }
  const emoji = EMOJI.exec(before)?.[1]?.toLowerCase();
  const isCode = before.split("`").length % 2 === 0;
  if (emoji !== undefined) return isCode ? [] : emojiFor(emoji);
  const begun = NAME.exec(before)?.[1];
  if (begun === undefined) return [];
  return room.knownNames
    .filter((name) => nameKey(name).startsWith(nameKey(begun)) && nameKey(name) !== nameKey(you))
    .map((name) => ({ word: `@${name}`, hint: "" }))
    .concat(room.isDirect ? [] : callsFor(begun));
}

/** Emoji that are called so, those first whose names begin so. */
function emojiFor(begun: string): Offer[] {
  const sought = begun.replace(/:$/, "");
  const isWhole = begun !== sought;
  const named = [...EMOJI_BY_NAME]
    .filter(([name]) => isWhole ? name === sought : name.includes(sought))
    .map(([name, emoji]) => ({ word: emoji, hint: `:${name}:`, at: name.indexOf(sought) }))
    .sort((one, other) => one.at - other.at);
  return named.filter(({ word }, index) => named.findIndex((it) => it.word === word) === index);
}

/** What calls everybody, once it is begun: it is no name that somebody looks for. */
function callsFor(begun: string): Offer[] {
  const calls = [["room", notify.roomCall], ["here", notify.hereCall]] as const;
  return calls.filter(([call]) => begun !== "" && call.startsWith(nameKey(begun)))
    .map(([call, hint]) => ({ word: `@${call}`, hint }));
}
