/**
 * Draws what is rarer in messages: lists, tables, headings, links by a name, what is hidden, and what
 * belongs to a block of code. Loaded with the first of them. Text becomes text nodes, whatever is in it.
 *
 * @module
 */

import type { Block, Inline, ListItem } from "../../../../protocol/markup.ts";
import { hostBeside } from "../../../../protocol/markup/link_host.ts";
import { markup as words } from "../../../strings/more/markup.ts";
import { button, element, lazy } from "../../document.ts";
import { icon } from "../../showing/icons.ts";
import { copy } from "../../menu/copy.ts";
import { type Drawing, linkElement } from "./message.ts";
import { languageOf, nameOf } from "./markup/languages.ts";

type Rare<T extends { type: string }, Drawn extends string> = Exclude<T, { type: Drawn }>;

/** Draws a block that is more than words, a quote, or code. */
export function blockElement(
  block: Rare<Block, "paragraph" | "quote" | "code">,
  drawing: Drawing,
): HTMLElement {
  switch (block.type) {
    case "heading":
      return headingElement(block, drawing);
    case "list":
      return listElement(block, drawing);
    case "table":
      return tableElement(block, drawing);
    case "rule":
      return element("hr", {});
    default:
      return (block satisfies never);
  }
}

/** Draws a piece of a line that is more than emphasis, code, or an address. */
export function inlineElement(
  piece: Rare<Inline, "text" | "code" | "mention" | "bold" | "italic" | "strike">,
  drawing: Drawing,
): HTMLElement {
  const inside = drawing.pieces(piece.inside);
  if (piece.type === "spoiler") return spoilerElement(inside);
  const link = linkElement(piece.href, inside);
  link.title = piece.href;
  const host = hostBeside(piece.href, link.textContent ?? "");
  if (host) link.append(element("span", { className: "host" }, ` (${host})`));
  return link;
}

/** For who hears the page all are of one level: what stands in a message is no chapter of the page. */
function headingElement({ level, inside }: Extract<Block, { type: "heading" }>, drawing: Drawing) {
  const heading = element(
    "p",
    { className: "heading", role: "heading", ariaLevel: "3" },
    ...drawing.pieces(inside),
  );
  heading.dataset.level = String(Math.min(level, 3));
  return heading;
}

function listElement({ start, items }: Extract<Block, { type: "list" }>, drawing: Drawing) {
  const inside = items.map((item) => itemElement(item, drawing));
  if (start === undefined) return element("ul", {}, ...inside);
  const list = element("ol", { start }, ...inside);
  // Numbers have room, however long they are.
  const digits = String(start + items.length - 1).length;
  list.style.setProperty("--digits", String(Math.max(1, digits)));
  return list;
}

function itemElement({ done, inside }: ListItem, drawing: Drawing) {
  const blocks = drawing.blocks(inside);
  if (done === undefined) return element("li", {}, ...blocks);
  const label = done ? words.done : words.open;
  const box = element("span", { className: "box", role: "img", ariaLabel: label });
  box.classList.toggle("done", done);
  return element("li", { className: "task" }, box, ...blocks);
}

/** As wide as it is, in a place of its own that scrolls, also by keyboard. */
function tableElement({ aligned, rows }: Extract<Block, { type: "table" }>, drawing: Drawing) {
  const [head = [], ...others] = rows;
  const cell = (name: "th" | "td") => (pieces: Inline[], index: number) => {
    const made = element(name, { dir: "auto" }, ...drawing.pieces(pieces));
    if (name === "th") made.scope = "col";
    made.dataset.side = aligned[index] ?? "";
    return made;
  };
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head.map(cell("th")))),
    element("tbody", {}, ...others.map((row) => element("tr", {}, ...row.map(cell("td"))))),
  );
  return element(
    "div",
    { className: "table", role: "region", ariaLabel: words.table, tabIndex: 0 },
    table,
  );
}

/** Until it is revealed nobody reads, hears or selects what is in it, and no key goes there. */
function spoilerElement(inside: (Node | string)[]) {
  const hidden = element("span", { inert: true }, ...inside);
  const spoiler = element(
    "span",
    { className: "spoiler", role: "button", ariaLabel: words.hidden, tabIndex: 0 },
    hidden,
  );
  const reveal = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    spoiler.removeEventListener("click", reveal);
    spoiler.removeEventListener("keydown", press);
    hidden.inert = false;
    spoiler.classList.add("revealed");
    spoiler.role = spoiler.ariaLabel = null;
    // It keeps the focus, so that what was hidden is read, and is no stop any more.
    spoiler.tabIndex = -1;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") reveal(event);
  };
  spoiler.addEventListener("click", reveal);
  spoiler.addEventListener("keydown", press);
  return spoiler;
}

const highlighter = lazy(() => import("./markup/highlight.ts"));

/** Adds to a block of code what one does with it, and its colours when they are here. */
export function equip(
  whole: HTMLElement,
  { text, language }: Extract<Block, { type: "code" }>,
): void {
  const known = language && languageOf(language);
  const name = known ? nameOf(known) : language;
  whole.role = "group";
  whole.ariaLabel = name ? words.codeIn(name) : words.code;
  if (name) whole.dataset.language = name;
  const copier = element("button", {
    ...{ type: "button", className: "copy quiet round", ariaLabel: words.copyCode },
    ...{ title: words.copyCode, onclick: () => void copy(text) },
  }, icon("copy"));
  whole.append(copier);
  if (whole.classList.contains("long")) whole.append(expander(whole, text.split("\n").length));
  if (known) void colour(whole, text, known);
}

function expander(whole: HTMLElement, count: number) {
  const toggle = button(words.showLines(count), () => {
    const isOpen = whole.classList.toggle("open");
    toggle.ariaExpanded = String(isOpen);
    toggle.textContent = isOpen ? words.hideLines : words.showLines(count);
    if (!isOpen) whole.scrollIntoView({ block: "nearest" });
  }, "expand quiet");
  toggle.ariaExpanded = "false";
  return toggle;
}

/** Colours change no letter, and nothing's place. Without a connection it stays as it is. */
async function colour(whole: HTMLElement, text: string, language: string) {
  try {
    const { highlighted } = await highlighter();
    whole.querySelector("code")?.replaceChildren(...highlighted(text, language));
  } catch (error) {
    console.error(error);
  }
}
