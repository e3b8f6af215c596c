/**
 * What the page asks of what opens private rooms: types alone.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Unsent } from "./unsent.ts";

/** What this browser has for a room that the server cannot read. */
export interface Seal {
  /** What the room is called here, and nowhere else. */
  readonly title: string;
  /** Whether notifications may say what is said there. */
  readonly tells: boolean;
  /** What came of it since the page was loaded, the newest first. */
  readonly said: readonly Said[];
  /** Keeps what is written there, sealed. */
  keepDraft: (key: string, text: string) => void;
  keepUnsent: (key: string, message: Unsent) => void;
  /** Seals something else that only this browser keeps; `undefined` if it is too long. */
  sealKept: (text: string, id: string) => Promise<string | undefined>;
  /** Opens that, by the same id. */
  openKept: (sealed: unknown, id: string) => Promise<string | undefined>;
  /** What was kept of messages that somebody said, oldest first. */
  recallUnsent: (you: string) => Unsent[];
}
