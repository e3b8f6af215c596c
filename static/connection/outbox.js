// @ts-check
/**
 * What was said and is not acknowledged yet.
 *
 * @module
 */

/** How much may wait. More would be a program that talks into nothing. */
export const UNACKNOWLEDGED_MAX = 1000;

/** How much is on its way at most, so that coming back never sends faster than can be read. */
export const ON_THE_WAY_MAX = 64;

/**
 * A message that was said. `acknowledged` resolves with its number in the room, once it is stored.
 *
 * @typedef {{ id: string, acknowledged: Promise<number> }} Said
 */

/** Keeps each message, with its id, until the server says that it is stored or never will be. */
export class Outbox {
  /**
   * In the order in which they were said.
   *
   * @type {Map<string, { line: string, sent: boolean, resolve: (seq: number) => void, reject: (error: Error) => void }>}
   */
  #waiting = new Map();
  #onTheWayMax = ON_THE_WAY_MAX;

  /**
   * @param {string} id
   * @param {string} line
   * @returns {Said}
   */
  add(id, line) {
    if (this.#waiting.size >= UNACKNOWLEDGED_MAX) {
      throw new RangeError(
        `Cannot say: at most ${UNACKNOWLEDGED_MAX} messages may wait to be acknowledged`,
      );
    }
    /** @type {PromiseWithResolvers<number>} */
    const { promise, resolve, reject } = Promise.withResolvers();
    // Who says without waiting hears of a refusal as an event; it must not end their program.
    promise.catch(() => {});
    this.#waiting.set(id, { line, sent: false, resolve, reject });
    return { id, acknowledged: promise };
  }

  /** The lines to send now. */
  *due() {
    let onTheWay = 0;
    for (const message of this.#waiting.values()) {
      if (++onTheWay > this.#onTheWayMax) return;
      if (message.sent) continue;
      message.sent = true;
      yield message.line;
    }
  }

  /**
   * @param {string} id
   * @param {number} seq
   */
  acknowledge(id, seq) {
    this.#waiting.get(id)?.resolve(seq);
    this.#waiting.delete(id);
    this.#onTheWayMax = Math.min(this.#onTheWayMax + 1, ON_THE_WAY_MAX);
  }

  /**
   * @param {string | undefined} id
   * @param {Error} error
   */
  refuse(id, error) {
    if (id === undefined) return;
    this.#waiting.get(id)?.reject(error);
    this.#waiting.delete(id);
  }

  /** The server wants it slower: all is to be said again, one at first and then, as it takes it, more. */
  slowDown() {
    this.#onTheWayMax = 1;
    this.cut();
  }

  /** All that waits is to be said again. The server stores none of it twice. */
  cut() {
    for (const message of this.#waiting.values()) message.sent = false;
  }

  /** @param {Error} error */
  end(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
