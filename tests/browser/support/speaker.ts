/**
 * Somebody who needs no page to talk: what they say and hear goes by `client/connection.ts`.
 *
 * @module
 */

import { Connection } from "../../../client/connection.ts";
import { soon } from "../../support/arrivals.ts";

export class Speaker implements AsyncDisposable {
  /** For what has no verb here. */
  readonly connection: Connection;
  readonly #listening: Promise<void>;
  readonly #name: string;
  /** All that was said in their rooms, as `ada: hello`. */
  readonly heard: string[] = [];
  #hasHeard = Promise.withResolvers<void>();

  constructor(url: URL, name: string, room = "lobby") {
    this.#name = name;
    this.connection = new Connection(url, { name });
    this.connection.join(room);
    this.#listening = this.#listen();
  }

  /** Says things, and waits until they are stored. */
  async says(...texts: string[]): Promise<void> {
    await this.saysIn("lobby", ...texts);
  }

  async saysIn(room: string, ...texts: string[]): Promise<void> {
    this.connection.join(room);
    await this.#acknowledged(texts.map((text) => this.connection.say(room, text)));
  }

  /** Says something to somebody alone, and waits until it is stored. */
  async saysTo(name: string, ...texts: string[]): Promise<void> {
    await this.#acknowledged(texts.map((text) => this.connection.say({ to: name }, text)));
  }

  /** Says something, and gives its number. */
  async numberOf(text: string): Promise<number> {
    return await soon(this.connection.say("lobby", text).acknowledged, `${text} to be stored`);
  }

  /** Waits until so many things were said. */
  async hasHeard(count: number): Promise<void> {
    while (this.heard.length < count) {
      const { length } = this.heard;
      await soon(this.#hasHeard.promise, `${count} messages; only ${length} came so far`);
    }
  }

  async #acknowledged(said: readonly { readonly acknowledged: Promise<number> }[]): Promise<void> {
    const stored = said.map(({ acknowledged }) => acknowledged);
    await soon(Promise.all(stored), `what was said by ${this.#name} to be stored`);
  }

  async #listen(): Promise<void> {
    for await (const event of this.connection) {
      if (event.type !== "said") continue;
      this.heard.push(`${event.from}: ${event.text}`);
      this.#hasHeard.resolve();
      this.#hasHeard = Promise.withResolvers();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.close();
    await this.#listening;
  }
}

/** `word 1`, `word 2` … */
export function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
}
