/**
 * The journal in Deno KV: one file on this machine, or a database that several servers share.
 *
 * @module
 */
import {
  APPEND_MAX,
  type Appended,
  type Draft,
  type Head,
  type Journal,
  weigh,
} from "../hub/journal.ts";
import { identityOf, restore } from "../hub/revise.ts";
import type { Entry, Range } from "../protocol.ts";
import { keys, type Stored } from "./keys.ts";
import { RoomBatch, type StoredMessages } from "./kv_batch.ts";
import { Pages } from "./kv_pages.ts";
import type { Store } from "./store.ts";

/** How often a commit is tried that others keep getting in front of. */
const TRIES_MAX = 20;
/** Heads that are remembered, so that an append reads nothing. */
const HEADS_MAX = 10_000;
/** Somebody who waits for entries. */
interface Append {
  readonly room: string;
  readonly drafts: readonly Draft[];
  readonly resolve: (appended: Appended[]) => void;
  readonly reject: (reason: unknown) => void;
}

export class KvJournal implements Journal {
  readonly #store: Store;
  readonly #pages: Pages;
  readonly #id = crypto.randomUUID();
  /** Heads as they were when last seen here. A commit finds out if one has moved. */
  readonly #heads = new Map<string, Deno.KvEntry<Head>>();
  #waiting: Append[] = [];
  #committing = false;

  constructor(store: Store) {
    this.#store = store;
    this.#pages = new Pages(store);
  }

  async head(room: string): Promise<Head | undefined> {
    return (await this.#look(room))?.value;
  }

  async found(room: string, name: string, people?: readonly string[]): Promise<Head> {
    const key = keys.room(room);
    const epoch = crypto.randomUUID();
    const head = { name, ...(people && { people }), epoch, first: 1, seq: 0, said: 0, topic: "" };
    await this.#store.use((kv) => {
      const atomic = kv.atomic().check({ key, versionstamp: null }).set(key, head);
      for (const person of people ?? []) atomic.set(keys.direct(person, room), true);
      return atomic.commit();
    });
    const founded = await this.#look(room);
    if (founded) return founded.value;
    throw new Error(`Cannot found room: ${room} is not there`);
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Appended[]>();
    this.#waiting.push({ room, drafts, resolve, reject });
    if (!this.#committing) this.#commitAll();
    return promise;
  }

  async read(room: string, range: Range): Promise<Entry[]> {
    const kept = await this.#pages.read(room, range);
    const known = new Map(kept.map((one) => [one.entry.seq, one]));
    const entries: Entry[] = [];
    for (const one of kept) {
      const { entry } = one;
      const target = entry.type === "edited"
        ? known.get(entry.of) ?? await this.#pages.kept(room, entry.of)
        : undefined;
      entries.push(restore(one, target));
    }
    return entries;
  }

  async trim(room: string, first: number): Promise<Head | undefined> {
    const known = await this.#look(room);
    if (!known || first <= known.value.first) return known?.value;
    const head = { ...known.value, first: Math.min(first, known.value.seq + 1) };
    const page = await this.#pages.page(room, head.first);
    const result = await this.#store.use((kv) => {
      const atomic = kv.atomic().check(known).set(known.key, head);
      const rest = page?.filter(({ entry }) => entry.seq >= head.first);
      if (rest?.length) atomic.set(keys.page(room, rest.at(-1)!.entry.seq), rest);
      return atomic.commit();
    });
    // Somebody spoke meanwhile. There is no hurry: the next time will do.
    if (!result.ok) return known.value;
    this.#note(room, { ...known, value: head, versionstamp: result.versionstamp });
    await this.#pages.delete(room, head.first);
    return head;
  }

  async *rooms(): AsyncIterable<[string, Head]> {
    for (
      const { key, value } of await this.#store.list<Head>({ prefix: keys.rooms }, {
        batchSize: 500,
      })
    ) {
      yield [String(key[1]), value];
    }
  }

  async *follow(signal: AbortSignal): AsyncIterable<void> {
    if (!this.#store.shared) return;
    const watching = await this.#store.use((kv) =>
      Promise.resolve(kv.watch<[string]>([keys.grown]).getReader())
    );
    signal.addEventListener("abort", () => watching.cancel(), { once: true });
    while (!signal.aborted) {
      const { done, value } = await watching.read();
      if (done) return;
      if (value[0].value !== this.#id) yield;
    }
  }

  /** Commits what waits, as much at once as one commit takes; what comes meanwhile is the next. */
  async #commitAll(): Promise<void> {
    this.#committing = true;
    // What is said in the same turn goes into the first commit, too.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        const appended = await this.#commit(group);
        group.forEach(({ resolve }, i) => resolve(appended[i]!));
      } catch (error) {
        // What we knew may be wrong now: a commit that failed may have happened.
        for (const { room } of group) this.#heads.delete(room);
        for (const { reject } of group) reject(error);
      }
    }
    this.#committing = false;
  }

  #takeGroup(): Append[] {
    let checks = 0;
    let bytes = 0;
    let count = 0;
    for (const { drafts } of this.#waiting) {
      // One check for the room's head, and one for each id.
      checks += 1 + drafts.length;
      bytes += drafts.reduce((sum, draft) => sum + weigh(draft), 0);
      if (count > 0 && (checks > APPEND_MAX.drafts + 5 || bytes > APPEND_MAX.bytes)) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(group: readonly Append[]): Promise<Appended[][]> {
    let stored: StoredMessages = new Map();
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const batches = new Map<string, RoomBatch>();
      const appended: Appended[][] = [];
      for (const { room, drafts } of group) {
        const batch = batches.get(room) ?? await this.#batch(room, stored);
        batches.set(room, batch);
        const outcomes: Appended[] = [];
        for (const draft of drafts) outcomes.push(await batch.add(draft));
        appended.push(outcomes);
      }
      const result = await this.#store.use((kv) => {
        const atomic = kv.atomic();
        for (const batch of batches.values()) batch.commit(atomic);
        if (this.#store.shared) atomic.set(keys.grown, this.#id);
        return atomic.commit();
      });
      if (result.ok) {
        for (const [room, { head }] of batches) {
          this.#note(room, {
            key: keys.room(room),
            value: head,
            versionstamp: result.versionstamp,
          });
        }
        return appended;
      }
      // Another server was here, or one of the ids was: look, and try again.
      stored = await this.#lookAgain(group);
    }
    throw new Error("Cannot append: others are always faster");
  }

  /** A batch over a room's head as we know it. */
  async #batch(room: string, stored: StoredMessages): Promise<RoomBatch> {
    const known = this.#heads.get(room) ?? await this.#look(room);
    if (!known) throw new Error(`Cannot append: no room ${room}`);
    return new RoomBatch(room, known, stored, (room, seq) => this.#pages.page(room, seq));
  }

  /** Forgets the heads of a group that could not be committed, and finds what of it is stored. */
  async #lookAgain(group: readonly Append[]): Promise<StoredMessages> {
    for (const { room } of group) this.#heads.delete(room);
    const identities = group
      .flatMap(({ drafts }) => drafts.map(({ entry }) => identityOf(entry)))
      .filter((identity) => identity !== undefined);
    const places = await this.#store.getMany<Stored["said"]>(
      identities.map((identity) => keys.said(...identity)),
    );
    const stored: StoredMessages = new Map();
    identities.forEach((identity, i) => {
      const place = places[i]?.value;
      if (place) stored.set(identity.join(" "), place);
    });
    return stored;
  }

  /** Reads a room's head, and remembers it. */
  async #look(room: string): Promise<Deno.KvEntry<Head> | undefined> {
    const found = await this.#store.use((kv) => kv.get<Head>(keys.room(room)));
    if (found.versionstamp === null) return undefined;
    this.#note(room, found);
    return found;
  }

  #note(room: string, head: Deno.KvEntry<Head>): void {
    if (this.#heads.size >= HEADS_MAX) this.#heads.clear();
    this.#heads.set(room, head);
  }
}
