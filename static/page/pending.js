// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Connection } from "../connection.js" */
/** @import { Revising } from "../connection/outbox.js" */
/** @import { Chat } from "./chat.js" */
/** @import { Deeds } from "./deeds.js" */
/** @import { Room, Unsent } from "./room.js" */
/** @import { PendingChange } from "./shelf.js" */

/**
 * What can be done with what waits to be stored: after the page was loaded again, when it is refused,
 * and when it is no message but a change of one.
 *
 * @module
 */

import { targetOf } from "../connection/outbox.js";
import { RefusedError } from "../connection/questions.js";
import { droppedUnsent, recallUnsent } from "./recall_unsent.js";
import { forgetUnsent, keepUnsent } from "./shelf.js";

export class Pending {
  #deeds;
  #connection;
  #chat;
  #onDone;

  /**
   * @param {Deeds} deeds
   * @param {Connection} connection
   * @param {Chat} chat
   * @param {() => void} onDone called when there is something to draw
   */
  constructor(deeds, connection, chat, onDone) {
    this.#deeds = deeds;
    this.#connection = connection;
    this.#chat = chat;
    this.#onDone = onDone;
  }

  /** Does again what this browser did before the page was loaded, and shows it. @param {Room} room */
  sayAgain(room) {
    const waiting = new Set(room.unsent.map(({ id }) => id));
    for (const message of recallUnsent(room.key, this.#chat.you, Date.now())) {
      if (waiting.has(message.id)) continue;
      if (message.refused === undefined) this.#begin(room, message);
      else room.expect(message);
    }
  }

  /**
   * Under the same id: should another tab do the same, it is there once all the same.
   *
   * @param {Room} room
   * @param {Unsent} message
   */
  retry(room, { refused: _, ...message }) {
    room.discard(message.id);
    this.#begin(room, { ...message, at: Date.now() });
    this.#onDone();
  }

  /**
   * Keeps a command that was not done, where it is not in the way.
   *
   * @param {Room} room
   * @param {string} text
   * @param {string} refused why
   */
  keepCommand(room, text, refused) {
    const message = {
      ...this.#deeds.newMessage(text),
      isCommand: /** @type {const} */ (true),
      refused,
    };
    keepUnsent(room.key, message);
    room.expect(message);
    this.#onDone();
  }

  /** What another tab of ours knows to be stored, or does not want any more. @param {StorageEvent} event */
  dropped(event) {
    const id = droppedUnsent(event, this.#chat.you);
    if (id === undefined) return;
    this.#deeds.withdraw(id);
    for (const room of [...this.#chat.rooms, ...this.#chat.directRooms]) room.discard(id);
    this.#onDone();
  }

  /**
   * @param {Room} room
   * @param {Unsent} message
   */
  discard(room, message) {
    this.#deeds.withdraw(message.id);
    forgetUnsent(message);
    room.discard(message.id);
    this.#onDone();
  }

  /**
   * Something is to become of a message. What still waits to become of it in the same way is past.
   *
   * @param {Said} said
   * @param {PendingChange} change
   * @param {string} text
   */
  revise({ room: name }, change, text) {
    const room = this.#chat.room(name);
    if (room === undefined) return;
    const message = { ...this.#deeds.newMessage(text), change };
    const target = targetOf(revising(name, change, text));
    for (const { change: other, ...waiting } of room.unsent) {
      const isSame = other && targetOf(revising(name, other, "")) === target;
      if (isSame && waiting.refused === undefined) this.discard(room, waiting);
    }
    this.#begin(room, message);
    this.#onDone();
  }

  /**
   * A change is refused. That what was to go is gone is as good as done.
   *
   * @param {Room} room
   * @param {Unsent} message
   * @param {unknown} error
   */
  refused(room, message, error) {
    if (message.change?.type === "delete" && isGone(error)) return this.discard(room, message);
    const refused = error instanceof Error ? error.message : String(error);
    room.refuse(message.id, refused);
    keepUnsent(room.key, { ...message, refused });
    this.#onDone();
  }

  /**
   * @param {Room} room
   * @param {Unsent} message
   */
  #begin(room, message) {
    const { text, change } = message;
    const begun = change
      ? this.#connection.change(revising(room.name, change, text))
      : this.#connection.say(room.name, text, message);
    this.#deeds.track(room, message, begun);
  }
}

/**
 * @param {string} room
 * @param {PendingChange} change
 * @param {string} text
 * @returns {Revising}
 */
function revising(room, change, text) {
  switch (change.type) {
    case "edit":
      return { type: "edit", room, of: change.of, text };
    case "delete":
      return { type: "delete", room, of: change.of };
    case "react":
      return { ...change, room };
    default:
      return /** @satisfies {never} */ (change);
  }
}

/** Whether a message that was to go is gone. @param {unknown} error */
function isGone(error) {
  return error instanceof RefusedError && error.reason === "no-such-message";
}
