/**
 * Group commit: one atomic write for all who wait, in whichever rooms.
 *
 * @module
 */
import type { Appended, Draft, News } from "../../../hub/log/journal.ts";
import { formerIdentitiesOf, identityOf, targetOf } from "../../../hub/log/kept_entry.ts";
import { setImmediate as turn } from "node:timers/promises";
import { type KnownIds, RoomBatch } from "./batch.ts";
import { Attaching } from "../files/attaching.ts";
import type { CommitLog } from "./commit_log.ts";
import { CommitMeters } from "./commits/meters.ts";
import type { Heads } from "./heads.ts";
import { findAlone, type Identity, type Ids, type StoredMessages } from "../ids/ids.ts";
import { Load } from "./load.ts";
import { LogWrite } from "./log_write.ts";
import type { Others } from "../others.ts";
import type { Owner } from "./owner.ts";
import type { Pages } from "../pages/pages.ts";
import { type Append, Queue } from "./queue.ts";
import { inBackground } from "../store/failures.ts";
import { type Store, StoreError } from "../store.ts";

/** How often a commit is tried that others keep getting in front of. */
const TRIES_MAX = 20;

/** How many times as long as a try took one rests after it, at most, where other servers write. */
const AFTER = { success: 3, failure: 2 } as const;
/** How long after somebody said something there is talk, in milliseconds. */
const TALK_MS = 1_000;

/** What a commit writes, and what it answers. */
interface Ready {
  readonly appends: readonly Append[];
  readonly batches: ReadonlyMap<string, RoomBatch>;
  readonly files: Attaching;
  /** What goes to the log; where a store is shared, entries go to pages. */
  readonly log: LogWrite | undefined;
  /** Of what the store must still be ours. */
  readonly fence: string | undefined;
  readonly outcomes: readonly Appended[][];
}

/** What commits are made of. */
interface Parts {
  readonly store: Store;
  readonly owner: Owner;
  readonly log: CommitLog;
  readonly heads: Heads;
  readonly ids: Ids;
  readonly pages: Pages;
  readonly others: Others;
  /** Whether somebody is gone, by their id, and nothing is said by them any more. */
  readonly isGone: (by: string) => boolean;
  /** Told when the log has grown. */
  readonly onGrown: () => void;
}

export class Commits {
  readonly meters = new CommitMeters();
  readonly #parts: Parts;
  readonly #queue = new Queue();
  /** What is to be done between two commits; each comes when the last of its kind is done. */
  #between: (() => Promise<void>)[] = [];
  #running = false;
  /** How often in a row we were not the first. */
  #tries = 0;
  /** When somebody last said something, by `performance.now`. */
  #appendedAt = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether people talk: what is done between two commits keeps them waiting. */
  get isTalk(): boolean {
    return performance.now() - this.#appendedAt < TALK_MS;
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    this.#appendedAt = performance.now();
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
    while (this.#queue.drafts > 0 || this.#between.length > 0) {
      const { store: { shared: isShared, checksMax }, log: { isBehind } } = this.#parts;
      const load = new Load({ isShared, isBehind, checksMax });
      const appends = this.#queue.take(load);
      if (appends.length > 0) {
        const began = performance.now();
        await this.#commit(appends, load);
        if (isShared) await this.#letOthers(performance.now() - began);
      }
      // What has arrived by then goes into the next commit, so that is larger, and so are the
      // frames: a tenth less CPU for 200 who all talk.
      await turn();
      await this.#between.shift()?.();
    }
    this.#running = false;
  }

  /**
   * Rests after a try that took so long, if others write, too: so that they may be first the next time.
   * What is said meanwhile makes the next commit larger. Without it, who was first stays so.
   */
  async #letOthers(tookMs: number): Promise<void> {
    const { others } = this.#parts;
    // Where they have not heard of us, they do not rest.
    if (this.#tries === 1) inBackground(others.knock());
    if (this.#tries > 0) await others.rest(AFTER.failure * tookMs);
    else if (others.areActive) await others.rest(AFTER.success * tookMs);
  }

  async #commit(appends: readonly Append[], load: Load): Promise<void> {
    const began = performance.now();
    try {
      await this.#parts.owner.take();
      const ready = await this.#prepare(appends, load);
      const result = await this.#parts.owner.commit(
        (atomic) => this.#fill(atomic, ready),
        ready.fence,
      );
      if (result.ok) {
        this.#note(ready, result.versionstamp);
        this.#tries = 0;
        this.meters.commit(ready.outcomes, performance.now() - began);
        ready.appends.forEach(({ resolve }, i) => resolve(ready.outcomes[i]!));
        return;
      }
      // Another server was here, or one of the ids was: look, and try again.
      this.meters.retries.add();
      if (++this.#tries === TRIES_MAX) {
        throw new StoreError("Cannot append: other servers keep writing first");
      }
      for (const { room } of appends) this.#parts.heads.forget(room);
      this.#queue.putBack(ready.appends);
    } catch (error) {
      // A commit that failed may have happened.
      for (const { room } of appends) this.#parts.heads.forget(room);
      this.#tries = 0;
      for (const { reject } of appends) reject(error);
    }
  }

  /** Makes ready what follows heads as they are. Who appends to no room is told so. */
  async #prepare(waiting: readonly Append[], load: Load): Promise<Ready> {
    const { store, owner, log } = this.#parts;
    const { fence } = owner;
    const ids: KnownIds = { stored: undefined, areChecked: load.mayCheckIds };
    const batches = new Map<string, RoomBatch>();
    // One for all rooms: nobody attaches a file to two messages at once.
    const files = new Attaching(store, load.filesMax);
    const found = await this.#each(waiting, async ({ room }) => {
      batches.set(room, batches.get(room) ?? await this.#batchOf(room, ids, files));
    });
    // After the heads: what others store in these rooms from now on fails the commit.
    ids.stored = await this.#findStored(found, ids);
    const appends = await this.#each(found, async ({ room, drafts }) => {
      for (const draft of drafts) {
        if (targetOf(draft.entry) !== undefined) await batches.get(room)!.load(draft);
        if (draft.files) await files.load(draft.files);
      }
    });
    const outcomes = appends.map(({ room, drafts }) => {
      const batch = batches.get(room)!;
      return drafts.map((draft) => this.#outcomeOf(draft, batch));
    });
    const write = store.shared ? undefined : new LogWrite(log);
    if (write) { for (const batch of batches.values()) batch.log(write); }
    return { appends, batches, files, log: write, fence, outcomes };
  }

  /** Prepares appends one by one. Those for which it fails are told so, and the others are given. */
  async #each(
    appends: readonly Append[],
    prepare: (append: Append) => Promise<void>,
  ): Promise<Append[]> {
    const prepared: Append[] = [];
    for (const append of appends) {
      try {
        await prepare(append);
        prepared.push(append);
      } catch (error) {
        append.reject(error);
      }
    }
    return prepared;
  }

  async #batchOf(room: string, ids: KnownIds, files: Attaching): Promise<RoomBatch> {
    const { heads, log, pages } = this.#parts;
    const state = heads.known(room) ?? await heads.get(room);
    return new RoomBatch(room, state, ids, { log, pages, files });
  }

  #outcomeOf(draft: Draft, batch: RoomBatch): Appended {
    return this.#parts.isGone(draft.by) ? { refused: "forbidden" } : batch.add(draft);
  }

  /** Which of what waits is stored already; `undefined` if all of it is certainly new. */
  async #findStored(
    appends: readonly Append[],
    { areChecked }: KnownIds,
  ): Promise<StoredMessages | undefined> {
    const { store, ids } = this.#parts;
    const unsure: Identity[] = [];
    const former: Identity[] = [];
    for (const { drafts } of appends) {
      for (const draft of drafts) {
        const { entry } = draft;
        if (entry.type !== "said" || !store.shared && ids.isNew(entry.id)) continue;
        const identity = identityOf(entry);
        if (identity) unsure.push(identity);
        if (draft.formerly) former.push(...formerIdentitiesOf(draft));
      }
    }
    if (unsure.length === 0) return undefined;
    if (!store.shared) {
      // What is being stored is in nothing yet of which a window is made.
      if (await ids.renewIfWorn()) { for (const id of idsOf(appends)) ids.isNew(id); }
      return await ids.find([...unsure, ...former]);
    }
    // Where the commit checks that, nothing but what was tried before may be there.
    const tried = this.#tries === 0 && areChecked ? former : [...unsure, ...former];
    return tried.length === 0 ? new Map() : await findAlone(store, tried);
  }

  #fill(atomic: Deno.AtomicOperation, { batches, files, log }: Ready): void {
    for (const batch of batches.values()) batch.commit(atomic);
    files.commit(atomic);
    if (log) return log.commit(atomic);
    const news: [News, string][] = [];
    for (const [room, batch] of batches) {
      batch.commitPages(atomic);
      if (batch.head.people) news.push(["grown", room]);
    }
    this.#parts.others.tell(atomic, ...news);
  }

  #note({ batches, log }: Ready, versionstamp: string): void {
    log?.note();
    for (const [room, batch] of batches) {
      const { state, head } = batch;
      if (log) this.#parts.heads.moveOn(room, state, head);
      else this.#parts.heads.note(room, { row: { ...state.row, value: head, versionstamp }, head });
    }
    if (log) this.#parts.onGrown();
  }
}

function* idsOf(appends: readonly Append[]): Generator<string> {
  for (const { drafts } of appends) {
    for (const { entry } of drafts) if (entry.type === "said") yield entry.id;
  }
}
