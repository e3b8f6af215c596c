/**
 * Takes a person who is gone out of the rooms' logs, while people talk.
 *
 * It goes a few pages at a time, and writes them only if they are still as they were read. So does
 * everybody who writes a page anew. Nothing else has to stand still: the logs become no longer or
 * shorter by it.
 *
 * @module
 */
import type { ErasureMode, Head } from "../../../hub/log/journal.ts";
import { anonymize, anonymizeReaction, type Kept } from "../../../hub/log/kept_entry.ts";
import { type Background, checkedPagesAtOnce } from "./background.ts";
import { Changes } from "./changes.ts";
import type { Compactor } from "../log/compactor.ts";
import type { Releasing } from "../files/releasing.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Others } from "../others.ts";
import type { Page, Pages } from "../pages/pages.ts";
import { type Store, StoreError } from "../store.ts";

/** Pages that are read at once. */
const STEP_PAGES = 8;
/** How often a head is changed that others keep getting in front of. */
const TRIES_MAX = 20;

interface Parts {
  readonly store: Store;
  readonly pages: Pages;
  readonly others: Others;
  readonly background: Background;
  readonly compactor: Compactor;
  readonly files: Releasing;
}

/** Who is taken out of what. */
interface Erasure {
  readonly room: string;
  readonly by: string;
  readonly mode: ErasureMode;
}

/** What is under way is noted in the store, until all of it is done. */
export class Anonymizing {
  readonly #store: Store;
  readonly #pages: Pages;
  readonly #others: Others;
  readonly #background: Background;
  readonly #compactor: Compactor;
  readonly #files: Releasing;
  /** Who is being anonymized here, by their id. */
  readonly #gone = new Set<string>();

  constructor({ store, pages, others, background, compactor, files }: Parts) {
    this.#compactor = compactor;
    this.#files = files;
    this.#store = store;
    this.#pages = pages;
    this.#others = others;
    this.#background = background;
  }

  /** Who is being anonymized, by their id, and what becomes of what they said. */
  async underWay(): Promise<[by: string, mode: ErasureMode][]> {
    const found = await Array.fromAsync(
      this.#store.scan<Stored["erasing"]>(keys.allErasing),
    );
    return found.map(({ key, value }) => [String(key[1]), value]);
  }

  /** Whether a person is being anonymized: then nothing is said by them any more. */
  isGone(by: string): boolean {
    return this.#gone.has(by);
  }

  /** Notes that a person is to be anonymized. What of theirs is on its way is stored before, or refused. */
  async begin(by: string, mode: ErasureMode): Promise<void> {
    this.#gone.add(by);
    await this.#background.commit((atomic) => atomic.set(keys.erasing(by), mode));
  }

  /** Anonymizes a person in rooms, unless that is broken off, and yields the keys of those that changed. */
  async *anonymize(
    by: string,
    mode: ErasureMode,
    { rooms, signal }: {
      rooms: AsyncIterable<[room: string, head: Head]>;
      signal: AbortSignal | undefined;
    },
  ): AsyncIterable<string> {
    await this.begin(by, mode);
    // Nothing of theirs comes any more: then all that there is is in pages.
    await this.#compactor.all();
    for await (const [room, head] of this.#background.each(rooms)) {
      let isTheirs = head.sealedTopic?.by === by;
      if (isTheirs) await this.#forgetTopic(room, by);
      for await (const some of this.#background.each(this.#anonymizeIn({ room, by, mode }))) {
        isTheirs ||= some > 0;
        if (signal?.aborted) return;
      }
      if (isTheirs) yield room;
    }
    await this.#files.erase(by, mode, signal);
    if (signal?.aborted) return;
    await this.#background.commit((atomic) => atomic.delete(keys.erasing(by)));
    this.#gone.delete(by);
  }

  /** Anonymizes a person in a room, in steps, and yields for each how many of the entries were theirs. */
  async *#anonymizeIn({ room, by, mode }: Erasure): AsyncGenerator<number> {
    const changes = new Changes(room, this.#pages, checkedPagesAtOnce(room, this.#store));
    for (let after = 0;;) {
      const pages = await this.#pages.from(room, after + 1, STEP_PAGES);
      const last = pages.at(-1)?.value.at(-1);
      if (!last) return;
      let isWritten = true;
      for (const page of pages) {
        const theirs = theirsIn(page, by);
        // First what their entries are about: they are what leads there, if this is broken off.
        for (const { entry } of theirs) {
          if (entry.type !== "reacted") continue;
          await changes.change(entry.of, (one) => anonymizeReaction(one, entry, mode));
          if (!changes.isFull) continue;
          isWritten &&= await this.#write(room, changes);
          yield theirs.length;
        }
        if (theirs.length > 0) await changes.change(page, (one) => anonymize(one, by, mode));
        if (!changes.isFull) continue;
        isWritten &&= await this.#write(room, changes);
        yield theirs.length;
      }
      isWritten &&= await this.#write(room, changes);
      yield pages.reduce((sum, page) => sum + theirsIn(page, by).length, 0);
      // Otherwise somebody else changed a page meanwhile.
      if (isWritten) after = last.entry.seq;
    }
  }

  /** Forgets a topic that only opens together with the name of a person. */
  async #forgetTopic(room: string, by: string): Promise<void> {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const head = await this.#background.changeHead(
        room,
        (_, { sealedTopic }) => sealedTopic?.by === by ? { sealedTopic: undefined } : {},
      );
      if (head) return;
    }
    throw new StoreError("Cannot erase: other servers keep writing first");
  }

  /** Writes what has changed, unless somebody else has changed some of it meanwhile. */
  async #write(room: string, changes: Changes): Promise<boolean> {
    if (changes.isEmpty) return true;
    const isWritten = await this.#background.commit((atomic) => {
      changes.commit(atomic);
      this.#others.tell(atomic, ["rewritten", room]);
    });
    changes.clear();
    return isWritten;
  }
}

function theirsIn({ value }: Page, by: string): Kept[] {
  return value.filter((one) => one.by === by);
}
