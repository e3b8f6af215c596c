/**
 * What is stored: each kind of row, where it is, what it holds, for how long, and how a backup carries
 * it. The store, export, import and their tests go by this. A kind whose keys are in `keys.ts` and that
 * is not described here does not compile.
 *
 * @module
 */
import type { ErasureMode } from "../../hub/log/journal.ts";
import type { Kept } from "../../hub/log/kept_entry.ts";
import { type Fields, isObject, isPosition } from "../../protocol/field.ts";
import { nameKey } from "../../protocol/name.ts";
import { SESSION_MS } from "../auth/sessions.ts";
import { ACCOUNT_KINDS } from "./account_kinds.ts";
import * as is from "./checks.ts";
import { FILE_KINDS } from "./files/file_kinds.ts";
import type { KeyName } from "./keys.ts";
import { PASSKEY_KINDS } from "./passkeys/passkey_kinds.ts";
import { NAME_KINDS } from "./people/session_store/name_kinds.ts";
import { PROFILE_KINDS } from "./people/profiles/kinds.ts";
import { INSTANCE_KINDS } from "./instances/instance_kinds.ts";
import { INVITE_KINDS } from "./invites/invite_kinds.ts";
import { MODERATION_KINDS } from "./moderation/kinds.ts";
import { PROGRAM_KINDS } from "./program_kinds.ts";
import { PUSH_KINDS } from "./push/push_kinds.ts";
import { STORE_KINDS } from "./store/store_kinds.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How long a server may take to hear of what another did, in milliseconds. */
const HEARD_MS = MINUTE_MS;
/** How long a message's id is remembered, in milliseconds. The protocol promises a day. */
const REMEMBERED_MS = 2 * DAY_MS;
const MENTION_MS = 30 * DAY_MS;
/** How long positions of event streams are kept, in milliseconds. They are written anew meanwhile. */
const STREAM_MS = 3 * 60 * MINUTE_MS;

/** A list where the JSON of a page is too long, as of control characters. Once all were lists. */
export type PageValue = Uint8Array | readonly Kept[];

/** Where a message is in a row that it shares: its room, and its number there. */
export type Saying = readonly [id: string, from: string, room: string, seq: number];

/** A record for each row. */
export interface RowBackup {
  /** The type of the record. */
  readonly record: string;
  /** What the parts of the key are called there, in order, after the first. */
  readonly parts: readonly string[];
  /** Under which name the value is there; or those of its fields that are. */
  readonly value: string | readonly string[];
  /** The parts of the key that follow, which the value or the record tells. */
  readonly rest?: (value: unknown, record: Fields) => readonly Deno.KvKeyPart[];
  /** What of a row goes into its record; `undefined` if it has none. */
  readonly read?: (value: unknown, key: Deno.KvKey) => unknown;
  /** The value of the row for what is in a record. */
  readonly write?: (value: unknown) => unknown;
}

/** A kind of row. */
export interface Kind {
  /** What its keys begin with. */
  readonly at: KeyName;
  /** Whether a value is one of this kind. */
  readonly is: (value: unknown) => boolean;
  /** After how many milliseconds it is forgotten. */
  readonly expireIn?: number;
  /**
   * How a backup carries it: by a record for each row; by records that are `made` in a way of their
   * own; with another kind, of which it is made anew; or not, for a reason.
   */
  readonly backup: RowBackup | { readonly made: string } | { readonly with: string } | {
    readonly none: string;
  };
}

const FOR_OTHERS = { none: "it is for servers that run" } as const;

/**
 * All kinds, in the order in which a backup has them: what refers to entries stands before the rooms,
 * so that it refers to nothing that is not there; what entries refer to stands after them.
 */
export const KINDS = {
  /** Where the message is that somebody said under an id. */
  said: {
    at: "said",
    is: is.isPlace,
    expireIn: REMEMBERED_MS,
    backup: { record: "said", parts: ["id", "from"], value: ["room", "seq"] },
  },
  /** Where messages are whose ids begin alike, under that beginning and the identity of the first. */
  moment: { at: "moment", is: areSayings, expireIn: REMEMBERED_MS, backup: { made: "moment" } },
  /** Where messages are whose ids have no time, those of one compaction whose hash begins alike. */
  ids: { at: "ids", is: areSayings, expireIn: REMEMBERED_MS, backup: { made: "ids" } },
  /** How far a person has read in a room, and how many messages were said up to there. */
  read: {
    at: "read",
    is: is.isReadTo,
    backup: {
      record: "read",
      parts: ["person", "room"],
      value: ["seq", "nth", "back"],
      write: (to) => is.isReadTo(to) && to.back === undefined ? { seq: to.seq, nth: to.nth } : to,
    },
  },
  /** The newest message of a room that names a person, and the id of who said it. */
  mention: {
    at: "mention",
    is: is.isCall,
    expireIn: MENTION_MS,
    backup: {
      record: "mention",
      parts: ["name", "room"],
      value: ["seq", "by"],
      // Once there was a row for each of them, under its number.
      read: (value, key) => value === true ? { seq: Number(key[3]), by: "" } : value,
      // Older backups do not say who it was.
      write: (call) => isObject(call) ? { ...call, by: call.by ?? "" } : call,
    },
  },
  /** What becomes of what a person said who is being anonymized. */
  erasing: {
    at: "erasing",
    is: isErasureMode,
    backup: { record: "erasing", parts: ["person"], value: "mode" },
  },
  /** Entries of any rooms that are in no page yet. */
  commit: { at: "commit", is: is.isRow, backup: { with: "room" } },
  /** A room's head, as of its last page where the store has one owner. */
  room: { at: "room", is: is.isHead, backup: { made: "room" } },
  /** A page of a room's log, entries in order, under the number of the last. */
  log: { at: "log", is: isPageValue, backup: { with: "room" } },
  /** A piece of a room's policy: JSON, in UTF-8. */
  policy: { at: "policy", is: isBytes, backup: { made: "policy" } },
  /** An account, under what is claimed with it. */
  account: {
    at: "account",
    is: is.isAccount,
    backup: { record: "account", parts: ["claim"], value: "account" },
  },
  /** Since when a sign-up waits for approval, under what is claimed with it. */
  waiting: {
    at: "waiting",
    is: isPosition,
    backup: { record: "waiting", parts: ["claim"], value: "since" },
  },
  /** What is being deleted of what somebody said. */
  removal: {
    at: "removal",
    is: is.isRemoval,
    backup: { record: "removal", parts: ["id"], value: "removal" },
  },
  /** The id of the person who made the first account, in format 0. */
  founded: { at: "founded", is: is.isText, backup: { record: "founded", parts: [], value: "id" } },
  /** The id of an administrator, under the claim of their account. */
  administrator: {
    at: "administrator",
    is: is.isText,
    backup: { record: "administrator", parts: ["claim"], value: "id" },
  },
  /** A session, under the hash of its token. */
  session: {
    at: "session",
    is: is.isSession,
    expireIn: SESSION_MS,
    backup: { record: "session", parts: ["hash"], value: "session" },
  },
  /** The id of the last person who began a session under a name. */
  lastNamed: {
    at: "lastNamed",
    is: is.isText,
    expireIn: SESSION_MS,
    backup: { record: "lastNamed", parts: ["name"], value: "id" },
  },
  /** Whom a person has blocked, under the key of the name. */
  block: {
    at: "block",
    is: is.isBlock,
    backup: {
      record: "block",
      parts: ["person"],
      value: "block",
      rest: (value) => is.isBlock(value) ? [nameKey(value.name)] : [],
    },
  },
  /** That a direct room is a person's; how far it had gone when they left it, if they did. */
  direct: {
    at: "direct",
    is: is.isDirect,
    // Whose a room is, its head says.
    backup: {
      record: "left",
      parts: ["person", "room"],
      value: "at",
      read: (value) => isObject(value) ? value.left : undefined,
      write: (left) => ({ left }),
    },
  },
  ...NAME_KINDS,
  ...ACCOUNT_KINDS,
  ...PROGRAM_KINDS,
  ...PROFILE_KINDS,
  ...MODERATION_KINDS,
  ...FILE_KINDS,
  ...PASSKEY_KINDS,
  ...PUSH_KINDS,
  ...INVITE_KINDS,
  /** The hash of a session's token, under whose session it is and what it is called. */
  sessionOf: { at: "sessionOf", is: is.isText, expireIn: SESSION_MS, backup: { with: "session" } },
  /** The key of a guest's name, under when it is to be looked at whether they are gone. */
  guest: {
    at: "guest",
    is: is.isText,
    backup: {
      record: "guest",
      parts: [],
      value: ["at", "person", "name"],
      rest: (_, { at, person }) => [Number(at), String(person)],
      read: (name, [, at, person]) => ({ at, person, name }),
      write: (guest) => isDueGuest(guest) ? guest.name : undefined,
    },
  },
  /** When a policy was last changed: only its versionstamp tells. */
  policiesChanged: { at: "policiesChanged", is: is.isTrue, backup: { with: "policy" } },
  /** The highest number of a room of a name that was forgotten, with entries in it. */
  formerly: {
    // Longer than what points to such a room.
    at: "formerly",
    is: isPosition,
    expireIn: 2 * MENTION_MS,
    backup: { record: "formerly", parts: ["name"], value: "seq" },
  },
  /** How far a person had read the logs of their rooms by an event stream. */
  stream: {
    at: "stream",
    is: is.isStreamPositions,
    expireIn: STREAM_MS,
    backup: { none: "it is for streams that are cut off for a moment" },
  },
  /** The hash of the code that makes its bearer the administrator. */
  claimCode: { at: "claimCode", is: is.isText, backup: { none: "each start offers another" } },
  ...STORE_KINDS,
  ...INSTANCE_KINDS,
  /** That a session has ended, for other servers. */
  ended: { at: "ended", is: is.isTrue, expireIn: HEARD_MS, backup: FOR_OTHERS },
  /** That a person's blocks have changed, for other servers. */
  blocksChanged: { at: "blocksChanged", is: is.isTrue, expireIn: HEARD_MS, backup: FOR_OTHERS },
} as const satisfies Record<string, Kind>;

type Kinds = typeof KINDS;
/** What is under each kind of key. */
export type Stored = {
  [Name in keyof Kinds]: Kinds[Name]["is"] extends (value: unknown) => value is infer T ? T : never;
};

type Undescribed = Exclude<KeyName, Kinds[keyof Kinds]["at"]>;
/** Whether each kind of key is described. If this does not compile, its type tells which is not. */
export const ALL_DESCRIBED: [Undescribed] extends [never] ? true : Undescribed = true;

function areSayings(value: unknown): value is Saying[] {
  return Array.isArray(value) && value.every(isSaying);
}

export function isSaying(value: unknown): value is Saying {
  if (!Array.isArray(value)) return false;
  const [id, from, room, seq] = value;
  return [id, from, room].every(is.isText) && isPosition(seq);
}

function isPageValue(value: unknown): value is PageValue {
  return isBytes(value) || Array.isArray(value) && value.every(is.isKept);
}

/** Whether the fields of a record are those of a guest, and of when to look whether they are gone. */
function isDueGuest(value: unknown): value is { at: number; person: string; name: string } {
  return isObject(value) && isPosition(value.at) && [value.person, value.name].every(is.isText);
}

function isErasureMode(value: unknown): value is ErasureMode {
  return value === "keep" || value === "delete";
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
