/**
 * A room's topic beside its name: one line, with links by the rules of messages. What does not fit there
 * opens whole. On a phone links are touched there, where they have room, not in the line.
 *
 * @module
 */

import { parseMarkup } from "../../../../protocol/markup.ts";
import { plainWords } from "../../../../protocol/markup/plain_words.ts";
import { markup as words } from "../../../strings/more/markup.ts";
import { button, element, part, style } from "../../document.ts";
import { openBeside } from "../../menu.ts";
import { showMarkup } from "../timeline/message.ts";

export class Topic {
  readonly #line: HTMLElement;
  /** Over the room's name on a phone, else behind the line. */
  readonly #opener = button("", () => this.#open(), "quiet");
  readonly #touched = matchMedia("(max-width: 760px), (hover: none)");
  #text = "";

  /** @param line where it stands, as text */
  constructor(line: HTMLElement) {
    this.#line = line;
    this.show(line.textContent);
    this.#opener.id = "whole-topic";
    this.#opener.ariaLabel = this.#opener.title = words.wholeTopic;
    this.#opener.ariaHasPopup = "dialog";
    this.#opener.hidden = true;
    this.#touched.addEventListener("change", () => this.#offer());
    style("conversation/topic").then(() => {
      line.after(this.#opener);
      new ResizeObserver(() => this.#offer()).observe(line);
    });
  }

  show(text: string): void {
    if (text !== this.#text) {
      this.#text = text;
      const [first, ...others] = parseMarkup(text);
      const isLine = first?.type === "paragraph" && others.length === 0;
      showMarkup(this.#line, isLine ? text : plainWords(text), "");
    }
    this.#offer();
  }

  /** There is more to it than the line lets one see, or reach. */
  #offer() {
    const { scrollWidth, clientWidth } = this.#line;
    const isCut = scrollWidth > clientWidth || this.#text.includes("\n");
    const hasLinks = this.#line.querySelector("a") !== null;
    this.#opener.hidden = this.#text === "" || !isCut && !(hasLinks && this.#touched.matches);
  }

  async #open() {
    await style("menu");
    const title = element("h2", { id: "topic-room", dir: "auto" });
    title.textContent = part(document, "#room-header h1", HTMLElement).textContent;
    const text = element("div", { className: "text", dir: "auto" });
    showMarkup(text, this.#text, "");
    const card = element(
      "div",
      { className: "menu whole-topic", role: "dialog", popover: "auto", tabIndex: -1 },
      title,
      text,
    );
    card.setAttribute("aria-labelledby", title.id);
    card.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("a")) card.hidePopover();
    });
    openBeside(card, this.#line, "start");
    card.focus();
  }
}
