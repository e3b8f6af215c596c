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
 * Who withdraws it has it sent no more, and hears no more of it.
 *
 * @typedef {{ id: string, acknowledged: Promise<number>, withdraw: () => void }} Said
 */

/**
 * Keeps each message, with its id, and each change, with its `ref`, until the server says that it is
 * stored or never will be.
 */
export class Outbox {
  /**
   * In the order in which they were said.
   *
   * @type {Map<string | number, { line: string, isReady: () => boolean, sent: boolean, tried: boolean, resolve: (seq: number) => void, reject: (error: Error) => void }>}
   */
  #waiting = new Map();
  #onTheWayMax = ON_THE_WAY_MAX;
  /** Why nothing is sent any more. @type {Error | undefined} */
  #ended;

  /**
   * @param {string | number} id
   * @param {string} line
   * @param {() => boolean} [isReady] whether it may be sent now; others do not wait for it
   * @returns {{ acknowledged: Promise<number> }}
   */
  add(id, line, isReady = () => true) {
    if (this.#waiting.size >= UNACKNOWLEDGED_MAX) {
      throw new RangeError(
        `Cannot say: at most ${UNACKNOWLEDGED_MAX} messages may wait to be acknowledged`,
      );
    }
    /** @type {PromiseWithResolvers<number>} */
    const { promise, resolve, reject } = Promise.withResolvers();
    // Who says without waiting hears of a refusal as an event; it must not end their program.
    promise.catch(() => {});
    if (this.#ended) reject(this.#ended);
    else this.#waiting.set(id, { line, isReady, sent: false, tried: false, resolve, reject });
    return { acknowledged: promise };
  }

  /** The lines to send now. */
  *due() {
    let onTheWay = 0;
    for (const message of this.#waiting.values()) {
      if (!message.sent && !message.isReady()) continue;
      if (++onTheWay > this.#onTheWayMax) return;
      if (message.sent) continue;
      message.sent = message.tried = true;
      yield message.line;
    }
  }

  /** Whether it was sent at least once. @param {string | number} id */
  wasSent(id) {
    return this.#waiting.get(id)?.tried ?? false;
  }

  /** @param {string | number} id */
  forget(id) {
    this.#waiting.delete(id);
  }

  /**
   * @param {string | number} id
   * @param {number} seq
   */
  acknowledge(id, seq) {
    this.#waiting.get(id)?.resolve(seq);
    this.#waiting.delete(id);
    this.#onTheWayMax = Math.min(this.#onTheWayMax + 1, ON_THE_WAY_MAX);
  }

  /**
   * @param {string | number | undefined} id
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

  /** What waits, and all that is said after this, is rejected. @param {Error} error */
  end(error) {
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
