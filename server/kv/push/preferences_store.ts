/**
 * Preferences in Deno KV.
 *
 * @module
 */
import { type Preferences, type PreferencesStore, USUAL } from "../../service/push/preferences.ts";
import { keys } from "../keys.ts";
import type { Store } from "../store.ts";
import { tellChange } from "./told.ts";

export class KvPreferencesStore implements PreferencesStore {
  readonly #store: Store;
  readonly #listeners: ((person: string) => Promise<void>)[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  async of(person: string): Promise<Preferences> {
    const key = keys.notify(person);
    const { value } = await this.#store.use((kv) => kv.get<Preferences>(key));
    return value ?? USUAL;
  }

  async change(
    person: string,
    change: (known: Preferences) => Preferences,
  ): Promise<Preferences> {
    const key = keys.notify(person);
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Preferences>(key));
      const changed = change(known.value ?? USUAL);
      const { ok } = await this.#store.write((kv) =>
        tellChange(this.#store, kv.atomic().check(known).set(key, changed), person).commit()
      );
      // Another of their sockets has chosen something meanwhile.
      if (!ok) continue;
      await Promise.all(this.#listeners.map((listener) => listener(person)));
      return changed;
    }
  }

  onChange(listener: (person: string) => Promise<void>): void {
    this.#listeners.push(listener);
  }
}
