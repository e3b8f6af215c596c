/**
 * What becomes of what is written: types alone.
 *
 * @module
 */

import type { Said } from "../../../../protocol.ts";
import type { Room } from "../../chat/room.ts";

/** Whom the composer gives what is written to. */
export interface ComposerOptions {
  /** Throws why it can't be taken. */
  onSay: (room: Room, text: string, reply?: number) => void;
  /** Resolves with why it can't be taken. */
  onEdit: (said: Said, text: string) => Promise<string | undefined>;
  /** Resolves with what is wrong with it. */
  onCommand: (room: Room, line: string) => Promise<string | undefined>;
  /** Takes a command that was not done, when something else is being written. */
  onReturn: (room: Room, line: string, problem: string) => void;
  onTyping: (room: Room) => void;
  lastOfYours: () => Said | undefined;
}
