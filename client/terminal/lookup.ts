/**
 * Asks the server what somebody at a terminal wants to know, and prints the answer.
 *
 * @module
 */

import { type Connection, CutError, RefusedError } from "../connection.ts";
import { plainLine } from "../plain_text.ts";
import { isSame, type Renderer } from "./view/render.ts";
import type { View } from "./view.ts";
import { say, told } from "../program/languages.ts";

export class Lookup {
  readonly #connection: Connection;
  readonly #renderer: Renderer;
  readonly #view: View;
  #knowsRooms = false;

  constructor(connection: Connection, renderer: Renderer, view: View) {
    this.#connection = connection;
    this.#renderer = renderer;
    this.#view = view;
  }

  /** Says how a room is made that somebody wanted to be in, if there is none, and looks back. */
  async offer(room: string, joined: Promise<void>, before: string | undefined): Promise<void> {
    try {
      await joined;
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason !== "no-such-room") return;
      this.#view.quiet(say`/make ${plainLine(room)} makes it, open to everyone`);
      if (before !== undefined && isSame(room, this.#view.room)) this.#view.lookAt(before);
    }
  }

  /** Learns which rooms there are, once: to complete their names. */
  async learnRooms(): Promise<void> {
    if (this.#knowsRooms) return;
    this.#knowsRooms = true;
    try {
      const { rooms } = await this.#connection.ask({ type: "rooms" });
      for (const room of rooms) this.#renderer.labels.learn(room);
    } catch (error) {
      // Nobody waits for it: it is asked again with the next key.
      if (error instanceof CutError) this.#knowsRooms = false;
    }
  }

  /** Lists the people in a room. */
  async who(room: string): Promise<void> {
    await this.#print(async (you) => {
      const members = await this.#connection.ask({ type: "who", room });
      return [this.#renderer.members(members, you)];
    });
  }

  /** Which rooms there are. */
  async rooms(): Promise<void> {
    await this.#print(async (you) => {
      const { rooms } = await this.#connection.ask({ type: "rooms" });
      return this.#renderer.rooms(rooms, you);
    });
  }

  /** A refusal is an event, too, and is on the screen. */
  async #print(ask: (you: string | undefined) => Promise<string[]>): Promise<void> {
    try {
      this.#view.print(...await ask(this.#connection.you));
    } catch (error) {
      if (error instanceof CutError) this.#view.wrong(told(error.message));
    }
  }
}
