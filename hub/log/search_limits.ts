/**
 * How much everybody may search: one search at a time for each person, and a share of the server's
 * work for each and for all.
 *
 * @module
 */
import { type Answer, ProtocolError } from "../../protocol.ts";
import type { RoomCommand } from "../request.ts";
import type { Member } from "../people/member.ts";
import { type Place, search, type SearchBounds, STEP_WORK } from "./search.ts";

/** Work that may be done at once, and again each second, as `search` counts it. */
interface Share {
  readonly most: number;
  readonly perSecond: number;
}

/**
 * A core does 25 to 60 million a second, measured with hostile texts and with ordinary ones. So one
 * person has about a tenth of it at most, and all together less than a half; somebody who has not
 * searched for a while can search some 100,000 short messages without a break.
 */
const OF_ONE: Share = { most: 24_000_000, perSecond: 3_000_000 };
const OF_ALL: Share = { most: 48_000_000, perSecond: 10_000_000 };
/** What has to be left for a search to begin: less would be an answer that has looked at nothing. */
const LEAST = 4 * STEP_WORK;
/** How many budgets are remembered. When there are more, the one used least recently is full again. */
const PEOPLE_MAX = 10_000;

/** What is left of a budget, and as of when. */
interface Left {
  work: number;
  at: number;
}

/** A person's search. */
export type Search = Extract<RoomCommand, { type: "search" }>;

export class Searches {
  readonly #bounds: SearchBounds;
  readonly #hasShares: boolean;
  readonly #all: Left = { work: OF_ALL.most, at: 0 };
  /** By the id of the person, the most recent search last. */
  readonly #people = new Map<string, Left>();
  /** What each person's next search waits for. A member asks for no more than it may be owed. */
  readonly #last = new Map<string, Promise<unknown>>();

  /**
   * `bounds` is what each search has to keep to besides. With `"off"` nobody searches too much: each
   * answer still looks for a short time only, in short steps.
   */
  constructor(bounds: SearchBounds = {}, shares: "on" | "off" = "on") {
    this.#bounds = bounds;
    this.#hasShares = shares === "on";
  }

  /**
   * Searches when the person's searches before are answered.
   *
   * @throws {ProtocolError} If they, or all together, have searched too much lately.
   */
  async in(place: Place, member: Member, command: Search, at: number): Promise<Answer> {
    const { id } = member.person;
    const before = this.#last.get(id);
    const turn = this.#afterwards(before, () => this.#search(place, id, command, at));
    const ended = turn.then(() => {}, () => {});
    this.#last.set(id, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(id) === ended) this.#last.delete(id);
    }
  }

  async #afterwards<T>(before: Promise<unknown> | undefined, act: () => Promise<T>): Promise<T> {
    await before;
    return await act();
  }

  async #search(place: Place, id: string, command: Search, at: number): Promise<Answer> {
    if (!this.#hasShares) return await search(place, command, this.#bounds);
    const own = this.#leftOf(id, at);
    refill(this.#all, OF_ALL, at);
    const retryMs = Math.max(msUntil(own, OF_ONE), msUntil(this.#all, OF_ALL));
    if (retryMs > 0) {
      throw new ProtocolError(
        "too-fast",
        "Cannot search: too many searches are running, try again later",
        retryMs,
      );
    }
    const spend = (work: number) => {
      own.work -= work;
      this.#all.work -= work;
      return own.work > 0 && this.#all.work > 0;
    };
    return await search(place, command, { ...this.#bounds, spend });
  }

  #leftOf(id: string, at: number): Left {
    const left = this.#people.get(id) ?? { work: OF_ONE.most, at };
    refill(left, OF_ONE, at);
    this.#people.delete(id);
    this.#people.set(id, left);
    if (this.#people.size > PEOPLE_MAX) {
      for (const oldest of this.#people.keys().take(1)) this.#people.delete(oldest);
    }
    return left;
  }
}

/** Refills a budget for the time that has passed. A clock that was set back refills nothing. */
function refill(left: Left, { most, perSecond }: Share, at: number): void {
  const seconds = Math.max(0, at - left.at) / 1000;
  left.work = Math.min(most, left.work + seconds * perSecond);
  left.at = at;
}

function msUntil({ work }: Left, { perSecond }: Share): number {
  return work >= LEAST ? 0 : Math.ceil((LEAST - work) / perSecond * 1000);
}
