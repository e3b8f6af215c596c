/**
 * What others say in a room, for a reader as slow as it wants to be.
 *
 * @module
 */

import type { Entry, Event, Said } from "../../protocol.ts";
import { CutError } from "./errors.ts";

/** How many messages wait to be read. Those that follow are read from the server's log later. */
const WAITING_MAX = 1_000;

/** The oldest entries after a position, and whether there are more. */
export type AskAfter = (seq: number) => Promise<{ entries: Entry[]; more: boolean }>;

/**
 * A position in a room's log. It never makes the connection wait, and loses nothing: while its reader
 * lags it takes no more, and then pages through the log until it has caught up.
 */
export class Feed {
  readonly #isOurs: (from: string) => boolean;
  #waiting: Said[] = [];
  /** Whether there is more after what waits that has to be asked for. */
  #isBehind = false;
  /** The newest that was read, and the newest that was paged through; nothing is known before `joined`. */
  #readTo: number | undefined;
  #pagedTo = 0;
  #epoch: string | undefined;
  #isRead = false;
  #end: { error: Error | undefined } | undefined;
  #arrived: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #entered: PromiseWithResolvers<string> = Promise.withResolvers();

  /** @param isOurs who is not listened to */
  constructor(isOurs: (from: string) => boolean) {
    this.#isOurs = isOurs;
    this.#entered.promise.catch(() => {});
  }

  /** Resolves with the room's name, as the server spells it, once we are in it. */
  get entered(): Promise<string> {
    return this.#entered.promise;
  }

  /** Begins after an entry; or at the newest that there is when we join. */
  startAfter(since: "now" | number): void {
    if (since !== "now") this.#readTo = since;
  }

  /** The newest message that was read. */
  get readTo(): number {
    return this.#readTo ?? 0;
  }

  /** @param event what `joined` told; of another log nothing that we know counts */
  joined({ room, epoch, head, first }: Extract<Event, { type: "joined" }>): void {
    this.#readTo ??= head;
    if (this.#epoch !== undefined && this.#epoch !== epoch) {
      this.#waiting = [];
      this.#isBehind = false;
      this.#readTo = first - 1;
      this.#pagedTo = 0;
    }
    this.#epoch = epoch;
    this.#entered.resolve(room);
  }

  /** Takes the next entry of the room. */
  take(entry: Entry): void {
    this.#readTo ??= entry.seq - 1;
    if (this.#isBehind || !this.#isWanted(entry)) return;
    if (this.#waiting.length < WAITING_MAX) this.#waiting.push(entry);
    else this.#isBehind = true;
    this.#arrived.resolve();
  }

  /** @param error why nothing more comes; `undefined` where that is as it should be */
  end(error?: Error): void {
    this.#end ??= { error };
    this.#entered.reject(error ?? new CutError("left", "You left before you were in the room"));
    this.#arrived.resolve();
  }

  /**
   * What others said, each once and in order. Who stops reading and begins again goes on where they were.
   *
   * @throws {Error} If somebody else reads it already, or if it ended as it should not.
   */
  async *read(askAfter: AskAfter, signal?: AbortSignal): AsyncGenerator<Said, void, void> {
    if (this.#isRead) throw new Error("Cannot read messages: the room has a reader already");
    this.#isRead = true;
    const wake = () => this.#arrived.resolve();
    signal?.addEventListener("abort", wake);
    try {
      while (true) {
        signal?.throwIfAborted();
        const next = this.#waiting.shift();
        if (next) {
          this.#readTo = next.seq;
          yield next;
        } else if (this.#isBehind) await this.#catchUp(askAfter);
        else if (this.#end?.error) throw this.#end.error;
        else if (this.#end) return;
        else {
          this.#arrived = Promise.withResolvers();
          await this.#arrived.promise;
        }
      }
    } finally {
      signal?.removeEventListener("abort", wake);
      this.#isRead = false;
    }
  }

  /** Fetches a page. What comes meanwhile is taken again: together they have no hole. */
  async #catchUp(askAfter: AskAfter): Promise<void> {
    const after = Math.max(this.#readTo ?? 0, this.#pagedTo);
    this.#isBehind = false;
    let page;
    try {
      page = await askAfter(after);
    } catch (error) {
      this.#isBehind = true;
      this.#waiting = [];
      throw error;
    }
    const { entries, more } = page;
    this.#pagedTo = entries.at(-1)?.seq ?? after;
    const since = more ? [] : this.#waiting.filter(({ seq }) => seq > this.#pagedTo);
    if (more) this.#isBehind = true;
    this.#waiting = [...entries.filter((entry) => this.#isWanted(entry)), ...since];
  }

  #isWanted(entry: Entry): entry is Said {
    return entry.type === "said" && !entry.deleted && !entry.blocked && !this.#isOurs(entry.from);
  }
}
