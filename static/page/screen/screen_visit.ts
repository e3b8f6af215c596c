/**
 * What the screen needs of a visit: types alone.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Connection } from "../../../client/connection.ts";
import type { Chat } from "../chat.ts";
import type { PendingChange, Room } from "../chat/room.ts";
import type { Doing } from "../menu/message_menu.ts";
import type { Sending } from "../sending.ts";
import type { Pending } from "../visit/pending.ts";

/** The visit of somebody who sees, and uses, the screen. */
export interface ScreenVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  /** Does what the banner offers. */
  accept(): void;
  /** All of a room is read that has arrived. */
  read(room: Room): void;
  /** @returns what is wrong with it, if something is */
  runCommand(room: Room, line: string): Promise<string | undefined>;
  /** Says something, which is shown at once. */
  say(room: Room, text: string, reply?: number): void;
  /** Sends a change of a message, and returns why it cannot be sent, if it cannot. */
  revise(said: Said, change: PendingChange, text: string): Promise<string | undefined>;
  /** What can be done with what is not stored yet. */
  pending(): Promise<Pending>;
  /** What sends files, and what of it is here already. */
  sending(): Promise<Sending>;
  readonly loadedSending: Sending | undefined;
  attempt(act: () => Promise<void>): Promise<void>;
  /** Opens the menu of a message. */
  openMenu(said: Said, at: Element, doing: Doing): void;
}
