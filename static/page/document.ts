/**
 * The document that a browser shows: its elements, found in index.html or made, in lists that stay where
 * somebody reads; its address; and the styles and modules that it loads when they are wanted.
 *
 * @module
 */
import { LOBBY } from "../../protocol.ts";

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

export function showAvatar(element: HTMLElement, name: string): void {
  const [first = ""] = name;
  element.textContent = first.toLocaleUpperCase();
  element.style.setProperty("--hue", String(hueOf(name)));
}

/** Steps of this size spread well over a circle. */
const GOLDEN_ANGLE = 137.508;

/** Degrees on the colour wheel. */
function hueOf(name: string) {
  let hash = 0;
  for (const letter of name.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash * GOLDEN_ANGLE) % 360;
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
    },
  ) {
    this.#list = list;
    this.#options = options;
  }

  element(key: string): HTMLElement | undefined {
    return this.#elements.get(key);
  }

  show(items: Iterable<T>): void {
    const { keyOf, make, update } = this.#options;
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
  }
}

/** So near to the end counts as being there. */
const NEAR_PX = 48;

/**
 * Keeps the scroll position: at the newest message, or, for somebody who has scrolled up to read, at
 * what they read, whatever appears and disappears above and below it.
 */
export class StickyScroll {
  #scroller;
  #list;
  #isAtEnd = true;
  /** What is read, and where it stands. */
  #anchor: { element: Element; top: number } | undefined;

  /**
   * @param list what is read: its children
   * @param options.hasEnd whether the newest is on the page at all
   */
  constructor(
    scroller: HTMLElement,
    list: Element,
    { hasEnd, onScroll }: { hasEnd: () => boolean; onScroll: () => void },
  ) {
    this.#scroller = scroller;
    this.#list = list;
    scroller.addEventListener("scroll", () => {
      // Whoever was at the end still is when more has arrived that is not on the page yet.
      this.#isAtEnd = this.below <= NEAR_PX && (this.#isAtEnd || hasEnd());
      this.#drop();
      onScroll();
    }, { passive: true });
    // A keyboard that opens, a window that shrinks, a line that wraps: all move what is read.
    const observer = new ResizeObserver(() => this.settle());
    observer.observe(scroller);
    observer.observe(list.parentElement ?? list);
  }

  /** Whether the newest is in sight, so that new messages are followed. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** How much there is above what is in sight, in pixels. */
  get above(): number {
    return this.#scroller.scrollTop;
  }

  /** How much there is below it. */
  get below(): number {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** How much is in sight. */
  get sight(): number {
    return this.#scroller.clientHeight;
  }

  /** Goes to the newest, and stays there. */
  toEnd(): void {
    this.#isAtEnd = true;
    this.settle();
  }

  /** Brings something into the middle of sight. */
  bring(element: Element): void {
    this.#isAtEnd = false;
    const { top, height } = element.getBoundingClientRect();
    const middle = this.#top + (this.sight - Math.min(height, this.sight)) / 2;
    this.#scroller.scrollTop += top - middle;
    this.#drop();
  }

  /** Stays where it is, whatever is added below. */
  stay(): void {
    this.#isAtEnd = false;
    this.#drop();
  }

  /** Restores the position after a change: at the end, or at what somebody reads. */
  settle(): void {
    if (this.#isAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else if (this.#anchor?.element.isConnected) {
      const moved = this.#anchor.element.getBoundingClientRect().top - this.#anchor.top;
      if (Math.abs(moved) >= 0.5) this.#scroller.scrollTop += moved;
    } else this.#drop();
  }

  get #top() {
    return this.#scroller.getBoundingClientRect().top;
  }

  /** Drops anchor at the words of the first line in sight. */
  #drop() {
    const { children } = this.#list;
    const sight = this.#top;
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const bottom = children[middle]?.getBoundingClientRect().bottom ?? sight;
      if (bottom > sight) high = middle;
      else low = middle + 1;
    }
    // Its words, not what stands above them: a day's name goes when older messages come.
    const element = children[low]?.querySelector(".text");
    this.#anchor = element ? { element, top: element.getBoundingClientRect().top } : undefined;
  }
}

export type Spot = { room: string; seq?: number };

/** Where the server is, as the page was found: a path may stand before all of ours. */
export function baseUrl(): URL {
  return new URL(".", document.baseURI);
}

/** @param seq the number of a message there */
export function addressOf(room: string, seq?: number): string {
  return `#${encodeURIComponent(room)}${seq === undefined ? "" : `/${seq}`}`;
}

/** What an address names: the lobby, when it names no room. */
export function spotOf(hash: string): Spot {
  const [, name = "", seq] = /^#?([^]*?)(?:\/([1-9]\d{0,14}))?$/.exec(hash) ?? [];
  return { room: decode(name) || LOBBY, ...(seq !== undefined && { seq: Number(seq) }) };
}

/** Whether an address holds a secret, as `#claim=CODE` does: what stands before `=` is no room. */
export function isSecretLink(hash: string): boolean {
  return /^#[a-z]+=[^/]/.test(hash);
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // Someone wrote a stray "%".
  }
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
 */
export async function reloadIfReplaced(): Promise<void> {
  try {
    const { status } = await fetch(import.meta.url, { method: "HEAD", cache: "no-store" });
    if (status === 404) dispatchEvent(new Event("replaced"));
  } catch {
    // Not connected now.
  }
}

const loaded: Map<string, Promise<void>> = new Map();

/** Resolves when a file of `style/` counts. */
export function style(name: string): Promise<void> {
  const found = loaded.get(name);
  if (found) return found;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`../style/parts/${name}.css`, import.meta.url).href;
  const loading: Promise<void> = new Promise((resolve) => {
    // Without its style it is plain, and works.
    link.onload = link.onerror = () => resolve();
  });
  loaded.set(name, loading);
  document.head.append(link);
  return loading;
}
