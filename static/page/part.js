// @ts-check
/**
 * Elements of the page: found in index.html, made where there is no template, and kept in lists that
 * follow lists of things.
 *
 * @module
 */

/**
 * The first element inside `whole` that matches.
 *
 * @template {Element} T
 * @param {ParentNode} whole
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 * @throws {TypeError} If there is none, or it is of another type.
 */
export function part(whole, selector, type) {
  const found = whole.querySelector(selector);
  if (found instanceof type) return found;
  throw new TypeError(`Cannot find part: no ${type.name} matches "${selector}"`);
}

/**
 * A copy of the one element that a template holds.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function stamp(id) {
  const { content } = part(document, `template#${id}`, HTMLTemplateElement);
  return part(document.importNode(content, true), "*", HTMLElement);
}

/**
 * An element with these properties, and these inside it. Strings are text, whatever is in them.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]> & { role?: string }} properties
 * @param {(Node | string)[]} inside
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties, ...inside) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...inside);
  return made;
}

/**
 * A button that says what it does.
 *
 * @param {string} text
 * @param {() => void} onClick
 * @param {string} [className]
 */
export function button(text, onClick, className = "") {
  return element("button", { type: "button", className, onclick: onClick }, text);
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 */
export function showAvatar(element, name) {
  const [first = ""] = name;
  element.textContent = first.toLocaleUpperCase();
  element.style.setProperty("--hue", String(hueOf(name)));
}

/** Steps of this size spread well over a circle. */
const GOLDEN_ANGLE = 137.508;

/** Degrees on the colour wheel. @param {string} name */
function hueOf(name) {
  let hash = 0;
  for (const letter of name.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash * GOLDEN_ANGLE) % 360;
}

/**
 * Keeps the element of each thing that stays, so that focus, hovering and a selection survive.
 *
 * @template T
 */
export class KeyedList {
  #list;
  #options;
  /** @type {Map<string, HTMLElement>} */
  #elements = new Map();

  /**
   * @param {Element} list
   * @param {object} options
   * @param {(item: T) => string} options.keyOf
   * @param {(item: T) => HTMLElement} options.make
   * @param {(element: HTMLElement, item: T) => void} options.update
   */
  constructor(list, options) {
    this.#list = list;
    this.#options = options;
  }

  /** @param {string} key */
  element(key) {
    return this.#elements.get(key);
  }

  /** @param {Iterable<T>} items */
  show(items) {
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
