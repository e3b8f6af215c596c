/**
 * What sending files needs of a visit: types alone.
 *
 * @module
 */

import type { Connection } from "../../../client/connection.ts";
import type { Changed } from "../../../client/connection/outbox.ts";
import type { Chat } from "../chat.ts";
import type { Room, Unsent } from "../chat/room.ts";
import type { Pending } from "../visit/pending.ts";

/** The visit in which files are sent. */
export interface SendingVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  /** There is something to draw. */
  draw(): void;
  /** Shows a message that is not stored yet, and what becomes of it. */
  track(room: Room, message: Unsent, sent: Changed): void;
  newMessage(text: string): Unsent;
  /** What can be done with what is not stored yet. */
  pending(): Promise<Pending>;
}
