// @ts-check
/**
 * A list of elements that follows a list of things.
 *
 * @module
 */

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
