/**
 * Asks until there is an answer.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { AnswerTo, Connection, Question } from "../connection.ts";
import * as connection from "../connection.ts";
import { about } from "./about.ts";
import { CutError, RefusedError } from "./errors.ts";
import { abortable, delay } from "./waiting.ts";

/** How long to wait after `too-fast` when the server did not say, and at most, in milliseconds. */
const NOT_NOW_MS = 1_000;
const NOT_NOW_MAX_MS = 60_000;

/** Asks again after a cut, and after a while where the server wants that. */
export class Asker {
  readonly #connection: Connection;
  readonly #ending: () => Parameters<typeof about>[2];
  #isClosed = false;
  /** Resolves when the connection opens for the next time, or has ended for good. */
  #opening: PromiseWithResolvers<void> = Promise.withResolvers();

  /** @param ending how the connection has ended */
  constructor(connection: Connection, ending: () => Parameters<typeof about>[2]) {
    this.#connection = connection;
    this.#ending = ending;
  }

  /** Called when the connection opens, and when it has ended for good. */
  became(state: "open" | "closed"): void {
    this.#opening.resolve();
    if (state === "closed") this.#isClosed = true;
    else this.#opening = Promise.withResolvers();
  }

  async ask<Q extends Question>(question: Q, signal?: AbortSignal): Promise<AnswerTo<Q>> {
    while (true) {
      signal?.throwIfAborted();
      const opening = this.#opening.promise;
      try {
        return await abortable(this.#connection.ask(question), signal);
      } catch (error) {
        if (this.#isClosed) throw about(question, error, this.#ending());
        if (error instanceof connection.CutError) await abortable(opening, signal);
        else if (isForNow(error)) {
          await delay(Math.min(error.retry ?? NOT_NOW_MS, NOT_NOW_MAX_MS), signal);
        } else throw about(question, error, this.#ending());
      }
    }
  }

  /** A message by its number, if it can be read. */
  async find(room: string, seq: number): Promise<Said | undefined> {
    try {
      const page = { type: "history", room, before: seq + 1, limit: 1 } as const;
      const { entries: [found] } = await this.ask(page);
      return found?.type === "said" && found.seq === seq ? found : undefined;
    } catch (error) {
      if (error instanceof RefusedError || error instanceof CutError) return undefined;
      throw error;
    }
  }
}

function isForNow(error: unknown): error is connection.RefusedError {
  return error instanceof connection.RefusedError &&
    ["too-fast", "unavailable"].includes(error.reason);
}
