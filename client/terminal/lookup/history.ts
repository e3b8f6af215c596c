/**
 * What was said in a room, with the numbers by which messages are named.
 *
 * @module
 */

import { type Connection, CutError } from "../../connection.ts";
import { isSame } from "../view/render.ts";
import type { View } from "../view.ts";
import { say, told } from "../../program/languages.ts";

/** Lists messages that were said, further back with each page. */
export class History {
  readonly #connection: Connection;
  readonly #view: View;
  /** Where what was listed last begins. */
  #listed: { room: string; from: number } | undefined;

  constructor(connection: Connection, view: View) {
    this.#connection = connection;
    this.#view = view;
  }

  /** Lists the newest messages of a room, or those before what was listed last. */
  async list(
    { room, count, isMore }: { room: string; count: number; isMore: boolean },
  ): Promise<void> {
    const isGoingOn = isMore && isSame(room, this.#listed?.room);
    const before = isGoingOn && this.#listed ? this.#listed.from : Infinity;
    try {
      await this.#fetch(room, before, count);
    } catch (error) {
      // If it was refused, that was an event and is on the screen.
      if (error instanceof CutError) this.#view.wrong(told(error.message));
      return;
    }
    const lines = this.#view.past.lines(room, before, count);
    if (lines.length === 0) {
      return this.#view.quiet(
        isGoingOn ? say`Nothing was said before that` : say`Nothing was said here yet`,
      );
    }
    const from = lines[0]?.seq ?? 0;
    this.#listed = { room, from };
    this.#view.past.shownSince(room, from);
    this.#view.list(lines);
  }

  /** Lists what is older than what is shown of a room. */
  async older(room: string, count: number): Promise<void> {
    const isListed = isSame(room, this.#listed?.room);
    const from = this.#view.past.shownFrom(room);
    if (!isListed && from !== undefined) this.#listed = { room, from };
    await this.list({ room, count, isMore: true });
  }

  /** What was listed is not shown any more. */
  clear(): void {
    this.#view.past.cleared();
    this.#listed = undefined;
  }

  /** Asks for what is missing: a page has fewer messages than entries. */
  async #fetch(room: string, before: number, count: number): Promise<void> {
    const { past } = this.#view;
    let start = past.oldest(room);
    while (past.lines(room, before, count).length < count) {
      const range = start === undefined ? {} : { before: start };
      const { entries, more } = await this.#connection.ask({ type: "history", room, ...range });
      past.precede(room, entries);
      start = entries[0]?.seq;
      if (!more || start === undefined) return;
    }
  }
}
