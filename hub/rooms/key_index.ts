/**
 * Which keys belong to what, such as rooms to a name.
 *
 * @module
 */

/** Sets of keys. Of most there is one key, which takes no set: there are as many as there are rooms. */
export class KeyIndex {
  readonly #keys = new Map<string, string | Set<string>>();

  /** The keys of something, in the order in which they were added. */
  of(owner: string): Iterable<string> {
    const keys = this.#keys.get(owner);
    if (keys === undefined) return [];
    return typeof keys === "string" ? [keys] : keys;
  }

  /** How many keys something has. */
  size(owner: string): number {
    const keys = this.#keys.get(owner);
    if (keys === undefined) return 0;
    return typeof keys === "string" ? 1 : keys.size;
  }

  add(owner: string, key: string): void {
    const keys = this.#keys.get(owner);
    if (keys === undefined || keys === key) this.#keys.set(owner, key);
    else if (typeof keys === "string") this.#keys.set(owner, new Set([keys, key]));
    else keys.add(key);
  }

  delete(owner: string, key: string): void {
    const keys = this.#keys.get(owner);
    if (keys === key) this.#keys.delete(owner);
    if (keys === undefined || typeof keys === "string") return;
    keys.delete(key);
    if (keys.size === 0) this.#keys.delete(owner);
  }
}
