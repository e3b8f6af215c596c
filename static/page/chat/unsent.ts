/**
 * What somebody said or did that is not in a room's log yet, and what they write: types alone.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";

/** What is to become of a message. */
export type PendingChange = { type: "edit"; of: number } | { type: "delete"; of: number } | {
  type: "react";
  of: number;
  emoji: string;
  on: boolean;
};

/**
 * Something you said that we have not seen in the room's log yet, or did to what is in it. `refused`
 * is why we never will, `seq` the number it has got there.
 */
export interface Unsent {
  id: string;
  /** You. */
  from: string;
  at: number;
  text: string;
  /** The number of the message that it answers. */
  reply?: number;
  /** What is to become of a message; the text is the new one. */
  change?: PendingChange;
  /** Its files, which `sending.ts` keeps, by their keys there. */
  files?: readonly { key: string; name: string }[];
  /** Whether it is to be done, and not to be said. */
  isCommand?: true;
  refused?: string;
  seq?: number;
}

/** A message of the room that you answer or change. */
export type Task = { type: "reply" | "edit"; of: Said };
