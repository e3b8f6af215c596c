/**
 * What crosses the wire, version 1: its types, limits and close codes. `docs/protocol.md` says the
 * same in prose; `protocol/command.ts` is the only entrance for what a client sends.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseCommand } from "./protocol/command.ts";
 * assertEquals(parseCommand('{"type":"ping","ref":2}'), { type: "ping", ref: 2 });
 * ```
 *
 * @module
 */
import type {
  Coded,
  CommandRef,
  NotifyLevel,
  RoomSettings,
  RoomState,
} from "./protocol/command_types.ts";
import type { Entry, Said } from "./protocol/entry_types.ts";
import type { Profile } from "./protocol/name/profile.ts";

export type {
  Access,
  AskedRange,
  Ban,
  Coded,
  Command,
  CommandRef,
  ModerationAction,
  NotifyLevel,
  Range,
  RoomRole,
  RoomSettings,
  RoomState,
  Words,
} from "./protocol/command_types.ts";
export type { Entry, Numbered, Pin, RoomCall, Said } from "./protocol/entry_types.ts";
export type { FileInfo, FileRef } from "./protocol/file_types.ts";
export type { PersonProfile, Profile, Status } from "./protocol/name/profile.ts";

/** What a client may send, and how much of it. Each client gets it in `welcome`. */
export const LIMITS = {
  /** Bytes of a frame, in UTF-8. */
  frame: 65_536,
  /** Code points of a message. */
  text: 4000,
  /** Code points of a person's or a room's name. */
  name: 32,
  /** Characters of the id that a client gives its message. */
  id: 64,
  /** People in a direct room. */
  people: 8,
  /** Code points of a room's topic. */
  topic: 200,
  /** Entries in one answer to `history`. */
  history: 200,
  /** Code points of what is searched for. */
  search: 200,
  /** Bytes of a file, unless the server's operator says otherwise. */
  file: 25 * 1024 * 1024,
  /** Files of one message. */
  files: 10,
  /** Code points of the words for what a file shows. */
  alt: 500,
  /** Code points of the reason of a report. */
  reason: 500,
  /** Characters of what is said in a room that the server cannot read. */
  sealed: 24 * 1024,
} as const;

/** What a client is told of limits. How many bytes a file may have is its server's to say. */
export type Limits = Omit<typeof LIMITS, "file"> & { readonly file: number };

/** How many entries `history` returns by default. */
export const HISTORY_DEFAULT = 50;

/** How many messages `search` returns by default. */
export const SEARCH_DEFAULT = 20;

/** The room that always exists. */
export const LOBBY = "lobby";

/** Why a connection ended. Whether to reconnect is in `docs/protocol.md`. */
export const Close = {
  Normal: 1000,
  GoingAway: 1001,
  Binary: 1003,
  Removed: 1008,
  FrameTooBig: 1009,
  InternalError: 1011,
  TooSlow: 4008,
  TooFast: 4009,
  Renamed: 4010,
} as const;
/** One of the codes in `Close`. */
export type CloseCode = typeof Close[keyof typeof Close];

/** Why a command was refused. The connection is kept. */
export type Reason =
  | "malformed"
  | "unknown-command"
  | "too-long"
  | "not-a-member"
  | "no-such-room"
  | "no-such-message"
  | "no-such-person"
  | "no-such-file"
  | "forbidden"
  | "too-fast"
  | "muted"
  | "quota"
  | "unavailable";

/** A room in a list of rooms. */
export interface RoomSummary extends RoomSettings {
  /** The room's name. */
  room: string;
  /** The number of its newest entry; 0 when there is none. */
  head: number;
  /** How many people are there now. */
  count: number;
  /** What it is about; may be empty. */
  topic: string;
  /** The newest entry that this person has read; 0 when none. */
  read: number;
  /** Messages after that. */
  unread: number;
  /** Those among them that mention this person. */
  mentions: number;
  /** The numbers of these, the oldest first, as far as they are known; absent where there are none. */
  mentioned?: number[];
  /**
   * They are in it, and have read nothing, so that `read` is 0: nothing had been said when they joined, or
   * everybody who comes is in it.
   */
  joined?: true;
  /** What calls them here; absent where they chose nothing. */
  notify?: NotifyLevel;
  /** The newest entry when they said last that what they had read is unread; absent once it is read. */
  back?: number;
}

/** A topic that the server cannot read. */
export interface SealedTopic {
  /** Who has set it. */
  from: string;
  /** The topic, as their client sealed it. */
  sealed: string;
}

/** Why somebody was removed from a room. */
export type Dismissal = "kicked" | "banned" | "uninvited" | "closed";

/** Answers to commands. */
export type Answer =
  & { ref?: number | undefined }
  & (
    | {
      type: "joined";
      room: string;
      epoch: string;
      /** The number of the log's newest entry; 0 when it has none. */
      head: number;
      /** The number of the oldest entry that the log still has. */
      first: number;
      count: number;
      members: string[];
      topic: string;
      /** The topic of a sealed room, and who has set it, without whom it does not open. */
      sealedTopic?: SealedTopic;
      reset?: true;
    }
      & RoomState
    | { type: "left"; room: string; reason?: Dismissal }
    /** A moderation action is in force. */
    | { type: "done"; room?: string | undefined }
    | { type: "history"; room: string; entries: Entry[]; more: boolean }
    /** Newest first; what is older than `before`, if it is there, was not looked at. */
    | { type: "found"; room: string; entries: Said[]; before?: number }
    /** What is pinned, the last one first. */
    | { type: "pins"; room: string; entries: Said[] }
    | { type: "stored"; room: string; id: string; seq: number }
    | { type: "members"; room: string; members: string[]; count: number }
    | { type: "rooms"; rooms: RoomSummary[] }
    | { type: "pong"; at: number }
    | {
      type: "refused";
      reason: Reason;
      message: string;
      id?: string | undefined;
      /** Milliseconds to wait before the same is tried again. */
      retry?: number | undefined;
      /** The room is in slow mode: nothing else has to wait. */
      slow?: true;
    } & Coded
  );

/** How things are where somebody says that what they had read is unread. */
export interface SetBack {
  /** The newest entry then. */
  back: number;
  /** Messages that are unread from then on. */
  unread: number;
  /** Those among them that mention them. */
  mentions: number;
  /** The numbers of these, the oldest first, as far as they are known; absent where there are none. */
  mentioned?: number[];
}

/** Signals: never numbered, and dropped for slow clients. */
export type Signal =
  | {
    type: "welcome";
    v: 1;
    you: string;
    guest: boolean;
    token?: string;
    server: string;
    limits: Limits;
    rooms: RoomSummary[];
  }
  | { type: "online" | "offline"; room: string; name: string }
  /** Instead of `online` and `offline` where many people are. */
  | { type: "count"; room: string; count: number }
  /** This person has read so far, on another socket; or no further, as they said on any. */
  | { type: "read"; room: string; seq: number } & Partial<SetBack>
  /** This person has chosen what calls them there, on another socket. */
  | { type: "notify"; room: string; level: NotifyLevel }
  | { type: "typing"; room: string; from: string }
  | { type: "invited"; room: string; from: string }
  /** Something about their account, in words for this person alone. */
  | { type: "told"; text: string } & Coded
  /** Somebody who is in a room with this person has another profile now: this is all of it. */
  | { type: "profile"; name: string } & Profile
  /** The room's settings, or what the receiver is there, are these now. */
  | { type: "settings"; room: string } & RoomState
  /** To those who moderate a room: somebody reported a message. */
  | { type: "reported"; room: string };

/** What the server sends: one JSON object, one line. */
export type Event = Entry | Answer | Signal;

/** Encodes an event as one line for the wire, without a line break. */
export function encode(event: Event): string {
  return JSON.stringify(event);
}

/** A command that is refused. Its sender is told, and may go on. */
export class ProtocolError extends Error {
  /** The name of this kind of error. */
  override readonly name = "ProtocolError";
  /** Why, for programs; `message` is for people. */
  readonly reason: Reason;
  /** How long to wait before the same is tried again, in milliseconds, where that helps. */
  readonly retry: number | undefined;
  /** Which command is refused, where whoever made the error knows it. */
  readonly about: CommandRef;

  /** Makes an error with a sentence for people; `retry` is in milliseconds. */
  constructor(reason: Reason, message: string, retry?: number, about: CommandRef = {}) {
    super(message);
    this.reason = reason;
    this.retry = retry;
    this.about = about;
  }

  /** The refusal of a field that is not what it must be. */
  static malformed(field: string, must: string, received: unknown): ProtocolError {
    const message = `Cannot read ${field}: must be ${must}, received ${quote(received)}`;
    return new ProtocolError("malformed", message);
  }
}

/** The answer to a command that is refused. */
export function refused(error: ProtocolError, { ref, id }: CommandRef = error.about): Answer {
  const { reason, message, retry, about: { slow } } = error;
  return { type: "refused", ref, reason, message, id, retry, ...(slow && { slow }) };
}

/** A value as a refusal shows it: short, whatever was sent. */
export function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
