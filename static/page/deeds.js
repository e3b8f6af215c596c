// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Connection } from "../connection.js" */
/** @import { Change } from "../connection/conversation.js" */
/** @import { AnswerTo, Question } from "../connection/questions.js" */
/** @import { Chat } from "./chat.js" */
/** @import { Room, Unsent } from "./room.js" */

/**
 * What someone does in the rooms they are in.
 *
 * @module
 */

import { CutError } from "../connection/errors.js";
import { peopleOf } from "../connection/names.js";
import { strings } from "../strings.js";
import { forgetUnsent, keepUnsent, recallUnsent } from "./unsent.js";

/** How often others are told that you are still typing. */
const TYPING_EVERY_MS = 2_000;

export class Deeds {
  #connection;
  #chat;
  #onDone;
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
    const { id, acknowledged } = this.#connection.say(room.name, text, { reply });
    const answer = reply === undefined ? {} : { reply };
    const message = { id, from: this.#chat.you, at: Date.now(), text, ...answer };
    keepUnsent(room.key, message);
    room.expect(message);
    room.newAfter = undefined;
    this.#typedAt = 0;
    this.#settle(room, message, acknowledged);
  }

  /**
   * Says something to people in their direct room, which may not be here yet.
   *
   * @param {string} name the room's
   * @param {string} text
   */
  sayTo(name, text) {
    const room = this.#chat.room(name);
    if (room) this.say(room, text);
    else this.#connection.say({ to: peopleOf(name) }, text);
  }

  /** Says again what this browser said before the page was loaded, and shows it. @param {Room} room */
  sayAgain(room) {
    const waiting = new Set(room.unsent.map(({ id }) => id));
    for (const message of recallUnsent(room.key, this.#chat.you, Date.now())) {
      if (waiting.has(message.id)) continue;
      room.expect(message);
      if (message.refused !== undefined) continue;
      const { acknowledged } = this.#connection.say(room.name, message.text, message);
      this.#settle(room, message, acknowledged);
    }
  }

  /**
   * @param {Room} room
   * @param {Unsent} message
   */
  retry(room, message) {
    this.say(room, message.text, message.reply);
    this.discard(room, message);
  }

  /**
   * @param {Room} room
   * @param {Unsent} message
   */
  discard(room, message) {
    forgetUnsent(message);
    room.discard(message.id);
    this.#onDone();
  }

  /**
   * @param {Said} said
   * @param {string} text
   */
  edit({ room, seq: of }, text) {
    this.#change({ type: "edit", room, of, text });
  }

  /** @param {Said} said */
  delete({ room, seq: of }) {
    this.#change({ type: "delete", room, of });
  }

  /**
   * @param {Said} said
   * @param {string} emoji
   * @param {"add" | "take back"} how
   */
  react({ room, seq: of }, emoji, how) {
    this.#change({ type: "react", room, of, emoji, on: how === "add" });
  }

  /**
   * @param {Room} room
   * @param {string} text
   */
  setTopic(room, text) {
    this.#change({ type: "topic", room: room.name, text });
  }

  /** @param {Room} room */
  type(room) {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#connection.signal({ type: "typing", room: room.name });
  }

  /**
   * Does what a moderator says.
   *
   * @param {Change} order
   */
  obey(order) {
    this.#change(order);
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

  /** @param {Change} change */
  #change(change) {
    try {
      this.#connection.change(change);
    } catch (error) {
      if (!(error instanceof CutError)) throw error;
      this.#chat.note(strings.notNow);
      this.#onDone();
    }
  }

  /**
   * Shows what became of what was said.
   *
   * @param {Room} room
   * @param {Unsent} message
   * @param {Promise<number>} acknowledged
   */
  async #settle(room, message, acknowledged) {
    try {
      room.stored(message.id, await acknowledged);
      forgetUnsent(message);
    } catch (error) {
      // Whoever closes the page without waiting has said it all the same, when they are back.
      if (error instanceof CutError) return;
      const refused = error instanceof Error ? error.message : String(error);
      room.refuse(message.id, refused);
      keepUnsent(room.key, { ...message, refused });
    }
    this.#onDone();
  }
}
