/**
 * What can be done with what waits to be stored: after the page was loaded again, when it is refused,
 * and when it is no message but a change of one.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Connection } from "../../../client/connection.ts";
import { type Revising, targetOf } from "../../../client/connection/outbox.ts";
import type { Chat } from "../chat.ts";
import type { Deeds } from "../deeds.ts";
import type { PendingChange, Room, Unsent } from "../chat/room.ts";
import { forgetUnsent, keepUnsent } from "../shelf.ts";
import { RefusedError } from "../../../client/connection/conversation.ts";
import { droppedUnsent, recallUnsent } from "../shelf/recall_unsent.ts";

export class Pending {
  #deeds;
  #connection;
  #chat;
  #onDone;

  /** @param onDone called when there is something to draw */
  constructor(deeds: Deeds, connection: Connection, chat: Chat, onDone: () => void) {
    this.#deeds = deeds;
    this.#connection = connection;
    this.#chat = chat;
    this.#onDone = onDone;
  }

  /** Does again what this browser did before the page was loaded, and shows it. */
  sayAgain(room: Room): void {
    const waiting = new Set(room.unsent.map(({ id }) => id));
    for (const message of recallUnsent(room.key, this.#chat.you, Date.now())) {
      if (waiting.has(message.id)) continue;
      if (message.refused === undefined) this.#begin(room, message);
      else room.expect(message);
    }
  }

  /** Under the same id: should another tab do the same, it is there once all the same. */
  retry(room: Room, { refused: _, ...message }: Unsent): void {
    room.discard(message.id);
    this.#begin(room, { ...message, at: Date.now() });
    this.#onDone();
  }

  /**
   * Keeps a command that was not done, where it is not in the way.
   *
   * @param refused why
   */
  keepCommand(room: Room, text: string, refused: string): void {
    const message = {
      ...this.#deeds.newMessage(text),
      isCommand: true as const,
      refused,
    };
    keepUnsent(room.key, message);
    room.expect(message);
    this.#onDone();
  }

  /** What another tab of ours knows to be stored, or does not want any more. */
  dropped(event: StorageEvent): void {
    const id = droppedUnsent(event, this.#chat.you);
    if (id === undefined) return;
    this.#deeds.withdraw(id);
    for (const room of [...this.#chat.rooms, ...this.#chat.directRooms]) room.discard(id);
    this.#onDone();
  }

  discard(room: Room, message: Unsent): void {
    this.#deeds.withdraw(message.id);
    forgetUnsent(message);
    room.discard(message.id);
    this.#onDone();
  }

  /**
   * Something is to become of a message. What still waits to become of it in the same way is past.
   */
  revise({ room: name }: Said, change: PendingChange, text: string): void {
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

  /** A change is refused. That what was to go is gone is as good as done. */
  refused(room: Room, message: Unsent, error: unknown): void {
    if (message.change?.type === "delete" && isGone(error)) return this.discard(room, message);
    const refused = error instanceof Error ? error.message : String(error);
    room.refuse(message.id, refused);
    keepUnsent(room.key, { ...message, refused });
    this.#onDone();
  }

  #begin(room: Room, message: Unsent) {
    const { text, change } = message;
    const begun = change
      ? this.#connection.change(revising(room.name, change, text))
      : this.#connection.say(room.name, text, message);
    this.#deeds.track(room, message, begun);
  }
}

function revising(room: string, change: PendingChange, text: string): Revising {
  switch (change.type) {
    case "edit":
      return { type: "edit", room, of: change.of, text };
    case "delete":
      return { type: "delete", room, of: change.of };
    case "react":
      return { ...change, room };
    default:
      return (change satisfies never);
  }
}

/** Whether a message that was to go is gone. */
function isGone(error: unknown) {
  return error instanceof RefusedError && error.reason === "no-such-message";
}
