/**
 * How fast uploads are written while people talk.
 *
 * Both wait for the same disk, and for the same core: a sync of a large file, or what SQLite does each few
 * megabytes, takes longer than a message. So what is written then is little at a time, with rests between.
 *
 * @module
 */
import { DutyCycle } from "../../service/duty_cycle.ts";

/** How many times as long as all uploads work they rest together. */
const TALK_REST = 10;

export class TalkPace {
  readonly #isTalk: () => boolean;
  readonly #cycle = new DutyCycle({ restFactor: TALK_REST });

  /** `isTalk` tells whether people wait for what they say. */
  constructor(isTalk: () => boolean = () => false) {
    this.#isTalk = isTalk;
  }

  get isTalk(): boolean {
    return this.#isTalk();
  }

  /** Does a piece of work; while people talk, when it is its turn. */
  step<T>(work: () => Promise<T>): Promise<T> {
    return this.isTalk ? this.#cycle.step(work) : work();
  }
}
