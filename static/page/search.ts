/**
 * Finds what was said in a room, or in all of one's rooms. Each find is a link to where it was said.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import {
  type AnswerTo,
  type Question,
  RefusedError,
} from "../../client/connection/conversation.ts";
import { RoomsSearch } from "../../client/connection/rooms/search_rooms.ts";
import { roomsIn } from "../../protocol/text/query.ts";
import type { Room } from "./chat/room.ts";
import { more } from "../strings/more.ts";
import { button, element, part, style } from "./document.ts";
import { makeFind } from "./search/find.ts";
import { SearchForm } from "./search/search_form.ts";
import { SearchScope } from "./search/search_scope.ts";

/** How many are wanted at once. */
const WANTED = 20;
/** How long it is looked on without being asked again, when nothing is found. */
const LOOK_MS = 3_000;

export type SearchQuestion = Extract<Question, { type: "search" }>;

export class Search {
  #ask;
  #allRooms;
  #labelOf;
  #title = element("h2", { id: "search-title" });
  readonly #form = new SearchForm(more.searchLabel, () => this.#begin());
  readonly #scope = new SearchScope(() => this.#begin());
  #finds = element("ol", { className: "finds" });
  #state = element("p", { className: "note", role: "status" });
  #problem = element("p", { className: "problem", role: "alert" });
  #more = button(more.searchMore, () => this.#look(), "quiet");
  #panel;
  #room: Room | undefined;
  /** What is being looked for. */
  #search: RoomsSearch | undefined;
  /** What is found is from several rooms, or may be. */
  #isWide = false;
  /** Counts what was looked for, so that a late answer to another question is known. */
  #question = 0;

  /**
   * @param rooms gives the names of all rooms that somebody is in, those with news first
   * @param labelOf what a room is called
   */
  constructor(
    ask: (question: SearchQuestion) => Promise<AnswerTo<SearchQuestion>>,
    rooms: () => readonly string[],
    labelOf: (room: string) => string,
  ) {
    this.#ask = ask;
    this.#allRooms = rooms;
    this.#labelOf = labelOf;
    const close = button("✕", () => this.close(), "quiet round");
    close.ariaLabel = more.close;
    const header = element("header", {}, this.#title, close);
    this.#form.element.append(...this.#scope.elements);
    this.#panel = element(
      "aside",
      { id: "search" },
      header,
      this.#form.element,
      this.#finds,
      this.#state,
      this.#problem,
    );
    this.#panel.append(this.#more);
    this.#panel.setAttribute("aria-labelledby", this.#title.id);
    this.#panel.addEventListener("keydown", (event) => this.#press(event));
    // On a phone the panel would hide where the link leads.
    this.#finds.addEventListener("click", ({ target }) => {
      const isNarrow = matchMedia("(max-width: 1000px)").matches;
      if (isNarrow && target instanceof Element && target.closest("a")) this.close();
    });
  }

  /** @param words to look for at once, if any */
  async open(room: Room, words: string): Promise<void> {
    await style("search");
    this.#room = room;
    this.#title.textContent = more.searchTitle;
    this.#scope.show(room.label, room.isSealed);
    if (!this.#panel.isConnected) part(document, "body", HTMLElement).append(this.#panel);
    document.body.dataset.search = "open";
    if (words !== "") this.#form.input.value = words;
    this.#begin();
    this.#form.input.select();
    this.#form.input.focus();
  }

  close(): void {
    if (!this.#panel.isConnected) return;
    this.#question++;
    delete document.body.dataset.search;
    this.#panel.remove();
    part(document, "#open-search", HTMLButtonElement).focus();
  }

  #press(event: KeyboardEvent) {
    const { key, target } = event;
    if (key === "Escape") return this.close();
    if (key !== "ArrowDown" && key !== "ArrowUp" || target instanceof HTMLSelectElement) return;
    const links = [...this.#finds.querySelectorAll("a")];
    const now = links.findIndex((link) => link === target);
    const next = now + (key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    if (next < 0) this.#form.input.focus();
    else links[next]?.focus();
  }

  #begin() {
    this.#form.stop();
    this.#question++;
    this.#finds.replaceChildren();
    this.#state.textContent = this.#problem.textContent = "";
    this.#more.hidden = true;
    const q = this.#form.input.value.trim();
    if (q === "" || this.#room === undefined) return;
    const isAll = this.#scope.isAll;
    const rooms = roomsIn(q, isAll ? this.#allRooms() : [this.#room.name]);
    this.#isWide = isAll || rooms[0] !== this.#room.name;
    this.#search = new RoomsSearch(rooms, q, this.#ask);
    this.#look();
  }

  /** Searches on until something is found, nothing is left, or somebody has waited too long. */
  async #look() {
    const [search, question] = [this.#search, this.#question];
    const end = performance.now() + LOOK_MS;
    this.#state.textContent = more.searching;
    this.#problem.textContent = "";
    this.#more.hidden = true;
    let wanted = WANTED;
    try {
      while (search && !search.isOver && wanted > 0 && performance.now() < end) {
        for await (const found of search.look(wanted, end)) {
          if (question !== this.#question) return;
          wanted -= found.length;
          this.#show(found);
        }
      }
      this.#state.textContent = this.#finds.childElementCount > 0 ? "" : more.nothingFound;
    } catch (error) {
      if (question !== this.#question) return;
      // It is not over, only too much for now; anything else is wrong with what is looked for.
      const isForNow = error instanceof RefusedError && error.reason === "too-fast";
      if (!isForNow) this.#search = undefined;
      this.#state.textContent = "";
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
    }
    this.#more.hidden = this.#search?.isOver ?? true;
  }

  /** Each in its place: the newest stands first, whatever room it is from. */
  #show(found: readonly Said[]) {
    for (const said of found) {
      const label = this.#isWide ? this.#labelOf(said.room) : undefined;
      const find = makeFind(said, this.#form.input.value, label);
      const older = [...this.#finds.children].find((one) =>
        Number(one.getAttribute("data-at")) < said.at
      );
      this.#finds.insertBefore(find, older ?? null);
    }
  }
}
