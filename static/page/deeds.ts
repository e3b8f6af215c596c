/**
 * What someone does in the rooms they are in.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Connection } from "../../client/connection.ts";
import { type AnswerTo, CutError, type Question } from "../../client/connection/conversation.ts";
import type { Chat } from "./chat.ts";
import { type Changed, newId } from "../../client/connection/outbox.ts";
import type { PendingChange, Room, Unsent } from "./chat/room.ts";
import { forgetUnsent, keepUnsent } from "./shelf.ts";
import { strings } from "../strings.ts";
import { lazy, style } from "./document.ts";

/** How often others are told that you are still typing. */
const TYPING_EVERY_MS = 2_000;

/** What the page has to do when somebody has said something comes first. */
const PREPARE_AFTER_MS = 1_000;

export class Deeds {
  #connection;
  #chat;
  #onDone;
  /** How what waits is taken back, by its id. As bounded as what waits. */
  #withdrawals: Map<string, () => void> = new Map();
  #typedAt = 0;

  /** @param onDone called when there is something to draw */
  constructor(connection: Connection, chat: Chat, onDone: () => void) {
    this.#connection = connection;
    this.#chat = chat;
    this.#onDone = onDone;
  }

  /**
   * Shows at once what is said.
   *
   * @param reply the number of the message that it answers
   * @throws {RangeError} If too much that was said waits already.
   */
  say(room: Room, text: string, reply?: number): void {
    const answer = reply === undefined ? {} : { reply };
    const message = { ...this.newMessage(text), ...answer };
    this.track(room, message, this.#connection.say(room.name, text, message));
    room.newAfter = undefined;
    this.#typedAt = 0;
  }

  /** For what is asked seldom. */
  get connection(): Connection {
    return this.#connection;
  }

  /** What waits: what can be done with it comes with the first that needs it. */
  pending = lazy(async () => {
    const { Pending } = await import("./deeds/pending.ts");
    return new Pending(this, this.#connection, this.#chat, this.#onDone);
  });

  /** Loads what changes of messages take, while there is a connection to load it by. */
  async prepare(): Promise<void> {
    try {
      await Promise.all([
        this.pending(),
        import("./screen/timeline/outcome.ts"),
        style("outcome"),
      ]);
    } catch (error) {
      console.error(error);
    }
  }

  /**
   * Edits a message, deletes it, or reacts to it.
   *
   * @returns why it can't be taken, if it can't; whether it is done shows later
   */
  async revise(said: Said, change: PendingChange, text: string): Promise<string | undefined> {
    try {
      (await this.pending()).revise(said, change, text);
    } catch (error) {
      console.error(error);
      return error instanceof RangeError ? error.message : strings.notNow;
    }
  }

  /** Tells why something was not done, if it was not. */
  async #tell(done: Promise<string | undefined>) {
    const problem = await done;
    if (problem === undefined) return;
    this.#chat.note(problem);
    this.#onDone();
  }

  delete(said: Said): void {
    this.#tell(this.revise(said, { type: "delete", of: said.seq }, said.text));
  }

  react(said: Said, emoji: string, how: "add" | "take back"): void {
    const change = { type: "react", of: said.seq, emoji, on: how === "add" } as const;
    this.#tell(this.revise(said, change, emoji));
  }

  type(room: Room): void {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#connection.signal({ type: "typing", room: room.name });
  }

  leave(room: Room): void {
    this.#connection.leave(room.name);
  }

  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return this.#connection.ask(question);
  }

  /** Shows what waits, and what becomes of it. */
  track(room: Room, message: Unsent, { acknowledged, withdraw }: Changed): void {
    this.#withdrawals.set(message.id, withdraw);
    keepUnsent(room.key, message);
    room.expect(message);
    this.#settle(room, message, acknowledged);
  }

  newMessage(text: string): { id: string; from: string; at: number; text: string } {
    return { id: newId(), from: this.#chat.you, at: Date.now(), text };
  }

  withdraw(id: string): void {
    this.#withdrawals.get(id)?.();
    this.#withdrawals.delete(id);
  }

  /** Shows what became of what was said or done. */
  async #settle(room: Room, message: Unsent, acknowledged: Promise<unknown>) {
    const { id, change } = message;
    try {
      const seq = await acknowledged;
      if (change === undefined && typeof seq === "number") room.stored(id, seq);
      else room.discard(id);
      forgetUnsent(message);
      // What was said can be changed.
      setTimeout(() => this.prepare(), PREPARE_AFTER_MS);
    } catch (error) {
      // Whoever closes the page without waiting has said it all the same, when they are back.
      if (error instanceof CutError) return;
      if (change) return (await this.pending()).refused(room, message, error);
      const refused = error instanceof Error ? error.message : String(error);
      room.refuse(id, refused);
      keepUnsent(room.key, { ...message, refused });
    } finally {
      this.#withdrawals.delete(id);
    }
    this.#onDone();
  }
}
