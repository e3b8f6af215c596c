/**
 * Group commit: one atomic write for all who wait, in whichever rooms.
 *
 * While the database writes a commit, the next one is made ready on the assumption that this one
 * succeeds. If it does not, that work is thrown away: nothing but time depends on the assumption.
 *
 * @module
 */
import type { Appended, Draft } from "../hub/journal.ts";
import { identityOf, targetOf } from "../hub/revise.ts";
import { keys, type Stored } from "./keys.ts";
import { type ReadPage, RoomBatch, type StoredMessages } from "./kv_batch.ts";
import type { Heads } from "./kv_heads.ts";
import type { Others } from "./kv_others.ts";
import { type Append, Queue } from "./kv_queue.ts";
import type { Store } from "./store.ts";

/** How often a commit is tried that others keep getting in front of. */
const TRIES_MAX = 20;

/** What a commit writes, and what it answers. */
interface Ready {
  readonly batches: ReadonlyMap<string, RoomBatch>;
  readonly outcomes: readonly Appended[][];
}

/** Appends that are committed together. */
interface Group {
  readonly appends: readonly Append[];
  readonly ready?: Ready | undefined;
}

export class Commits {
  readonly #store: Store;
  readonly #heads: Heads;
  readonly #readPage: ReadPage;
  readonly #others: Others;
  readonly #queue = new Queue();
  #running = false;
  /** Answers those of the last commit. */
  #answer = () => {};

  constructor(store: Store, heads: Heads, readPage: ReadPage, others: Others) {
    this.#store = store;
    this.#heads = heads;
    this.#readPage = readPage;
    this.#others = others;
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Appended[]>();
    this.#queue.add({ room, drafts, resolve, reject });
    if (!this.#running) this.#run();
    return promise;
  }

  /** Commits what waits; what comes meanwhile is the next. */
  async #run(): Promise<void> {
    this.#running = true;
    // What is said in the same turn goes into the first commit, too.
    await Promise.resolve();
    let group: Group = { appends: this.#queue.take() };
    while (group.appends.length > 0) {
      const next = await this.#commit(group);
      if (!next) this.#answerLast();
      group = next ?? { appends: this.#queue.take() };
    }
    this.#running = false;
  }

  /** Commits a group, and gives the next one if it was taken meanwhile. */
  async #commit({ appends, ready }: Group): Promise<Group | undefined> {
    let next: Group | undefined;
    try {
      let stored: StoredMessages = new Map();
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        if (ready && !this.#isTrue(ready)) ready = undefined;
        // What has to be read first keeps nobody waiting who was stored before.
        if (!ready) this.#answerLast();
        const now = ready ?? await this.#prepare(appends, stored);
        ready = undefined;
        // Something else moved a head while pages were read.
        if (!this.#isTrue(now)) continue;
        const writing = this.#write(now);
        // Otherwise they hear of it while the database is busy.
        this.#answerLast();
        if (!next && this.#queue.isFull) next = this.#takeAhead(now);
        const result = await writing;
        if (result.ok) {
          this.#note(now, result.versionstamp);
          this.#answer = () => appends.forEach(({ resolve }, i) => resolve(now.outcomes[i]!));
          return next;
        }
        // Another server was here, or one of the ids was: look, and try again.
        stored = await this.#lookAgain(appends);
      }
      throw new Error("Cannot append: others are always faster");
    } catch (error) {
      this.#answerLast();
      // What we knew may be wrong now: a commit that failed may have happened.
      for (const { room } of appends) this.#heads.forget(room);
      for (const { reject } of appends) reject(error);
      return next;
    }
  }

  #answerLast(): void {
    this.#answer();
    this.#answer = () => {};
  }

  #write({ batches }: Ready): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    // Now: until the database takes it, a head may move that we then must not take for the old one.
    const checked = Array.from(batches, ([room, batch]) => {
      return { batch, versionstamp: this.#heads.known(room)!.versionstamp };
    });
    return this.#store.write((kv) => {
      const atomic = kv.atomic();
      for (const { batch, versionstamp } of checked) batch.commit(atomic, versionstamp);
      this.#others.tell(atomic);
      return atomic.commit();
    });
  }

  /** Whether what was made ready follows the heads that there are. */
  #isTrue({ batches }: Ready): boolean {
    return batches.entries().every(([room, { start }]) => this.#heads.known(room)?.value === start);
  }

  /** Makes ready what follows heads as they are. */
  async #prepare(appends: readonly Append[], known: StoredMessages): Promise<Ready> {
    const stored = new Map(known);
    const batches = new Map<string, RoomBatch>();
    for (const { room, drafts } of appends) {
      const batch = batches.get(room) ??
        new RoomBatch(room, (await this.#heads.get(room)).value, stored);
      batches.set(room, batch);
      await batch.load(drafts, this.#readPage);
    }
    return { batches, outcomes: outcomesOf(appends, batches) };
  }

  /** Takes the next group and makes it ready to follow one that is being written, if that is simple. */
  #takeAhead(writing: Ready): Group {
    const appends = this.#queue.take();
    const batches = new Map<string, RoomBatch>();
    const stored: StoredMessages = new Map();
    for (const { room, drafts } of appends) {
      const head = writing.batches.get(room)?.head ?? this.#heads.known(room)?.value;
      // What changes a message needs the page that it is in, which may be about to be written.
      if (!head || drafts.some(({ entry }) => targetOf(entry) !== undefined)) return { appends };
      if (!batches.has(room)) batches.set(room, new RoomBatch(room, head, stored));
    }
    return { appends, ready: { batches, outcomes: outcomesOf(appends, batches) } };
  }

  #note({ batches }: Ready, versionstamp: string): void {
    for (const [room, { head }] of batches) {
      this.#heads.note(room, { key: keys.room(room), value: head, versionstamp });
    }
  }

  /** Forgets the heads of a group that could not be committed, and finds what of it is stored. */
  async #lookAgain(appends: readonly Append[]): Promise<StoredMessages> {
    for (const { room } of appends) this.#heads.forget(room);
    const identities = appends
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
}

function outcomesOf(
  appends: readonly Append[],
  batches: ReadonlyMap<string, RoomBatch>,
): Appended[][] {
  return appends.map(({ room, drafts }) => drafts.map((draft) => batches.get(room)!.add(draft)));
}
