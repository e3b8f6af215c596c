/**
 * Messages that are not stored yet: sending them again after the page was loaded, refusals, and
 * changes of messages.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Connection } from "../../../client/connection.ts";
import { type Changed, type Revising, targetOf } from "../../../client/connection/outbox.ts";
import type { Chat } from "../chat.ts";
import type { PendingChange, Room, Unsent } from "../chat/room.ts";
import { forgetUnsent, keepUnsent, seals } from "../browser_storage.ts";
import { RefusedError } from "../../../client/connection/conversation.ts";
import { strings } from "../../strings.ts";
import { style } from "../document.ts";
import { droppedUnsent, recallUnsent } from "../browser_storage/recall_unsent.ts";

/** The visit in which something waits. */
export interface PendingVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  /** There is something to draw. */
  draw(): void;
  newMessage(text: string): { id: string; from: string; at: number; text: string };
  /** Shows a message or a change that is not stored yet, and what becomes of it. */
  track(room: Room, message: Unsent, sent: Changed): void;
  withdraw(id: string): void;
  /** What sends messages that have files. */
  sending(): Promise<FileSender>;
}

/** Sends messages that have files. */
export interface FileSender {
  begin(room: Room, message: Unsent): void;
  /** Sends again what was refused. */
  retry(room: Room, message: Unsent): void;
  /** A message was discarded. */
  forget(message: Unsent): void;
}

/** Loads what shows pending changes, too: when there is one, there may be no connection to load it by. */
export async function loadPending(visit: PendingVisit): Promise<Pending> {
  await Promise.all([import("../screen/timeline/outcome.ts"), style("outcome")]);
  return new Pending(visit);
}

export class Pending {
  #visit;

  constructor(visit: PendingVisit) {
    this.#visit = visit;
  }

  /** Sends again what was not stored before the page was loaded, and shows it. */
  sendAgain(room: Room): void {
    const waiting = new Set(room.unsent.map(({ id }) => id));
    const { you } = this.#visit.chat;
    const kept = room.isSealed
      ? seals.get(room.key)?.recallUnsent(you) ?? []
      : recallUnsent(room.key, you, Date.now());
    for (const message of kept) {
      if (waiting.has(message.id)) continue;
      if (message.refused === undefined) this.#begin(room, message);
      else room.expect(message);
    }
    // Nothing else may happen here for a while.
    this.#visit.draw();
  }

  /** Under the same id: should another tab do the same, it is there once all the same. */
  retry(room: Room, asked: Unsent): void {
    const { refused: _, ...message } = asItIs(room, asked);
    room.discard(message.id);
    this.#begin(room, { ...message, at: Date.now() }, "retry");
    this.#visit.draw();
  }

  /**
   * Keeps a command that was not done, where it is not in the way.
   *
   * @param refused why
   */
  keepCommand(room: Room, text: string, refused: string): void {
    const message = {
      ...this.#visit.newMessage(text),
      isCommand: true as const,
      refused,
    };
    keepUnsent(room.key, message);
    room.expect(message);
    this.#visit.draw();
  }

  /** Another tab has seen a message stored, or has discarded it. */
  dropped(event: StorageEvent): void {
    const id = droppedUnsent(event, this.#visit.chat.you);
    if (id === undefined) return;
    this.#visit.withdraw(id);
    for (const room of [...this.#visit.chat.rooms, ...this.#visit.chat.directRooms]) {
      room.discard(id);
    }
    this.#visit.draw();
  }

  discard(room: Room, message: Unsent): void {
    this.#visit.withdraw(message.id);
    if (message.files) {
      this.#visit.sending().then((sending) => sending.forget(message)).catch(console.error);
    }
    forgetUnsent(message);
    room.discard(message.id);
    this.#visit.draw();
  }

  /**
   * Sends a change of a message. It replaces one of the same kind that is not stored yet.
   */
  revise({ room: name }: Said, change: PendingChange, text: string): void {
    const room = this.#visit.chat.room(name);
    if (room === undefined) return;
    const message = { ...this.#visit.newMessage(text), change };
    const target = targetOf(revising(name, change, text));
    for (const { change: other, ...waiting } of room.unsent) {
      const isSame = other && targetOf(revising(name, other, "")) === target;
      if (isSame && waiting.refused === undefined) this.discard(room, waiting);
    }
    this.#begin(room, message);
    this.#visit.draw();
  }

  /** A change was refused. A deletion of a message that is gone counts as done. */
  refused(room: Room, message: Unsent, error: unknown): void {
    if (message.change?.type === "delete" && isGone(error)) return this.discard(room, message);
    const refused = error instanceof Error ? error.message : String(error);
    keepUnsent(room.key, { ...asItIs(room, message), refused });
    room.refuse(message.id, refused);
    this.#visit.draw();
  }

  #begin(room: Room, message: Unsent, how: "begin" | "retry" = "begin") {
    const { id, text, reply, change } = message;
    if (message.files) {
      // It is shown, and not begun again, while what sends files is loaded.
      room.expect(message);
      this.#visit.sending().then((sending) => sending[how](room, message)).catch((error) => {
        // It could not be loaded. What the browser keeps of it is sent after a reload, too.
        console.error(error);
        room.refuse(message.id, strings.notNow);
        this.#visit.draw();
      });
      return;
    }
    const begun = change
      ? this.#visit.connection.change(revising(room.name, change, text))
      : this.#visit.connection.say(room.name, text, { id, reply });
    this.#visit.track(room, message, begun);
  }
}

/** A message with what is left of it: files may have been left out, or be lost, since it was begun. */
function asItIs(room: Room, message: Unsent): Unsent {
  return room.unsent.find(({ id }) => id === message.id) ?? message;
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

/** Whether a message that was to be deleted is gone. */
function isGone(error: unknown) {
  return error instanceof RefusedError && error.reason === "no-such-message";
}
