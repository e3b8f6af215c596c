/**
 * What may be given to a chat: types alone.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Room } from "./room.ts";

export interface ChatOptions {
  now?: () => number;
  /** Whether you have muted the room of this key. */
  hasMuted?: (room: string) => boolean;
  /** Called with what others say from now on. */
  onNews?: (room: Room, said: Said) => void;
}
