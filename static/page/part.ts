/**
 * Elements of the page: found in index.html, made where there is no template, and kept in lists that
 * follow lists of things.
 *
 * @module
 */

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
