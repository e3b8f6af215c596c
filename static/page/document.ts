/**
 * The document that a browser shows: its elements, found in index.html or made, in lists that stay where
 * somebody reads, its drawer and the sections in it; its address; and the styles and modules that it loads when they are
 * wanted.
 *
 * @module
 */
export { addressOf, type Spot, spotOf } from "../../protocol/name.ts";
import { lookOf, LOOKS } from "../../protocol/name.ts";
import { faceOf, keep, recall, shownName } from "./browser_storage.ts";

/**
 * The first element inside `whole` that matches.
 *
 * @throws {TypeError} If there is none, or it is of another type.
 */
export function part<T extends Element>(whole: ParentNode, selector: string, type: new () => T): T {
  const found = whole.querySelector(selector);
  if (found instanceof type) return found;
  throw new TypeError(`Cannot find part: no ${type.name} matches "${selector}"`);
}

/** A copy of the one element that a template holds. */
export function stamp(id: string): HTMLElement {
  const { content } = part(document, `template#${id}`, HTMLTemplateElement);
  return part(document.importNode(content, true), "*", HTMLElement);
}

/** An element with these properties, and these inside it. Strings are text, whatever is in them. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> & { role?: string },
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...inside);
  return made;
}

/** A button that says what it does. */
export function button(
  text: string,
  onClick: () => void,
  className: string = "",
): HTMLButtonElement {
  return element("button", { type: "button", className, onclick: onClick }, text);
}

/** The picture of somebody; without one, the first letter of their name. */
export function showAvatar(shown: HTMLElement, name: string): void {
  const { picture } = faceOf(name);
  const [first = ""] = shownName(name);
  const look = `${first} ${picture}`;
  if (shown.dataset.person === name && shown.dataset.look === look) return;
  Object.assign(shown.dataset, { person: name, look });
  shown.textContent = first.toLocaleUpperCase();
  const person = lookOf(name);
  shown.style.setProperty("--hue", String(Math.floor(person / 2) * 360 / (LOOKS / 2)));
  shown.dataset.tone = person % 2 === 0 ? "pale" : "deep";
  if (!picture?.startsWith("/files/")) return;
  const image = element("img", { alt: "", decoding: "async", onerror: () => image.remove() });
  image.src = new URL(picture.slice(1), baseUrl()).href;
  shown.append(image);
}

/** Shows somebody by the name that they want to be shown by. */
export function showName(shown: HTMLElement, name: string): void {
  const display = shownName(name);
  shown.dataset.person = name;
  shown.title = display === name ? "" : `@${name}`;
  const [text] = shown.childNodes;
  if (!(text instanceof Text)) shown.prepend(display);
  else if (text.data !== display) text.data = display;
}

/** What stands before a room's name: its mark, or a lock that these words explain. */
export function showMark(shown: HTMLElement, mark: string, locked: string): void {
  if (shown.textContent === mark && shown.title === locked) return;
  shown.textContent = mark;
  shown.title = locked;
  shown.classList.toggle("locked", locked !== "");
  shown.role = locked && "img";
  shown.ariaLabel = locked || null;
  shown.ariaHidden = locked ? null : "true";
}

/** Marks who is away, or not to be disturbed, and tells it to who hears the page. */
export function showState(
  shown: HTMLElement,
  name: string,
  words: Readonly<Record<"away" | "dnd", string>>,
): void {
  const { status: { state, until = Infinity } = {} } = faceOf(name);
  const mark = part(shown, ".state", HTMLElement);
  mark.hidden = state === undefined || until <= Date.now();
  if (state === undefined || mark.dataset.state === state) return;
  mark.dataset.state = state;
  mark.ariaLabel = mark.title = words[state];
}

/** Keeps the element of each thing that stays, so that focus, hovering and a selection survive. */
export class KeyedList<T> {
  #list;
  #options;
  #elements: Map<string, HTMLElement> = new Map();

  constructor(
    list: Element,
    options: {
      keyOf: (item: T) => string;
      make: (item: T) => HTMLElement;
      update: (element: HTMLElement, item: T) => void;
      onShown?: (count: number) => void;
    },
  ) {
    this.#list = list;
    this.#options = options;
  }

  element(key: string): HTMLElement | undefined {
    return this.#elements.get(key);
  }

  show(items: Iterable<T>): void {
    const { keyOf, make, update, onShown } = this.#options;
    const wanted = new Map(Array.from(items, (item) => [keyOf(item), item]));
    for (const [key, element] of this.#elements) {
      if (wanted.has(key)) continue;
      element.remove();
      this.#elements.delete(key);
    }
    let place = this.#list.firstElementChild;
    for (const [key, item] of wanted) {
      const element = this.#elements.get(key) ?? make(item);
      this.#elements.set(key, element);
      update(element, item);
      if (element === place) place = place.nextElementSibling;
      else this.#list.insertBefore(element, place);
    }
    onShown?.(wanted.size);
  }
}

/** The side bar where the window is narrow: it lies over the conversation, or is out of sight. */
export class Drawer {
  #side = part(document, "#side", HTMLElement);
  #main = part(document, "main", HTMLElement);
  #opener = part(document, "#open-side", HTMLButtonElement);
  /** Where the side bar is a drawer: the same width as in layout.css. */
  #narrow = matchMedia("(max-width: 760px)");

  constructor() {
    this.#opener.addEventListener("click", () => this.#set("open"));
    part(document, "#close-side", HTMLButtonElement)
      .addEventListener("click", () => this.close());
    part(document, "#scrim", HTMLElement).addEventListener("click", () => this.close());
    this.#side.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.close();
    });
    this.#narrow.addEventListener("change", () => this.#set("closed"));
    this.#set("closed");
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#set("closed");
    this.#opener.focus();
  }

  get #isOpen() {
    return document.body.dataset.drawer === "open";
  }

  /** What can't be seen can't be reached with the keyboard either. */
  #set(state: "open" | "closed") {
    document.body.dataset.drawer = state;
    this.#side.inert = this.#narrow.matches && state === "closed";
    this.#main.inert = this.#narrow.matches && state === "open";
    this.#opener.setAttribute("aria-expanded", String(state === "open"));
    if (state === "open") this.#side.focus();
  }
}

/** The key of which sections are folded, by what their heads control. */
const FOLDED = "folded";

/** Sections of the side bar are folded by their heads. What is new in them stays in sight. */
export class Sections {
  constructor() {
    const kept: Record<string, unknown> = { archived: true, ...Object(recall(FOLDED)) };
    for (const head of document.querySelectorAll<HTMLButtonElement>("#side .fold")) {
      const list = head.getAttribute("aria-controls") ?? "";
      const show = () => {
        const isFolded = kept[list] === true;
        head.ariaExpanded = String(!isFolded);
        head.closest("section")?.classList.toggle("folded", isFolded);
      };
      show();
      head.addEventListener("click", () => {
        kept[list] = kept[list] !== true;
        keep(FOLDED, kept);
        show();
      });
    }
  }
}

/** Where the server is, as the page was found: a path may stand before all of ours. */
export function baseUrl(): URL {
  return new URL(".", document.baseURI);
}

/** Whether an address holds a secret, as `#claim=CODE` or `#!SECRET` does, which are no rooms. */
export function isSecretLink(hash: string): boolean {
  return /^#(?:[a-z]+=[^/]|!|%21)/.test(hash);
}

/**
 * A module that is loaded once. When that fails, as without a connection, the promise rejects, and
 * the next call tries again.
 */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    loading ??= load().catch((error) => {
      loading = undefined;
      reloadIfReplaced();
      throw error;
    });
}

/**
 * Has the page loaded anew if the server has been replaced by one of another build since: it does not
 * have the parts of this one. What is written, and what is unsent, is kept.
 *
 * @param how whether somebody is asked first, who is in the middle of something
 */
export async function reloadIfReplaced(how: "now" | "ask" = "now"): Promise<void> {
  try {
    const build = import.meta.resolve("build"); // as the server names it in the page
    const { status } = await fetch(build, { method: "HEAD", cache: "no-store" });
    if (status === 404) dispatchEvent(new Event(how === "ask" ? "outdated" : "replaced"));
  } catch {
    // Not connected now.
  }
}

/** How long what the page needs may take until it is said that it takes long. */
const PATIENCE_MS = 10_000;

/**
 * Loads what the page wants by itself, again and again while that fails.
 *
 * @param tell whether it is missing: called with `true` when it fails, or takes long
 */
export async function insist<T>(
  load: () => Promise<T>,
  tell: (isStuck: boolean) => void = () => {},
): Promise<T> {
  const patience = setTimeout(() => tell(true), PATIENCE_MS);
  for (let waitMs = 2_000;; waitMs = Math.min(waitMs * 2, 60_000)) {
    try {
      const loaded = await load();
      clearTimeout(patience);
      tell(false);
      return loaded;
    } catch (error) {
      console.error(error);
      tell(true);
      reloadIfReplaced();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** What it cannot do without is missing, or has come: watchdog.ts says so. */
export function tellStuck(isStuck: boolean): void {
  dispatchEvent(new CustomEvent("stuck", { detail: isStuck }));
}

const loaded: Map<string, Promise<void>> = new Map();

/** Resolves when a file of `style/` counts. */
export function style(name: string): Promise<void> {
  const found = loaded.get(name);
  if (found) return found;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = import.meta.resolve(`../style/parts/${name}.css`);
  const loading: Promise<void> = new Promise((resolve) => {
    // Without its style it is plain, and works.
    link.onload = link.onerror = () => resolve();
  });
  loaded.set(name, loading);
  document.head.append(link);
  return loading;
}
