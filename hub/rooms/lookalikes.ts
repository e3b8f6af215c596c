/**
 * Names by what they look like.
 *
 * @module
 */
import { nameSkeletons } from "../../protocol/name/lookalike.ts";
import { nameKey } from "../../protocol/name.ts";

/** The keys of names, found by any name that somebody may take for one of them. */
export class Lookalikes {
  /** Keys by each skeleton that they have. Nearly all have one, and share it with no other. */
  readonly #keys = new Map<string, string | Set<string>>();

  add(name: string): void {
    const key = nameKey(name);
    for (const skeleton of nameSkeletons(name)) {
      const known = this.#keys.get(skeleton);
      if (known === undefined) this.#keys.set(skeleton, key);
      else if (typeof known !== "string") known.add(key);
      else if (known !== key) this.#keys.set(skeleton, new Set([known, key]));
    }
  }

  delete(name: string): void {
    const key = nameKey(name);
    for (const skeleton of nameSkeletons(name)) {
      const known = this.#keys.get(skeleton);
      if (known === key) this.#keys.delete(skeleton);
      if (known === undefined || typeof known === "string") continue;
      known.delete(key);
      if (known.size === 0) this.#keys.delete(skeleton);
    }
  }

  /** The keys of other names that look like one. */
  *of(name: string): Iterable<string> {
    const own = nameKey(name);
    for (const skeleton of nameSkeletons(name)) {
      const known = this.#keys.get(skeleton) ?? [];
      for (const key of typeof known === "string" ? [known] : known) if (key !== own) yield key;
    }
  }
}
