/**
 * Takes a person who is gone out of the rooms' logs, while people talk.
 *
 * It goes a page at a time, and writes one only if it is still as it was read. So does everybody who
 * writes a page anew. Nothing else has to stand still: the logs become no longer or shorter by it.
 *
 * @module
 */
import type { Fate, Head } from "../../hub/journal.ts";
import { disown, disownReaction, type Kept } from "../../hub/revise.ts";
import { keys, type Stored } from "./keys.ts";
import type { Others } from "./others.ts";
import { pageValue } from "./page_value.ts";
import type { Pages } from "./pages.ts";
import type { Store } from "./store.ts";

/** Entries that are looked at at once. */
const STEP_ENTRIES = 500;

/** What is under way is noted in the store, until all of it is done. */
export class Disowning {
  readonly #store: Store;
  readonly #pages: Pages;
  readonly #others: Others;

  constructor(store: Store, pages: Pages, others: Others) {
    this.#store = store;
    this.#pages = pages;
    this.#others = others;
  }

  /** Who is being disowned, by their id, and what becomes of what they said. */
  async underWay(): Promise<[by: string, fate: Fate][]> {
    const found = await Array.fromAsync(
      this.#store.scan<Stored["disowning"]>(keys.allDisowning),
    );
    return found.map(({ key, value }) => [String(key[1]), value]);
  }

  /** Disowns a person in rooms, and yields the keys of those that changed. */
  async *disown(
    by: string,
    fate: Fate,
    rooms: AsyncIterable<[room: string, head: Head]>,
  ): AsyncIterable<string> {
    await this.#store.write((kv) => kv.set(keys.disowning(by), fate));
    for await (const [room] of rooms) if (await this.#disownIn(room, by, fate)) yield room;
    await this.#store.write((kv) => kv.delete(keys.disowning(by)));
  }

  /** Disowns a person in a room, and tells whether they had been there. */
  async #disownIn(room: string, by: string, fate: Fate): Promise<boolean> {
    let wasThere = false;
    for (let after = 0;;) {
      const kept = await this.#pages.read(room, { after, limit: STEP_ENTRIES });
      const last = kept.at(-1);
      if (!last) return wasThere;
      after = last.entry.seq;
      const theirs = kept.filter((one) => one.by === by).map(({ entry }) => entry);
      // First what their entries are about: they are what leads there, if this is broken off.
      for (const entry of theirs) {
        if (entry.type !== "reacted") continue;
        await this.#change(room, entry.of, (one) => disownReaction(one, entry, fate));
      }
      let done = 0;
      for (const { seq } of theirs) {
        if (seq > done) done = await this.#change(room, seq, (one) => disown(one, by, fate));
      }
      wasThere ||= theirs.length > 0;
    }
  }

  /** Changes what is to be changed in the page that an entry is in, and gives its last number. */
  async #change(room: string, seq: number, change: (kept: Kept) => Kept): Promise<number> {
    while (true) {
      const page = await this.#pages.page(room, seq);
      const changed = page?.value.map(change);
      if (!page || !changed) return seq;
      const last = changed.at(-1)!.entry.seq;
      if (changed.every((one, i) => one === page.value[i])) return last;
      // It has room for some longer names: entries take less than they are weighed with.
      const result = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(page).set(page.key, pageValue(changed));
        this.#others.tell(atomic, ["rewritten", room]);
        return atomic.commit();
      });
      // Otherwise somebody else changed it meanwhile.
      if (result.ok) return last;
    }
  }
}
