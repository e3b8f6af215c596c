/**
 * Group commit: one atomic write for all who wait, in whichever rooms.
 *
 * While the database writes a commit, the next one is made ready on the assumption that this one
 * succeeds. If it does not, both wait again, and are gathered anew: nothing but time depends on the
 * assumption.
 *
 * @module
 */
import type { Appended, Draft, News } from "../../hub/log/journal.ts";
import { identityOf, targetOf } from "../../hub/log/edits.ts";
import { setImmediate as turn } from "node:timers/promises";
import { type ReadPage, RoomBatch } from "./batch.ts";
import type { Heads } from "./heads.ts";
import type { Guard, Hold } from "./hold.ts";
import { findSharing, FreshIds, nameOf, type StoredMessages } from "./ids.ts";
import { keys } from "./keys.ts";
import type { Stored } from "./schema.ts";
import { Load } from "./load.ts";
import type { Others } from "./others.ts";
import { type Append, Queue } from "./queue.ts";
import { type Store, StoreError } from "./store.ts";

/** How often a commit is tried that others keep getting in front of. */
const TRIES_MAX = 20;

/** What a commit writes, and what it answers. */
interface Ready {
  readonly batches: ReadonlyMap<string, RoomBatch>;
  readonly ids: FreshIds;
  /** What else has to be true of it; nothing where a store is shared. */
  readonly guard: Guard | undefined;
  readonly outcomes: readonly Appended[][];
  /** The commit itself, if it could be filled ahead: it checks nothing that is not known yet. */
  readonly atomic?: Deno.AtomicOperation | undefined;
}

/** Appends that are committed together. */
interface Group {
  readonly appends: readonly Append[];
  readonly load: Load;
  readonly ready?: Ready | undefined;
}

/** What commits are made of. */
interface Parts {
  readonly store: Store;
  readonly heads: Heads;
  readonly hold: Hold;
  readonly others: Others;
  readonly readPage: ReadPage;
  /** Whether somebody is gone, by their id, and nothing is said by them any more. */
  readonly isGone: (by: string) => boolean;
}

export class Commits {
  readonly #store: Store;
  readonly #heads: Heads;
  readonly #hold: Hold;
  readonly #others: Others;
  readonly #readPage: ReadPage;
  readonly #isGone: (by: string) => boolean;
  readonly #queue = new Queue();
  /** What is to be done between two commits; each comes when the last of its kind is done. */
  #between: (() => Promise<void>)[] = [];
  #running = false;
  /** Answers those of the last commit. */
  #answer = () => {};
  /** How often in a row we were not the first. */
  #tries = 0;
  /** What is stored of that which waits again. */
  #found: StoredMessages = new Map();

  constructor({ store, heads, hold, others, readPage, isGone }: Parts) {
    this.#store = store;
    this.#heads = heads;
    this.#hold = hold;
    this.#others = others;
    this.#readPage = readPage;
    this.#isGone = isGone;
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Appended[]>();
    this.#queue.add({ room, drafts, resolve, reject });
    if (!this.#running) this.#run();
    return promise;
  }

  /**
   * Does something between two commits, so that neither has to be done again for its sake. Whoever
   * asks waits for it, so there is little at a time.
   */
  between<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<T>();
    this.#between.push(() => {
      const working = work();
      resolve(working);
      return working.then(() => {}, () => {});
    });
    if (!this.#running) this.#run();
    return promise;
  }

  /** Commits what waits; what comes meanwhile is the next. */
  async #run(): Promise<void> {
    this.#running = true;
    // What is said in the same turn goes into the first commit, too.
    await Promise.resolve();
    let group = this.#gather();
    while (group.appends.length > 0 || this.#between.length > 0) {
      const next = group.appends.length > 0 ? await this.#commit(group) : undefined;
      if (!next) {
        this.#answerLast();
        // What has arrived by then goes into the next commit, so that is larger, and so are the
        // frames: a tenth less CPU for 200 who all talk.
        await turn();
        await this.#between.shift()?.();
      }
      group = next ?? this.#gather();
    }
    this.#running = false;
  }

  /** Takes of what waits as much as can be committed at once. */
  #gather(): Group {
    const load = new Load(this.#hold.isDue ? undefined : this.#hold.current);
    return { appends: this.#queue.take(load), load };
  }

  /** Commits a group, and gives the next one if it was taken meanwhile. */
  async #commit(group: Group): Promise<Group | undefined> {
    let next: Group | undefined;
    try {
      // Then what waits is gathered anew: with the hold, a commit can bear more.
      if (!group.load.held && this.#hold.isDue) {
        this.#answerLast();
        await this.#hold.take();
        this.#queue.putBack(group.appends);
        return undefined;
      }
      const ready = group.ready ?? await this.#prepare(group);
      if (this.#isTrue(group, ready)) {
        const writing = this.#write(ready);
        // Otherwise they hear of it while the database is busy.
        this.#answerLast();
        next = this.#takeAhead(ready);
        const result = await writing;
        if (result.ok) {
          this.#note(group, ready, result.versionstamp);
          return next;
        }
      }
      // Another server was here, or one of the ids was: look, and try again.
      await this.#lookAgain(group);
      this.#queue.putBack([...group.appends, ...next?.appends ?? []]);
    } catch (error) {
      this.#queue.putBack(next?.appends ?? []);
      this.#giveUp(group, error);
    }
    return undefined;
  }

  #answerLast(): void {
    this.#answer();
    this.#answer = () => {};
  }

  /** Makes ready what follows heads as they are. */
  async #prepare({ appends, load }: Group): Promise<Ready> {
    // What has to be read first keeps nobody waiting who was stored before.
    this.#answerLast();
    const guard = load.held ?? await this.#hold.truce();
    const sharing = await findSharing(this.#store, load.toLookFor);
    const ids = new FreshIds(new Map([...this.#found, ...sharing]), load.unstored);
    const batches = new Map<string, RoomBatch>();
    for (const { room, drafts } of appends) {
      const batch = batches.get(room) ??
        new RoomBatch(room, (await this.#heads.get(room)).value, ids);
      batches.set(room, batch);
      await batch.load(drafts, this.#readPage);
    }
    return { batches, ids, guard, outcomes: this.#outcomesOf(appends, batches) };
  }

  /** Takes the next group, if enough waits, and makes it ready to follow this one if that is simple. */
  #takeAhead(writing: Ready): Group | undefined {
    const load = new Load(this.#hold.current);
    if (this.#between.length > 0) return undefined;
    if (this.#hold.isDue || this.#queue.drafts < load.worth) return undefined;
    const appends = this.#queue.take(load);
    // What has to be looked for may be what is about to be written.
    if (load.toLookFor.length > 0 && !this.#store.shared) return { appends, load };
    const ids = new FreshIds(new Map(this.#found), load.unstored);
    const batches = new Map<string, RoomBatch>();
    for (const { room, drafts } of appends) {
      const head = writing.batches.get(room)?.head ?? this.#heads.known(room)?.value;
      // What changes a message needs the page that it is in, which may be about to be written.
      const isSimple = head && drafts.every(({ entry }) => targetOf(entry) === undefined);
      if (!isSimple) return { appends, load };
      if (!batches.has(room)) batches.set(room, new RoomBatch(room, head, ids));
    }
    const guard = load.held ?? writing.guard;
    const ready = { batches, ids, guard, outcomes: this.#outcomesOf(appends, batches) };
    // To serialize it while the database is busy lets a fifth more be written.
    const atomic = load.held && this.#store.atomic();
    if (atomic) this.#fill(atomic, ready);
    return { appends, load, ready: { ...ready, atomic } };
  }

  /** Whether what was made ready follows what is known now: something may have come between. */
  #isTrue({ load: { held } }: Group, { batches }: Ready): boolean {
    if (held !== this.#hold.current) return false;
    return batches.entries().every(([room, { start }]) => this.#heads.known(room)?.value === start);
  }

  #write(ready: Ready): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    const held = this.#hold.current;
    // Now: until the database takes it, a head may move that we then must not take for the old one.
    const versionstamps = held ? undefined : this.#versionstampsOf(ready.batches.keys());
    return this.#store.write((kv) => {
      // In another database a versionstamp means something else.
      if (held !== this.#hold.current) return Promise.resolve({ ok: false });
      return (ready.atomic ?? this.#fill(kv.atomic(), ready, versionstamps)).commit();
    });
  }

  /** Those of rooms' heads. */
  #versionstampsOf(rooms: Iterable<string>): ReadonlyMap<string, string> {
    return new Map(Array.from(rooms, (room) => [room, this.#heads.known(room)!.versionstamp]));
  }

  /** Fills a commit, which fails if its guard is not true or, given rooms' versionstamps, if a log grew. */
  #fill(
    atomic: Deno.AtomicOperation,
    { batches, ids, guard }: Ready,
    versionstamps?: ReadonlyMap<string, string>,
  ): Deno.AtomicOperation {
    if (guard) atomic.check({ key: keys.hold, versionstamp: guard.versionstamp });
    const news: [News, string][] = [];
    for (const [room, batch] of batches) {
      batch.commit(atomic, versionstamps?.get(room));
      if (batch.head.people) news.push(["grown", room]);
    }
    ids.commit(atomic);
    this.#others.tell(atomic, ...news);
    return atomic;
  }

  #note({ appends }: Group, { batches, outcomes }: Ready, versionstamp: string): void {
    for (const [room, { head }] of batches) {
      this.#heads.note(room, { key: keys.room(room), value: head, versionstamp });
    }
    this.#answer = () => appends.forEach(({ resolve }, i) => resolve(outcomes[i]!));
    this.#tries = 0;
    this.#found.clear();
  }

  /**
   * Forgets the heads of a group that could not be committed, and finds what of it is stored.
   *
   * @throws If that was done often enough.
   */
  async #lookAgain({ appends }: Group): Promise<void> {
    if (++this.#tries === TRIES_MAX) {
      throw new StoreError("Cannot append: other servers keep writing first");
    }
    await this.#hold.look();
    for (const { room } of appends) this.#heads.forget(room);
    const identities = appends
      .flatMap(({ drafts }) => drafts.map(({ entry }) => identityOf(entry)))
      .filter((identity) => identity !== undefined);
    const places = await this.#store.getMany<Stored["said"]>(
      identities.map((identity) => keys.said(...identity)),
    );
    identities.forEach((identity, i) => {
      const place = places[i]?.value;
      if (place) this.#found.set(nameOf(identity), place);
    });
  }

  #giveUp({ appends }: Group, error: unknown): void {
    this.#answerLast();
    // A commit that failed may have happened.
    this.#hold.drop();
    for (const { room } of appends) this.#heads.forget(room);
    this.#tries = 0;
    this.#found.clear();
    for (const { reject } of appends) reject(error);
  }

  #outcomesOf(appends: readonly Append[], batches: ReadonlyMap<string, RoomBatch>): Appended[][] {
    const outcome = (room: string, draft: Draft): Appended =>
      this.#isGone(draft.by) ? { refused: "forbidden" } : batches.get(room)!.add(draft);
    return appends.map(({ room, drafts }) => drafts.map((draft) => outcome(room, draft)));
  }
}
