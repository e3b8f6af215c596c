/**
 * What servers that share a store keep there of themselves, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import type { RelayedSignal } from "../../../hub/people/online/relayed.ts";
import { isObject, isPosition } from "../../../protocol/field.ts";
import { isText, isTrue } from "../checks.ts";
import type { Kind } from "../schema.ts";
import type { NumberedSignal } from "./recent_signals.ts";

/** After how many milliseconds a name is forgotten that was held by a server which has crashed. */
const HELD_MS = 30 * 24 * 60 * 60 * 1000;
const WHILE_IT_RUNS = { none: "it is of servers that run" } as const;

/** What a server tells of itself again and again. */
export interface Lease {
  /** How often it has told of rooms. */
  readonly told: number;
  /** The rooms of the last time, by key; `null` if those were many. */
  readonly rooms: readonly string[] | null;
  /** What was signalled lately to people on other servers; absent from older ones. */
  readonly signals?: readonly NumberedSignal[];
}

/** The people of a room on a server: names of the first of them, and how many there are. */
export interface StoredPeople {
  readonly names: readonly string[];
  readonly count: number;
}

/** Who has the name of a guest, and the ids of the servers that they are on. */
export interface HeldName {
  readonly person: string;
  readonly on: readonly string[];
}

export const INSTANCE_KINDS = {
  /** That a server runs, under its id. */
  instance: { at: "instance", is: isLease, backup: WHILE_IT_RUNS },
  /** Who is in a room on a server, under the id of that and the room's key. */
  present: { at: "present", is: isStoredPeople, backup: WHILE_IT_RUNS },
  /** Which guest has a name, under its key. */
  held: { at: "held", is: isHeldName, expireIn: HELD_MS, backup: WHILE_IT_RUNS },
  /** That a name which looks like others is held, under what they share and its key. */
  heldLike: { at: "heldLike", is: isTrue, expireIn: HELD_MS, backup: WHILE_IT_RUNS },
} as const satisfies Record<string, Kind>;

export function isLease(value: unknown): value is Lease {
  return isObject(value) && isPosition(value.told) &&
    (value.rooms === null || areTexts(value.rooms)) &&
    (value.signals === undefined ||
      Array.isArray(value.signals) && value.signals.every(isNumberedSignal));
}

export function isStoredPeople(value: unknown): value is StoredPeople {
  return isObject(value) && isPosition(value.count) && areTexts(value.names);
}

function isHeldName(value: unknown): value is HeldName {
  return isObject(value) && isText(value.person) && areTexts(value.on);
}

function isNumberedSignal(value: unknown): value is NumberedSignal {
  return Array.isArray(value) && value.length === 2 && isPosition(value[0]) && isRelayed(value[1]);
}

function isRelayed(value: unknown): value is RelayedSignal {
  if (!isObject(value) || !isObject(value.signal) || !isText(value.signal.room)) return false;
  const { type, from, level, seq, back, unread, mentions, mentioned = [] } = value.signal;
  if (isText(value.room)) return type === "typing" && isText(from);
  if (!isText(value.person)) return false;
  if (type === "notify") return level === "all" || level === "mentions" || level === "nothing";
  return type === "read" && isPosition(seq) &&
    [back, unread, mentions].every((one) => one === undefined || isPosition(one)) &&
    Array.isArray(mentioned) && mentioned.every(isPosition);
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
