// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Connection } from "../connection.js" */
/** @import { AnswerTo, Question } from "../connection/questions.js" */
/** @import { Chat } from "./chat.js" */
/** @import { Changed } from "../connection/outbox.js" */
/** @import { Room, Unsent } from "./room.js" */
/** @import { PendingChange } from "./shelf.js" */

/**
 * What someone does in the rooms they are in.
 *
 * @module
 */

import { newId } from "../connection/conversation.js";
import { CutError } from "../connection/questions.js";
import { strings } from "../strings.js";
import { lazy, style } from "./style.js";
import { forgetUnsent, keepUnsent } from "./shelf.js";

/** How often others are told that you are still typing. */
const TYPING_EVERY_MS = 2_000;

/** What the page has to do when somebody has said something comes first. */
const PREPARE_AFTER_MS = 1_000;

export class Deeds {
  #connection;
  #chat;
  #onDone;
  /** How what waits is taken back, by its id. As bounded as what waits. @type {Map<string, () => void>} */
  #withdrawals = new Map();
  #typedAt = 0;

  /**
   * @param {Connection} connection
   * @param {Chat} chat
   * @param {() => void} onDone called when there is something to draw
   */
  constructor(connection, chat, onDone) {
    this.#connection = connection;
    this.#chat = chat;
    this.#onDone = onDone;
  }

  /**
   * Shows at once what is said.
   *
   * @param {Room} room
   * @param {string} text
   * @param {number} [reply] the number of the message that it answers
   * @throws {RangeError} If too much that was said waits already.
   */
  say(room, text, reply) {
    const answer = reply === undefined ? {} : { reply };
    const message = { ...this.newMessage(text), ...answer };
    this.track(room, message, this.#connection.say(room.name, text, message));
    room.newAfter = undefined;
    this.#typedAt = 0;
  }

  /** For what is asked seldom. */
  get connection() {
    return this.#connection;
  }

  /** What waits: what can be done with it comes with the first that needs it. */
  pending = lazy(async () => {
    const { Pending } = await import("./pending.js");
    return new Pending(this, this.#connection, this.#chat, this.#onDone);
  });

  /** Loads what changes of messages take, while there is a connection to load it by. */
  async prepare() {
    try {
      await Promise.all([
        this.pending(),
        import("./fate.js"),
        style("fate"),
      ]);
    } catch (error) {
      console.error(error);
    }
  }

  /**
   * Edits a message, deletes it, or reacts to it.
   *
   * @param {Said} said
   * @param {PendingChange} change
   * @param {string} text
   * @returns {Promise<string | undefined>} why it can't be taken, if it can't; whether it is done shows later
   */
  async revise(said, change, text) {
    try {
      (await this.pending()).revise(said, change, text);
    } catch (error) {
      console.error(error);
      return error instanceof RangeError ? error.message : strings.notNow;
    }
  }

  /** Tells why something was not done, if it was not. @param {Promise<string | undefined>} done */
  async #tell(done) {
    const problem = await done;
    if (problem === undefined) return;
    this.#chat.note(problem);
    this.#onDone();
  }

  /** @param {Said} said */
  delete(said) {
    this.#tell(this.revise(said, { type: "delete", of: said.seq }, said.text));
  }

  /**
   * @param {Said} said
   * @param {string} emoji
   * @param {"add" | "take back"} how
   */
  react(said, emoji, how) {
    const change = /** @type {const} */ ({ type: "react", of: said.seq, emoji, on: how === "add" });
    this.#tell(this.revise(said, change, emoji));
  }

  /** @param {Room} room */
  type(room) {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#connection.signal({ type: "typing", room: room.name });
  }

  /** @param {Room} room */
  leave(room) {
    this.#connection.leave(room.name);
  }

  /**
   * @template {Question} Q
   * @param {Q} question
   * @returns {Promise<AnswerTo<Q>>}
   */
  ask(question) {
    return this.#connection.ask(question);
  }

  /**
   * Shows what waits, and what becomes of it.
   *
   * @param {Room} room
   * @param {Unsent} message
   * @param {Changed} changed
   */
  track(room, message, { acknowledged, withdraw }) {
    this.#withdrawals.set(message.id, withdraw);
    keepUnsent(room.key, message);
    room.expect(message);
    this.#settle(room, message, acknowledged);
  }

  /** @param {string} text */
  newMessage(text) {
    return { id: newId(), from: this.#chat.you, at: Date.now(), text };
  }

  /** @param {string} id */
  withdraw(id) {
    this.#withdrawals.get(id)?.();
    this.#withdrawals.delete(id);
  }

  /**
   * Shows what became of what was said or done.
   *
   * @param {Room} room
   * @param {Unsent} message
   * @param {Promise<unknown>} acknowledged
   */
  async #settle(room, message, acknowledged) {
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
