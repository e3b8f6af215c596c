/**
 * What the page asks of what opens private rooms: types alone.
 *
 * @module
 */

import type { Unsent } from "./unsent.ts";

/** What this browser has for a room that the server cannot read. */
export interface Seal {
  /** What the room is called here, and nowhere else. */
  readonly title: string;
  /** Whether notifications may say what is said there. */
  readonly tells: boolean;
  /** Keeps what is written there, sealed. */
  keepDraft: (key: string, text: string) => void;
  keepUnsent: (key: string, message: Unsent) => void;
  /** What was kept of messages that somebody said, oldest first. */
  recallUnsent: (you: string) => Unsent[];
}
