// @ts-check
/** @import { Event, Reason } from "../../protocol.ts" */

/**
 * What was asked and is not answered yet, and the errors that a promise of a connection rejects with.
 *
 * @module
 */

/**
 * What may be asked, as it goes over the wire. `history` brings the oldest entries after a position,
 * or the newest before one; without either, the newest. `search` brings the newest messages with all words of `q`.
 *
 * @typedef {{ ref?: number } & (
 *   | { type: "who", room: string }
 *   | { type: "rooms" }
 *   | { type: "block" | "unblock", name: string }
 *   | { type: "history", room: string, before?: number, after?: number, limit?: number }
 *   | { type: "search", room: string, q: string, before?: number, limit?: number }
 * )} Question
 */

/**
 * The event that answers it.
 *
 * @template {Question} Q
 * @typedef {Extract<Event, { type: { who: "members", rooms: "rooms", block: "done", unblock: "done", history: "history", search: "found" }[Q["type"]] }>} AnswerTo
 */

/**
 * Asks; and when the server says that too much is asked now, again when it says, unless that is after
 * `end`, as `performance.now()` tells it.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {number} end
 * @returns {Promise<T>}
 */
export async function askWhenAllowed(ask, end) {
  while (true) {
    try {
      return await ask();
    } catch (error) {
      const retry = error instanceof RefusedError ? error.retry : undefined;
      if (retry === undefined || performance.now() + retry > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, retry));
    }
  }
}

/** Brings each question together with the event that carries its `ref`. */
export class Questions {
  /** @type {Map<number, { resolve: (event: Event) => void, reject: (error: Error) => void }>} */
  #open = new Map();

  /**
   * @param {number} ref
   * @returns {Promise<Event>}
   */
  answerTo(ref) {
    /** @type {PromiseWithResolvers<Event>} */
    const { promise, resolve, reject } = Promise.withResolvers();
    this.#open.set(ref, { resolve, reject });
    return promise;
  }

  /** @param {Event} event */
  answer(event) {
    if (!("ref" in event) || event.ref === undefined) return;
    const question = this.#open.get(event.ref);
    if (question === undefined) return;
    this.#open.delete(event.ref);
    if (event.type === "refused") {
      question.reject(new RefusedError(event.reason, event.message, event.retry));
    } else {
      question.resolve(event);
    }
  }

  /** Nobody will answer any more. */
  cut() {
    for (const { reject } of this.#open.values()) {
      reject(new CutError("The connection was cut before an answer came"));
    }
    this.#open.clear();
  }
}

/** The server will not do what it was asked. `reason` is for programs, `message` for people. */
export class RefusedError extends Error {
  /** @override */
  name = "RefusedError";

  /**
   * @param {Reason} reason
   * @param {string} message
   * @param {number} [retry] milliseconds to wait before the same is asked again, where that helps
   */
  constructor(reason, message, retry) {
    super(message);
    this.reason = reason;
    this.retry = retry;
  }
}

/** The connection ended before there was an answer. */
export class CutError extends Error {
  /** @override */
  name = "CutError";
}
