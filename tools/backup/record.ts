/**
 * What a backup says: a header, what is in the store in an order that can be taken up as it comes,
 * and how much that was.
 *
 * @module
 */
import type { Block } from "../../hub/people/person_blocks.ts";
import { isPolicy, type Policy } from "../../hub/permissions/policy.ts";
import type { ErasureMode, Head } from "../../hub/log/journal.ts";
import type { Position } from "../../hub/people/read_positions.ts";
import type { Kept } from "../../hub/log/edits.ts";
import type { Entry } from "../../protocol.ts";
import { isPosition } from "../../protocol/field.ts";
import type { Account, Invite } from "../../server/auth/accounts.ts";
import type { AuditEntry } from "../../server/auth/audit.ts";
import type { Session } from "../../server/auth/sessions.ts";

export const FORMAT = "hubbub-backup";
/** Version 1 had no format of the store, which was 0. */
export const VERSION = 2;

/** A line of a backup. Rooms are named by their key, people by their id. */
export type BackupRecord =
  /** The first. `at` is when, in milliseconds since the epoch; `store` is the format of the store. */
  | { type: "begin"; format: typeof FORMAT; version: number; at: number; store?: number }
  | { type: "said"; id: string; from: string; room: string; seq: number }
  | { type: "read"; person: string; room: string; seq: number; nth: number }
  /** Somebody is gone, and not yet out of all that follows. */
  | { type: "disowning"; by: string; fate: ErasureMode }
  | { type: "mention"; name: string; room: string; seq: number; by?: string }
  /** A page of a room's log, its newest first. Their room follows them. */
  | { type: "log"; room: string; kept: Kept[] }
  | { type: "room"; room: string; head: Head }
  | { type: "charter"; room: string; charter: Policy }
  | { type: "block"; person: string; block: Block }
  /** Somebody left a direct room, after that entry. */
  | { type: "left"; person: string; room: string; at: Position }
  | { type: "account"; claim: string; account: Account }
  /** Who made the first account, in format 0. */
  | { type: "founded"; id: string }
  | { type: "administrator"; claim: string; id: string }
  | { type: "session"; hash: string; session: Session }
  | { type: "lastNamed"; name: string; id: string }
  | { type: "invite"; hash: string; invite: Invite }
  | { type: "audit"; entry: AuditEntry }
  /** The last. */
  | { type: "end"; counts: Counts };

/** How much there is in a backup. */
export interface Counts {
  rooms: number;
  entries: number;
  accounts: number;
  sessions: number;
  /** All lines but the last. */
  lines: number;
}

/** Counts one more record. */
export function count(counts: Counts, record: BackupRecord): void {
  counts.lines++;
  if (record.type === "log") counts.entries += record.kept.length;
  if (record.type === "room") counts.rooms++;
  if (record.type === "account") counts.accounts++;
  if (record.type === "session") counts.sessions++;
}

/** What is said of an object whose fields are not known yet. */
type Fields = { readonly [field: string]: unknown };

/** Whether a value is the header of a backup, of whatever version. */
export function isHeader(value: unknown): value is Fields {
  return isObject(value) && value.type === "begin" && value.format === FORMAT;
}

/** Whether a value is a record as we write them. What it has besides is none of our business. */
export function isRecord(value: unknown): value is BackupRecord {
  return isObject(value) && isText(value.type) && Object.hasOwn(SHAPES, value.type) &&
    SHAPES[value.type as BackupRecord["type"]](value);
}

const SHAPES: Readonly<Record<BackupRecord["type"], (fields: Fields) => boolean>> = {
  begin: (fields) =>
    isHeader(fields) && isPosition(fields.at) &&
    (fields.version === 1 ? fields.store === undefined : isPosition(fields.store)),
  said: ({ id, from, room, seq }) => isText(id) && isText(from) && isText(room) && isSeq(seq),
  read: ({ person, room, seq, nth }) =>
    isText(person) && isText(room) && isPosition(seq) && isPosition(nth),
  disowning: ({ by, fate }) => isText(by) && (fate === "keep" || fate === "delete"),
  mention: ({ name, room, seq, by }) =>
    isText(name) && isText(room) && isSeq(seq) && (by === undefined || isText(by)),
  block: ({ person, block }) =>
    isText(person) && isObject(block) && isText(block.name) && isPosition(block.at),
  left: ({ person, room, at }) =>
    isText(person) && isText(room) && isObject(at) && isPosition(at.seq) && isPosition(at.nth),
  log: ({ room, kept }) => isText(room) && isPage(kept),
  room: ({ room, head }) => isText(room) && isHead(head),
  charter: ({ room, charter }) => isText(room) && isPolicy(charter),
  account: ({ claim, account }) => isText(claim) && isAccount(account),
  founded: ({ id }) => isText(id),
  administrator: ({ claim, id }) => isText(claim) && isText(id),
  session: ({ hash, session }) => isText(hash) && isSession(session),
  lastNamed: ({ name, id }) => isText(name) && isText(id),
  invite: ({ hash, invite }) =>
    isText(hash) && isObject(invite) && isText(invite.by) && isPosition(invite.expires),
  audit: ({ entry }) =>
    isObject(entry) && isText(entry.id) && isPosition(entry.at) && isText(entry.what),
  end: ({ counts }) =>
    isObject(counts) && isPosition(counts.rooms) && isPosition(counts.entries) &&
    isPosition(counts.accounts) && isPosition(counts.sessions) && isPosition(counts.lines),
};

/** What an entry has besides where it is and when it was. */
const ENTRIES: Readonly<Record<Entry["type"], (fields: Fields) => boolean>> = {
  said: ({ id, from, text }) => isText(id) && isText(from) && isText(text),
  edited: ({ of, from, text }) => isSeq(of) && isText(from) && isText(text),
  deleted: ({ of, from }) => isSeq(of) && isText(from),
  reacted: ({ of, from, emoji, on }) =>
    isSeq(of) && isText(from) && isText(emoji) && typeof on === "boolean",
  topic: ({ from, text }) => isText(from) && isText(text),
  notice: ({ text }) => isText(text),
};

/** One entry or more, numbered without holes. */
function isPage(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((kept, i) => isKept(kept) && kept.entry.seq === value[0].entry.seq + i);
}

function isKept(value: unknown): value is Kept {
  return isObject(value) && isText(value.by) && isPosition(value.nth) && isEntry(value.entry);
}

function isEntry(value: unknown): boolean {
  if (!isObject(value) || !isText(value.type) || !Object.hasOwn(ENTRIES, value.type)) return false;
  return isText(value.room) && isSeq(value.seq) && isPosition(value.at) &&
    ENTRIES[value.type as Entry["type"]](value);
}

function isHead(value: unknown): value is Head {
  if (!isObject(value)) return false;
  const { name, people, epoch, first, seq, said, topic } = value;
  return isText(name) && isText(epoch) && isSeq(first) && isPosition(seq) && isPosition(said) &&
    isText(topic) && (people === undefined || Array.isArray(people) && people.every(isText));
}

function isAccount(value: unknown): value is Account {
  return isObject(value) && isText(value.id) && isText(value.name) && isText(value.password) &&
    isPosition(value.made) && typeof value.founder === "boolean";
}

function isSession(value: unknown): value is Session {
  return isObject(value) && [value.id, value.person, value.name, value.program, value.address]
    .every(isText) &&
    [value.made, value.seen, value.expires].every(isPosition) &&
    typeof value.guest === "boolean";
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isSeq(value: unknown): value is number {
  return isPosition(value) && value >= 1;
}
