/**
 * What belongs to a key, such as sockets to a session.
 *
 * @module
 */

/** Short lists by key: of most keys, one item, which takes no list. */
export class Lists<T extends object> {
  readonly #items = new Map<string, T | T[]>();

  of(key: string): readonly T[] {
    const items = this.#items.get(key) ?? [];
    return Array.isArray(items) ? items : [items];
  }

  add(key: string, item: T): void {
    const items = this.of(key);
    this.#items.set(key, items.length === 0 ? item : [...items, item]);
  }

  delete(key: string, item: T): void {
    const [first, ...rest] = this.of(key).filter((other) => other !== item);
    if (first === undefined) this.#items.delete(key);
    else this.#items.set(key, rest.length === 0 ? first : [first, ...rest]);
  }
}
