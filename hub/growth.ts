/**
 * What is new in the logs, until it is handed out.
 *
 * @module
 */

/** Those who are brought a log's entries. */
export interface Following {
  /** Hands them what comes after the entry of a number. */
  handOut(after: number): void;
  /** Tells them that there is something to take. */
  stir(): void;
}

/** The logs that have grown since what is new was handed out. */
export class Growth {
  /** Each with the number of the last entry that is not new. */
  #grown = new Map<Following, number>();
  #onGrown = () => this.flush();

  /** Notes that a log goes on after an entry. */
  add(log: Following, after: number): void {
    if (this.#grown.has(log)) return;
    this.#grown.set(log, after);
    if (this.#grown.size === 1) this.#onGrown();
  }

  /** Calls a listener when something is new after nothing was, to `flush` it in time, or at once. */
  listen(onGrown: () => void): void {
    this.#onGrown = onGrown;
  }

  /**
   * Hands out what is new. Where several logs have grown, everybody takes it instead: who follows
   * more than one of them has it as one frame.
   */
  flush(): void {
    const grown = this.#grown;
    this.#grown = new Map();
    for (const [log, after] of grown) {
      if (grown.size === 1) log.handOut(after);
      else log.stir();
    }
  }
}
