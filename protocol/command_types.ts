/**
 * The types of what a client may send. `command.ts` reads them from a line.
 *
 * @module
 */
import type { FileRef } from "./file_types.ts";

/** What a client may send. `ref` is echoed in the direct answer. */
export type Command =
  & { ref?: number | undefined }
  & (
    | {
      type: "join";
      room: string;
      after?: number | undefined;
      epoch?: string | undefined;
      /** `false` where a room that is not there is not to be made. */
      make?: boolean | undefined;
    }
    | { type: "leave" | "typing" | "who"; room: string }
    | { type: "say"; room: string } & Words
    /** Says to people, in their direct room, which nobody has to have joined. */
    | { type: "say"; to: string[] } & Words
    | { type: "edit"; room: string; of: number; text: string; sealed?: string }
    | { type: "delete"; room: string; of: number }
    | { type: "react"; room: string; of: number; emoji: string; on: boolean }
    | { type: "topic"; room: string; text: string; sealed?: string }
    | { type: "read"; room: string; seq: number }
    /** A message and what was said after it count as unread again. */
    | { type: "unread"; room: string; of: number }
    /** Keeps a message at hand for everybody in a room; not any more without `on`. */
    | { type: "pin"; room: string; of: number; on: boolean }
    | { type: "pins"; room: string }
    /** Which messages of a room call somebody who is elsewhere. */
    | { type: "notify"; room: string; level: NotifyLevel }
    /** Which room somebody looks at on this socket; none while they look elsewhere. */
    | { type: "front"; shown: string | undefined }
    | { type: "history"; room: string; range: AskedRange }
    | { type: "search"; room: string; q: string; before: number; limit: number }
    | { type: "rooms" }
    | { type: "ping" }
    /** Nothing that somebody says is sent to people who block them. */
    | { type: "block" | "unblock"; name: string }
    /** Shows a message to those who moderate the room. */
    | { type: "report"; room: string; of: number; reason: string }
    | ModerationAction
  );

/** What is said. The text is empty only where there are files, or where it is sealed. */
export type Words = {
  id: string;
  text: string;
  /** In a room that the server cannot read: what only those can open who have its link. */
  sealed?: string;
  reply?: number | undefined;
  files?: readonly FileRef[] | undefined;
};

/** A command of a moderator, owner or administrator. */
export type ModerationAction =
  | { type: "invite" | "uninvite" | "kick"; room: string; name: string }
  /** For some milliseconds; 0 ends it. */
  | { type: "mute"; room: string; name: string; ms: number; reason?: string | undefined }
  | { type: "ban"; room: string } & Ban
  /** From the whole server. */
  | { type: "ban" } & Ban
  | { type: "moderator"; room: string; name: string; on: boolean }
  | { type: "access"; room: string; access: Access }
  /** Milliseconds between two messages of one person; 0 ends it. */
  | { type: "slow"; room: string; ms: number }
  /** Whether only moderators say something; whether nothing more is said. */
  | { type: "announce" | "archive"; room: string; on: boolean }
  /** The name that people see. What the room was made as leads there all the same. */
  | { type: "rename"; room: string; name: string }
  | { type: "close"; room: string };

/** Whom a ban keeps out, and for how long. */
export type Ban = {
  name: string;
  /** For how many milliseconds, for good unless said; 0 ends it. */
  ms?: number | undefined;
  /** Whether the addresses are banned, too, that they are connected from. */
  address?: boolean | undefined;
  /** Why, for those who look after the room or the server. */
  reason?: string | undefined;
};

/** Who may join a room: everybody; or invited people, while others see that it exists, or do not. */
export type Access = "open" | "listed" | "hidden";

/** What a room is like beside its log; each is absent where it is not so. */
export interface RoomSettings {
  /** The name that people see, where it is not the one that leads there. */
  name?: string;
  /** Absent while it is open. */
  access?: Access;
  /** Milliseconds between two messages of one person, unless they moderate. */
  slow?: number;
  /** Only moderators say something. */
  announce?: true;
  /** Nothing more is said. */
  archived?: true;
}

/** Who has rights in a room that not everybody there has. */
export type RoomRole = "moderator" | "owner" | "administrator";

/** What a room is like, and what somebody is there, where that is not what everybody is. */
export interface RoomState extends RoomSettings {
  /** Absent for whoever has no other rights there than everybody. */
  role?: RoomRole;
  /** They may not speak: for how many milliseconds more, and why, if that was told. */
  muted?: { ms: number; reason?: string };
}

/** A piece of a log, at most `limit` long: the oldest after a position, or the newest before one. */
export type Range = { after: number; limit: number } | { before: number; limit: number };

/** A piece that is asked for: also the oldest from a time on, in milliseconds since 1970. */
export type AskedRange = Range | { at: number; limit: number };

/** Which messages call somebody: every one, those that mention them, or none. */
export type NotifyLevel = "all" | "mentions" | "nothing";

/** Which command an answer is about, as far as that can be read; `slow` if slow mode refuses it. */
export type CommandRef = {
  readonly ref?: number | undefined;
  readonly id?: string | undefined;
  readonly slow?: true;
};

/** Beside a sentence for people: which it is, and what stands in it, so that a client can say it otherwise. */
export interface Coded {
  /** The sentence's code. */
  code?: string;
  /** What stands in it, by name; lengths of time in milliseconds. */
  params?: Readonly<Record<string, string | number>>;
}
