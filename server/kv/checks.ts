/**
 * Whether what comes out of a store or a backup is what we write: a disk, another program or an older
 * version may have damaged it. What it has besides is none of our business.
 *
 * @module
 */
import type { Head } from "../../hub/log/journal.ts";
import type { Kept } from "../../hub/log/kept_entry.ts";
import type { Block } from "../../hub/people/person_blocks.ts";
import type { Position, ReadTo } from "../../hub/people/read_positions.ts";
import type { Entry, FileInfo } from "../../protocol.ts";
import { type Fields, isObject, isPosition } from "../../protocol/field.ts";
import type { Reset } from "../auth/accounts/resets.ts";
import { ALGORITHMS, type Passkey } from "../auth/accounts/passkeys/passkey.ts";
import type { Account } from "../auth/accounts.ts";
import type { Invite } from "../auth/service/invites.ts";
import type { AuditEntry } from "../auth/audit.ts";
import type { Bot } from "../auth/bots/bot.ts";
import type { Delivery, ReplyAddress } from "../auth/bots/delivery.ts";
import type { Hook } from "../auth/bots/hook.ts";
import type { Session } from "../auth/session_store.ts";
import type { Removal } from "../service/removals/removal.ts";

/** What an entry has besides its room, its number and its time. */
const ENTRY_FIELDS: Readonly<Record<Entry["type"], (fields: Fields) => boolean>> = {
  said: (fields) => hasSaidFields(fields),
  edited: ({ of, from, text, sealed }) => isPosition(of) && areContent(from, text, sealed),
  deleted: ({ of, from }) => isPosition(of) && isText(from),
  reacted: ({ of, from, emoji, on }) =>
    isPosition(of) && [from, emoji].every(isText) && typeof on === "boolean",
  topic: ({ from, text, sealed }) => areContent(from, text, sealed),
  notice: ({ text }) => isText(text),
};

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isTrue(value: unknown): value is true {
  return value === true;
}

export function isHead(value: unknown): value is Head {
  if (!isObject(value)) return false;
  const { name, people, epoch, first, seq, said, topic, sealedTopic, pins } = value;
  return [name, epoch, topic].every(isText) && [first, seq, said].every(isPosition) &&
    (people === undefined || areTexts(people)) &&
    (sealedTopic === undefined || isSealedTopic(sealedTopic)) &&
    (pins === undefined || Array.isArray(pins) && pins.every(isPosition));
}

export function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || !isText(value.room)) return false;
  const { type, seq, at } = value;
  return isPosition(seq) && isPosition(at) && isText(type) && isEntryType(type) &&
    ENTRY_FIELDS[type](value);
}

export function isKept(value: unknown): value is Kept {
  return isObject(value) && isText(value.by) && isPosition(value.nth) && isEntry(value.entry);
}

/** One entry or more, numbered without holes. */
export function isPage(value: unknown): value is Kept[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((kept, i) => isKept(kept) && kept.entry.seq === value[0].entry.seq + i);
}

/** A row of the log of commits, whatever is in it. */
export function isRow(value: unknown): value is Uint8Array | readonly unknown[] {
  return value instanceof Uint8Array || Array.isArray(value);
}

/** How far somebody has read. */
export function isReadTo(value: unknown): value is ReadTo {
  return isObject(value) && isReadPosition(value) && isPosition(value.back ?? 0);
}

/** How far somebody had read, or a room had gone. */
export function isReadPosition(value: unknown): value is Position {
  return isObject(value) && isPosition(value.seq) && isPosition(value.nth);
}

export function isPlace(value: unknown): value is { room: string; seq: number } {
  return isObject(value) && isText(value.room) && isPosition(value.seq);
}

export function isCall(value: unknown): value is { seq: number; by: string } {
  return isObject(value) && isPosition(value.seq) && isText(value.by);
}

export function isDirect(value: unknown): value is true | { left: Position } {
  return value === true || isObject(value) && isReadPosition(value.left);
}

export function isBlock(value: unknown): value is Block {
  return isObject(value) && isText(value.name) && isPosition(value.at);
}

export function isAccount(value: unknown): value is Account {
  return isObject(value) && [value.id, value.name, value.password].every(isText) &&
    isPosition(value.made) && typeof value.founder === "boolean" &&
    (value.passkeys === undefined ||
      Array.isArray(value.passkeys) && value.passkeys.every(isPasskey));
}

function isPasskey(value: unknown): value is Passkey {
  if (!isObject(value)) return false;
  const { id, credential, host, algorithm, key, counter, synced, transports, name, made, used } =
    value;
  return [id, credential, host, key, name].every(isText) && areTexts(transports) &&
    [counter, made, used ?? 0].every(isPosition) && typeof synced === "boolean" &&
    ALGORITHMS.some((known) => known === algorithm);
}

export function isBot(value: unknown): value is Bot {
  if (!isObject(value)) return false;
  const { id, name, owner, ownerName, made, token, callback, failure } = value;
  return [id, name, owner, ownerName, token].every(isText) && isPosition(made) &&
    (callback === undefined ||
      isObject(callback) && [callback.url, callback.secret, callback.base].every(isText)) &&
    (failure === undefined || isObject(failure) && isPosition(failure.at) && isText(failure.why));
}

export function isBotRef(value: unknown): value is { owner: string; id: string } {
  return isObject(value) && isText(value.owner) && isText(value.id);
}

export function isHook(value: unknown): value is Hook {
  if (!isObject(value)) return false;
  const { id, name, person, room, by, made, secret, calls } = value;
  return [id, name, person, room, by, secret].every(isText) && isPosition(made) &&
    typeof calls === "boolean";
}

export function isHookRef(value: unknown): value is { room: string; id: string } {
  return isObject(value) && isText(value.room) && isText(value.id);
}

export function isDelivery(value: unknown): value is Delivery {
  if (!isObject(value)) return false;
  const { id, bot, owner, room, name, people, seq, tries, due } = value;
  return [id, bot, owner, room, name].every(isText) && areTexts(people) &&
    [seq, tries, due].every(isPosition);
}

export function isReplyAddress(value: unknown): value is ReplyAddress {
  return isObject(value) && isDelivery(value.delivery) && isPosition(value.expires);
}

export function isInvite(value: unknown): value is Invite {
  if (!isObject(value)) return false;
  const { by, expires, name, made, left, room } = value;
  return isText(by) && isPosition(expires) &&
    [name, room].every((text) => text === undefined || isText(text)) &&
    [made, left].every((number) => number === undefined || isPosition(number));
}

export function isReset(value: unknown): value is Reset {
  if (!isObject(value)) return false;
  const { person, name, password, by, expires } = value;
  return [person, name, password].every(isText) && (by === undefined || isText(by)) &&
    isPosition(expires);
}

export function isSession(value: unknown): value is Session {
  if (!isObject(value)) return false;
  const { id, person, name, program, address, made, seen, expires, guest } = value;
  return [id, person, name, program, address].every(isText) &&
    [made, seen, expires].every(isPosition) && typeof guest === "boolean";
}

export function isRemoval(value: unknown): value is Removal {
  if (!isObject(value)) return false;
  const { id, name, also, since, room, by, at, deleted } = value;
  return [id, name].every(isText) && [since, at, deleted].every(isPosition) &&
    (room === undefined || isText(room)) && isObject(by) &&
    (also === undefined || Array.isArray(also) && also.every(isText)) &&
    [by.id, by.name, by.key].every(isText) &&
    (by.admin === undefined || typeof by.admin === "boolean");
}

export function isAuditEntry(value: unknown): value is AuditEntry {
  return isObject(value) && isText(value.id) && isPosition(value.at) && isText(value.what);
}

/** Only what decides what becomes of a file; the rest is for whoever shows it. */
export function isFileInfo(value: unknown): value is FileInfo {
  return isObject(value) && [value.id, value.url, value.name, value.type].every(isText) &&
    isPosition(value.size);
}

function isEntryType(type: string): type is Entry["type"] {
  return Object.hasOwn(ENTRY_FIELDS, type);
}

function hasSaidFields(fields: Fields): boolean {
  const { id, from, text, sealed, files, reply, edited, deleted, reactions } = fields;
  return isText(id) && areContent(from, text, sealed) &&
    (files === undefined || Array.isArray(files) && files.every(isFileInfo)) &&
    (reply === undefined || isPosition(reply)) && (edited === undefined || isPosition(edited)) &&
    (deleted === undefined || deleted === true) &&
    (reactions === undefined || isObject(reactions) && Object.values(reactions).every(areTexts));
}

/** Who says something, what, and what of it the server cannot read. */
function areContent(from: unknown, text: unknown, sealed: unknown): boolean {
  return [from, text, sealed ?? ""].every(isText);
}

function isSealedTopic(value: unknown): boolean {
  return isObject(value) && [value.from, value.sealed, value.by].every(isText);
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

/** Up to where some logs were read, which are named by their epochs, and since when that is noted. */
export function isStreamPositions(
  value: unknown,
): value is { at: number; logs: [epoch: string, seq: number][] } {
  return isObject(value) && isPosition(value.at) && Array.isArray(value.logs) &&
    value.logs.every((log) => Array.isArray(log) && isText(log[0]) && isPosition(log[1]));
}
