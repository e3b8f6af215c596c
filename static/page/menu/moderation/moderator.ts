/**
 * Who moderates, and what they ask the server for: types alone.
 *
 * @module
 */

import type { ModerationAction } from "../../../../protocol.ts";
import type { Connection } from "../../../../client/connection.ts";
import type { Session } from "../../../../client/connection/endpoint.ts";
import type { Chat } from "../../chat.ts";

/** Who moderates, and where that shows. */
export interface Moderator {
  readonly chat: Chat;
  readonly connection: Connection;
  readonly session: Session;
  readonly draw: () => void;
}

/** An action in a room. */
export type RoomAction = Extract<ModerationAction, { room: string }>;
