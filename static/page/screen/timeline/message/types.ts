/**
 * What is shown of messages, and what it depends on.
 *
 * @module
 */

import type { Line } from "../../../../../client/connection/log.ts";
import type { Said } from "../../../../../protocol.ts";
import type { Room, Unsent } from "../../../chat/room.ts";
import type { Run } from "../deleted.ts";

/** A line and what its looks depend on. */
export interface Item {
  line: Line;
  previous: Line | undefined;
  /** What it answers. */
  original: Said | undefined;
  /** Of deleted messages that follow each other. */
  run: Run | undefined;
  /** Whether it is the first that came while you were away. */
  isFirstNew: boolean;
  /** Which makes of a day "Today" or "Yesterday". */
  today: number;
}

/** What is shown of a message, in the log or on its way there. */
export type Words = Pick<
  Said,
  "from" | "at" | "text" | "sealed" | "reply" | "edited" | "deleted" | "reactions" | "bot" | "calls"
>;

export type UnsentItem = {
  room: Room;
  you: string;
  message: Unsent;
  previous: Words | Line | undefined;
};

export interface UnsentOptions {
  onRetry: (room: Room, message: Unsent) => void;
  onDiscard: (room: Room, message: Unsent) => void;
  onFiles: (shown: HTMLElement, room: Room, message: Unsent) => void;
}
