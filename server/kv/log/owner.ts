/**
 * Whose a store is that only one server writes to, so that a commit need not check what its owner alone
 * can know.
 *
 * Who takes it writes its key, the fence, and then reads what is stored. Each of their commits checks
 * that the fence is still as they wrote it. So what was given up because it took too long, or comes from
 * a server that lost the store, can't happen any more when it has been taken again, by whomever. A store
 * that several share has no owner.
 *
 * @module
 */
import { keys } from "../keys.ts";
import { renewEpochs } from "./mend_log.ts";
import type { Stored } from "../schema.ts";
import { type Store, StoreError } from "../store.ts";

/** What is told when somebody else has taken the store. Two who take it from each other would never end. */
const TAKEN = "another server has taken it over: stop one of the two, and start this one again";

/** The owner of a store that was imported. Whether its logs are new was said then. */
export const IMPORTED = "import";

type Result = Deno.KvCommitResult | Deno.KvCommitError;

export class Owner {
  readonly #store: Store;
  readonly #read: () => Promise<void>;
  readonly #id = crypto.randomUUID();
  /** Who may have taken the store last. */
  #last: readonly string[];
  /** The newest versionstamp of ours, of which there is none in an older copy of the store. */
  #newest = "";
  /** The versionstamp of the key that we wrote, as long as it is ours as far as we know. */
  #fence: string | undefined;
  #taking: Promise<void> | undefined;
  /** Whether what is in memory is all that was stored when it was last looked at. */
  #isKnown: boolean;
  /** How often it was dropped. */
  #drops = 0;

  /** `read` takes into memory what is stored. */
  constructor(store: Store, read: () => Promise<void>) {
    this.#store = store;
    this.#read = read;
    this.#last = store.lock?.owners ?? [];
    this.#isKnown = store.shared;
    store.onReopened(() => this.drop());
  }

  /** What commits check that are made now; nothing while it is not ours, or shared. */
  get fence(): string | undefined {
    return this.#fence;
  }

  /** Has in memory what is stored, also while the store can only be read. */
  async know(): Promise<void> {
    if (this.#isKnown) return;
    try {
      await this.take();
    } catch (error) {
      if (!(error instanceof StoreError) || this.#isKnown) throw error;
      await this.#read();
      this.#isKnown = true;
    }
  }

  /** Takes the store, unless it is ours. */
  async take(): Promise<void> {
    if (this.#store.shared || this.#fence !== undefined) return;
    await (this.#taking ??= this.#take().finally(() => this.#taking = undefined));
  }

  /**
   * Commits what relies on what we know under a fence; `ok` is `false` if that, or something else that
   * it checks, is not true any more. It may be filled more than once.
   *
   * @throws {StoreError} If it could not. Then it may have happened.
   */
  async commit(
    fill: (atomic: Deno.AtomicOperation) => void,
    fence: string | undefined = this.#fence,
  ): Promise<Result> {
    try {
      const result = await this.#store.write<Result>((kv) => {
        // It may be another database by now, where a versionstamp means something else.
        if (fence !== this.#fence) return Promise.resolve({ ok: false });
        const atomic = kv.atomic();
        if (fence !== undefined) atomic.check({ key: keys.owner, versionstamp: fence });
        fill(atomic);
        return atomic.commit();
      });
      if (!result.ok) await this.#look();
      else if (result.versionstamp > this.#newest) this.#newest = result.versionstamp;
      return result;
    } catch (error) {
      this.drop();
      throw error;
    }
  }

  /** Relies on nothing any more that is in memory. */
  drop(): void {
    this.#drops++;
    this.#fence = undefined;
    this.#isKnown = this.#store.shared;
  }

  async #take(): Promise<void> {
    while (this.#fence === undefined) {
      const drops = this.#drops;
      const before = await this.#refuseOlder();
      await this.#note([before, this.#id]);
      // As in what follows: it is small, and what is stored is read also where the disk is full.
      const { versionstamp } = await this.#store.use((kv) => kv.set(keys.owner, this.#id));
      await this.#note([this.#id]);
      this.#newest = versionstamp;
      await this.#read();
      // Otherwise another file is in the store's place.
      if (drops === this.#drops) this.#fence = versionstamp;
    }
    this.#isKnown = true;
  }

  /**
   * Has everybody start anew where another file is in the store's place than the one that was used
   * last, such as a copy of last week: the numbers of what was said since are given again, so its logs
   * are others, though they have the same names. Returns who took it before.
   */
  async #refuseOlder(): Promise<string> {
    const { value, versionstamp } = await this.#store.use(async (kv) => {
      const value = (await kv.get<Stored["owner"]>(keys.owner)).value ?? "";
      // As it is: how much was ever written shows only in what is written next.
      return { value, versionstamp: (await kv.set(keys.owner, value)).versionstamp };
    });
    const isOther = this.#last.length > 0 && value !== IMPORTED && !this.#last.includes(value);
    const isBehind = isOther || versionstamp <= this.#newest;
    if (isBehind && await renewEpochs(this.#store)) {
      this.#store.say(
        "The store's file is not the one that was used last, but another or an older copy: " +
          "everybody starts anew with what is there",
      );
    }
    return value;
  }

  async #note(owners: readonly string[]): Promise<void> {
    await this.#store.use(async () => await this.#store.lock?.note(owners));
    this.#last = owners;
  }

  /** Finds out whether a commit failed because the store is somebody else's: then it stays theirs. */
  async #look(): Promise<void> {
    if (this.#fence === undefined) return;
    const { value, versionstamp } = await this.#store.use((kv) =>
      kv.get<Stored["owner"]>(keys.owner)
    );
    if (versionstamp === this.#fence) return;
    this.drop();
    // We may have written it ourselves, when nobody waited for that any more.
    if (value !== this.#id) this.#store.giveUp(TAKEN);
  }
}
