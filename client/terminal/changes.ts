/**
 * What somebody at a terminal does to messages that were said.
 *
 * @module
 */

import { type Connection, CutError } from "../connection.ts";
import type { Change } from "../connection/outbox.ts";
import type { LastChange } from "./commands.ts";
import type { View } from "./view.ts";

/** Changes what was said, and tells when that did not go through. */
export class Changer {
  readonly #connection: Connection;
  readonly #view: View;

  constructor(connection: Connection, view: View) {
    this.#connection = connection;
    this.#view = view;
  }

  /** Changes the last message of somebody. */
  changeLast(wanted: LastChange): void {
    // Else it would be done to what was said before.
    if (this.#view.isWaiting) {
      return this.#view.wrong("Your last message is still being sent. Press ↑ to get this back");
    }
    const change = this.#changeOf(wanted);
    if (change === undefined) this.#view.wrong("There is no message here to change");
    else this.change(change);
  }

  async change(change: Change): Promise<void> {
    try {
      await this.#connection.change(change).acknowledged;
    } catch (error) {
      // If it was refused, that was an event and is on the screen.
      if (error instanceof CutError) this.#view.wrong(error.message);
    }
  }

  /** What is changed is one's own last message, or somebody's; one reacts to anybody's. */
  #changeOf(wanted: LastChange): Change | undefined {
    const { room } = wanted;
    const { you } = this.#connection;
    const from = wanted.type === "react"
      ? undefined
      : wanted.type === "delete"
      ? wanted.from ?? you
      : you;
    const of = this.#view.past.lastSaid(room, from)?.seq;
    if (of === undefined) return undefined;
    switch (wanted.type) {
      case "edit":
        return { type: "edit", room, of, text: wanted.text };
      case "delete":
        return { type: "delete", room, of };
      case "react":
        return { type: "react", room, of, emoji: wanted.emoji, on: true };
      default:
        return wanted satisfies never;
    }
  }
}
