/**
 * The hold: whose a file is, so that a commit need not check what its holder alone can know.
 *
 * Who takes the hold writes its key, and remembers under which versionstamp. Who writes heads or ids
 * without holding breaks the hold: before, or with the same atomic write. So as long as the key has our
 * versionstamp, nobody but us has written any since we took it, and whatever we read since is true.
 * A commit that checks this one key may rely on that: if anybody was there, it fails as a whole.
 * So may one that checks that a hold is still broken: nobody has written anything without checks.
 *
 * - What was known before is forgotten when the hold is taken: nobody may have guarded it.
 * - Who lost it to another leaves it alone for a while, so that two who write do not take it from
 *   each other all the time; then both check everything.
 * - A commit of which we do not know whether it happened, or may still happen, checks a hold that we
 *   drop. The next has another versionstamp, so it happens before that, or never.
 * - Pages of a log are guarded by themselves: who writes one anew checks that it is as they read it.
 * - In a store that is shared nobody holds.
 *
 * @module
 */
import type { Heads } from "./heads.ts";
import { newestBefore, timeOf } from "./ids.ts";
import { keys } from "./keys.ts";
import type { Stored } from "./schema.ts";
import type { Store } from "./store.ts";

/** How long who lost the hold to another leaves it alone, in milliseconds. */
const REST_MS = 1000;
/** Messages that came lately whose ids are remembered: as many as 500 may have on their way, twice. */
const IDS_MAX = 64_000;
/** How far ahead of ours a sender's clock may be, so that we know what is new of them. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

export interface HoldOptions {
  /** How long who lost the hold to another leaves it alone, in milliseconds. */
  restMs?: number;
  /** Messages that came lately whose ids are remembered. */
  idsMax?: number;
}

/** What a commit checks that relies on who holds, or that nobody does: the versionstamp of the hold. */
export interface Guard {
  readonly versionstamp: string | null;
}

/** Takes, keeps and loses the hold. */
export class Hold {
  readonly #store: Store;
  readonly #heads: Heads;
  readonly #restMs: number;
  readonly #idsMax: number;
  #held: Held | undefined;
  /** That it is broken, while we do without it. */
  #truce: Guard | undefined;
  /** By `performance.now`. */
  #restsUntil = 0;

  constructor(
    store: Store,
    heads: Heads,
    { restMs = REST_MS, idsMax = IDS_MAX }: HoldOptions = {},
  ) {
    this.#store = store;
    this.#heads = heads;
    this.#restMs = restMs;
    this.#idsMax = idsMax;
    heads.held = () => this.#held;
    store.onReopened(() => this.drop());
  }

  /** The hold that we have, as far as we know. */
  get current(): Held | undefined {
    return this.#held;
  }

  /** Whether it is to be taken, or taken anew, before what waits is committed. */
  get isDue(): boolean {
    if (this.#store.shared) return false;
    return this.#held ? this.#held.isWorn : performance.now() >= this.#restsUntil;
  }

  /** What a commit has to check that is made now, with the hold if that is to be had. */
  async guard(): Promise<Guard | undefined> {
    if (this.isDue) await this.take();
    return this.#held ?? await this.truce();
  }

  /** Takes the hold, from whoever has it. */
  async take(): Promise<void> {
    this.drop();
    const held = await this.#store.write(async (kv) => {
      const { versionstamp } = await kv.set(keys.hold, true);
      const before = timeOf(Date.now() + AHEAD_MS);
      // Looked at with the hold taken: what is stored from now on is ours.
      const after = await newestBefore(kv, before);
      return new Held(versionstamp, { after, before, idsMax: this.#idsMax });
    });
    this.#heads.forgetAll();
    this.#held = held;
  }

  /**
   * Breaks the hold, whose ever it is, unless it is broken. Who writes then checks everything, and that
   * it still is; nothing where nobody can hold.
   */
  async truce(): Promise<Guard | undefined> {
    if (this.#store.shared) return undefined;
    return this.#truce ??= await this.#makeTruce();
  }

  /** Finds out, when a commit has failed, whether that was because another has broken the hold. */
  async look(): Promise<void> {
    this.#truce = undefined;
    const held = this.#held;
    if (!held) return;
    const { versionstamp } = await this.#store.use((kv) => kv.get(keys.hold));
    if (versionstamp === held.versionstamp) return;
    this.drop();
    this.#restsUntil = performance.now() + this.#restMs;
  }

  /** Relies on the hold no more. */
  drop(): void {
    this.#held = undefined;
    this.#truce = undefined;
  }

  async #makeTruce(): Promise<Guard> {
    const found = await this.#store.use((kv) => kv.get<Stored["hold"]>(keys.hold));
    if (!found.value) return found;
    return await this.#store.write((kv) => kv.set(keys.hold, false));
  }
}

/**
 * A hold, from when it was taken until it is lost, with what it tells of messages.
 *
 * When it was taken, no id in the stretch between two ids was stored. Ids grow with time, so almost
 * all that come are in it. What came since is remembered: so what is in the stretch, and did not
 * come, is new for certain. Of any other id we do not know. When too much came, the stretch begins
 * later, and what is before it is forgotten. Whether what came was stored in the end makes no
 * difference: that it may be is enough.
 */
export class Held implements Guard {
  /** Of the hold's key. */
  readonly versionstamp: string;
  #after: string;
  readonly #before: string;
  readonly #idsMax: number;
  /** The ids in the stretch that came, whoever sent them: it is rare that two send the same. */
  readonly #came = new Set<string>();
  #isCrowded = false;

  constructor(
    versionstamp: string,
    { after, before, idsMax }: { after: string; before: string; idsMax: number },
  ) {
    this.versionstamp = versionstamp;
    this.#after = after;
    this.#before = before;
    this.#idsMax = idsMax;
  }

  /** Whether it knows so little of what comes that it is better taken anew. */
  get isWorn(): boolean {
    return this.#isCrowded || timeOf(Date.now() + AHEAD_MS / 2) > this.#before;
  }

  /** Whether a message of an id is certainly not stored yet. From now on it may be. */
  isNew(id: string): boolean {
    if (this.#came.size >= this.#idsMax) this.#forgetOldest();
    if (id <= this.#after || id >= this.#before) return false;
    if (this.#came.has(id)) return false;
    this.#came.add(id);
    return true;
  }

  /** Makes place for what comes. Of senders whose clocks are ahead it may not be enough. */
  #forgetOldest(): void {
    const middle = this.#came.values().drop(this.#came.size >> 1).next().value ?? "";
    const now = timeOf(Date.now());
    const after = middle < now ? middle : now;
    if (after > this.#after) this.#after = after;
    for (const id of this.#came) if (id <= this.#after) this.#came.delete(id);
    this.#isCrowded = this.#came.size > this.#idsMax * 3 / 4;
  }
}
