/**
 * What was asked and is not answered yet, and the errors that a promise of a connection rejects with.
 *
 * @module
 */

import type { Event, Reason } from "../../protocol.ts";

/**
 * What may be asked, as it goes over the wire. `history` brings the oldest entries after a position,
 * or the newest before one; without either, the newest. `search` brings the newest messages with all words of `q`.
 */
export type Question =
  & { ref?: number }
  & (
    | { type: "who"; room: string }
    | { type: "rooms" }
    | { type: "block" | "unblock"; name: string }
    | { type: "history"; room: string; before?: number; after?: number; limit?: number }
    | { type: "search"; room: string; q: string; before?: number; limit?: number }
  );

/** The event that answers it. */
export type AnswerTo<Q extends Question> = Extract<
  Event,
  {
    type: {
      who: "members";
      rooms: "rooms";
      block: "done";
      unblock: "done";
      history: "history";
      search: "found";
    }[Q["type"]];
  }
>;

/**
 * Asks; and when the server says that too much is asked now, again when it says, unless that is after
 * `end`, as `performance.now()` tells it.
 */
export async function askWhenAllowed<T>(ask: () => Promise<T>, end: number): Promise<T> {
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
  #open: Map<number, { resolve: (event: Event) => void; reject: (error: Error) => void }> =
    new Map();

  answerTo(ref: number): Promise<Event> {
    const { promise, resolve, reject }: PromiseWithResolvers<Event> = Promise.withResolvers();
    this.#open.set(ref, { resolve, reject });
    return promise;
  }

  answer(event: Event): void {
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
  cut(): void {
    for (const { reject } of this.#open.values()) {
      reject(new CutError("The connection was lost before an answer arrived"));
    }
    this.#open.clear();
  }
}

/** The server will not do what it was asked. `reason` is for programs, `message` for people. */
export class RefusedError extends Error {
  /** Why, for programs. */
  readonly reason: Reason;
  /** How long to wait before the same is asked again, in milliseconds, where that helps. */
  readonly retry: number | undefined;
  /** The name of this kind of error. */
  override name = "RefusedError";

  /** Makes an error with a sentence for people; `retry` is in milliseconds. */
  constructor(reason: Reason, message: string, retry?: number) {
    super(message);
    this.reason = reason;
    this.retry = retry;
  }
}

/** The connection ended before there was an answer. */
export class CutError extends Error {
  /** The name of this kind of error. */
  override name = "CutError";
}
