/**
 * The types of entries: what must not be lost in a room.
 *
 * @module
 */
import type { FileInfo } from "./file_types.ts";

/** What every entry has. */
export interface Numbered {
  /** The room's name. */
  room: string;
  /** The number in the room's log, from 1. */
  seq: number;
  /** Set if a program did it: a bot, or a hook. */
  bot?: true;
  /** Milliseconds since 1970, by the server's clock. */
  at: number;
}

/** Everybody in a room, by `@room`; or those who are here now, by `@here`. */
export type RoomCall = "room" | "here";

/** A message, as it is now: edited, deleted, with what it was answered by reactions. */
export interface Said extends Numbered {
  /** What kind of entry it is. */
  type: "said";
  /** The id that its author's client gave it. */
  id: string;
  /** Its author's name. */
  from: string;
  /** Up to `LIMITS.text` code points; empty when deleted, blocked or sealed, and where files say it all. */
  text: string;
  /** What is said in a sealed room, as its author's client sealed it. */
  sealed?: string;
  /** The number of the message that this one answers. */
  reply?: number;
  /** When its text was last changed. */
  edited?: number;
  /** Whether it was deleted: then it has no text. */
  deleted?: true;
  /** The receiver has blocked its author: it has no text. */
  blocked?: true;
  /** Its files, as many as `LIMITS.files`; none when deleted or blocked. */
  files?: FileInfo[];
  /** Whom its `@room` or `@here` calls; absent where whoever said it may not call everybody. */
  calls?: RoomCall;
  /** Names by emoji. */
  reactions?: Record<string, string[]>;
}

/** A message that was pinned, or is pinned no longer, as a notice tells. */
export interface Pin {
  /** The number of the message. */
  of: number;
  /** Whether it is pinned from then on. */
  on: boolean;
  /** Who did it. */
  from: string;
}

/** What must not be lost: durable, and numbered from 1 in its room without holes. */
export type Entry =
  | Said
  | Numbered & {
    type: "edited";
    of: number;
    from: string;
    text: string;
    sealed?: string;
    blocked?: true;
  }
  | Numbered & { type: "deleted"; of: number; from: string }
  | Numbered & {
    type: "reacted";
    of: number;
    from: string;
    emoji: string;
    on: boolean;
    blocked?: true;
  }
  | Numbered & { type: "topic"; from: string; text: string; sealed?: string }
  /** The server itself speaks. */
  | Numbered & { type: "notice"; text: string; pin?: Pin };
