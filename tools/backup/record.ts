/**
 * The records of a backup: a header, the contents of the store in an order in which they can be restored
 * one by one, and the counts.
 *
 * @module
 */
import { isPolicy, type Policy } from "../../hub/permissions/policy.ts";
import type { Head } from "../../hub/log/journal.ts";
import type { Kept } from "../../hub/log/kept_entry.ts";
import { type Fields, isObject, isPosition } from "../../protocol/field.ts";
import type { ListedFile, StoredFile } from "../../server/files/file_store.ts";
import { isListedFile, isStoredFile } from "../../server/kv/files/file_kinds.ts";
import { isHead, isPage, isText } from "../../server/kv/checks.ts";
import { type Kind, KINDS, type RowBackup } from "../../server/kv/schema.ts";

export const FORMAT = "hubbub-backup";
/**
 * Version 1 had no format of the store, which was 0. Up to version 2 some records had other names, as
 * `old_names.ts` has them, and there were none of guests and of forgotten rooms. Version 3 had no files,
 * and version 4 nothing of sign-ups that wait, of profiles, of notifications
 * and of reports.
 */
export const VERSION = 5;

/** The types of records that are made of one row each. */
type RowType = Extract<typeof KINDS[keyof typeof KINDS]["backup"], RowBackup>["record"];

/** A record that is made of one row, as its kind is described. */
export type RowRecord = { readonly type: RowType; readonly [field: string]: unknown };

/** A line of a backup. Rooms are named by their key, people by their id. */
export type BackupRecord =
  /** The first. `at` is when, in milliseconds since the epoch; `store` is the format of the store. */
  | { type: "begin"; format: typeof FORMAT; version: number; at: number; store?: number }
  | RowRecord
  /** A page of a room's log, its newest first. Their room follows them. */
  | { type: "log"; room: string; kept: Kept[] }
  | { type: "room"; room: string; head: Head }
  | { type: "policy"; room: string; policy: Policy }
  /** Bytes of a file, in base64; in order, and what they are follows them. */
  | { type: "chunk"; blob: string; n: number; bytes: string }
  /** What the bytes before it are, by their SHA-256. Files that have them follow it. */
  | { type: "blob"; blob: string; hash: string; size: number }
  /** A file of a message, and how the list of its room's files has it. */
  | { type: "file"; id: string; file: StoredFile; listed?: ListedFile }
  /** The last. */
  | { type: "end"; counts: Counts };

/** A kind of row that has a record for each. */
export type RowKind = Kind & { readonly backup: RowBackup };

/** Those kinds, by the types of their records. */
export const ROW_KINDS: ReadonlyMap<string, RowKind> = new Map(
  Object.values<Kind>(KINDS).filter(hasRecords).map((kind) => [kind.backup.record, kind]),
);

export function hasRecords(kind: Kind): kind is RowKind {
  return "record" in kind.backup;
}

/** The record of a row; `undefined` if it has none, or can't be read. */
export function recordOf(
  kind: RowKind,
  { key, value }: Deno.KvEntry<unknown>,
): RowRecord | undefined {
  const { record, parts, value: where, read = (value) => value } = kind.backup;
  const known = read(value, key);
  const named = parts.map((part, i) => [part, String(key[i + 1])]);
  const fields = typeof where === "string" ? { [where]: known } : isObject(known) ? known : {};
  const made = { type: record, ...Object.fromEntries(named), ...fields };
  return isRow(kind, made) ? made : undefined;
}

interface Row {
  readonly key: Deno.KvKey;
  readonly value: unknown;
}

/** The row of a record. */
export function rowOf({ at, backup }: RowKind, record: Fields): Row {
  const { parts, value: where, rest, write = (value) => value } = backup;
  const value = write(
    typeof where === "string"
      ? record[where]
      : Object.fromEntries(where.map((field) => [field, record[field]])),
  );
  const named = parts.map((part) => String(record[part]));
  return { key: [at, ...named, ...rest?.(value, record) ?? []], value };
}

function isRow(kind: RowKind, record: Fields): record is RowRecord {
  return kind.backup.parts.every((part) => isText(record[part])) &&
    kind.is(rowOf(kind, record).value);
}

/** How much there is in a backup. */
export interface Counts {
  rooms: number;
  entries: number;
  accounts: number;
  sessions: number;
  /** None up to version 3. */
  files: number;
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
  if (record.type === "file") counts.files++;
}

export function noCounts(): Counts {
  return { rooms: 0, entries: 0, accounts: 0, sessions: 0, files: 0, lines: 0 };
}

/** Whether a value is the header of a backup, of whatever version. */
export function isHeader(value: unknown): value is Fields {
  return isObject(value) && value.type === "begin" && value.format === FORMAT;
}

/** Whether a value is a record as we write them. Other fields are ignored. */
export function isRecord(value: unknown): value is BackupRecord {
  if (!isObject(value) || !isText(value.type)) return false;
  const kind = ROW_KINDS.get(value.type);
  if (kind) return isRow(kind, value);
  return Object.hasOwn(SHAPES, value.type) && SHAPES[value.type]!(value);
}

type Shape = (fields: Fields) => boolean;

/** The records that are of more, or of less, than a row. */
const SHAPES: Readonly<Record<string, Shape>> = {
  begin: (fields) =>
    isHeader(fields) && isPosition(fields.at) &&
    (fields.version === 1 ? fields.store === undefined : isPosition(fields.store)),
  log: ({ room, kept }) => isText(room) && isPage(kept),
  room: ({ room, head }) => isText(room) && isHead(head),
  policy: ({ room, policy }) => isText(room) && isPolicy(policy),
  chunk: ({ blob, n, bytes }) => isText(blob) && isPosition(n) && isText(bytes) && isBase64(bytes),
  blob: ({ blob, hash, size }) => isText(blob) && isText(hash) && isPosition(size),
  file: ({ id, file, listed }) =>
    isText(id) && isStoredFile(file) && (listed === undefined || isListedFile(listed)),
  end: ({ counts }) =>
    isObject(counts) && isPosition(counts.rooms) && isPosition(counts.entries) &&
    isPosition(counts.accounts) && isPosition(counts.sessions) && isPosition(counts.lines) &&
    (counts.files === undefined || isPosition(counts.files)),
} satisfies Record<Exclude<BackupRecord["type"], RowType>, Shape>;

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
