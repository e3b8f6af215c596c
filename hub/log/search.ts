/**
 * Searches a room's log, from the newest message back.
 *
 * @module
 */
import type { Answer, Entry, Said } from "../../protocol.ts";
import { roomKey } from "../../protocol/name.ts";
import { compare, fits, parseQuery, type Query } from "../../protocol/text/query.ts";
import { rangeFrom } from "./history.ts";
import type { Journal } from "./journal.ts";

/** How long one answer may search, in milliseconds: then it says from where to continue. */
const LOOK_MS = 50;
/**
 * Work that is done without a break, which takes a few milliseconds on a slow machine. Work is counted
 * in code units that are folded or compared.
 */
export const STEP_WORK = 64 * 1024;
/** Entries that are read at once: at first, when it is not known how long they are, and ever. */
const PAGE = { first: 64, least: 16, most: 400 } as const;
/** What is done for any entry, besides its text; for an edit, of which the message is read, too. */
const ENTRY_WORK = 64;
const EDIT_WORK = 4096;

/** A search query. */
export interface Sought {
  readonly ref?: number | undefined;
  /** Words, each of which is in the message or in its author's name, and operators. */
  readonly q: string;
  /** Looks at what is older than this entry only. */
  readonly before: number;
  /** The most messages that are wanted. */
  readonly limit: number;
}

/** The room to search in. */
export interface Place {
  /** The room's key, and its name as people read it. */
  readonly key: string;
  readonly name: string;
  readonly journal: Pick<Journal, "read">;
  /** The numbers of its oldest entry and of its newest, where they are known. */
  readonly first?: number;
  readonly head?: number;
}

/** What limits a search. */
export interface SearchBounds {
  /** The clock, in milliseconds. */
  readonly now?: () => number;
  /** Accounts for work, and tells whether more is allowed. */
  readonly spend?: (work: number) => boolean;
}

/**
 * The newest messages that have all words, newest first. Stops when it has enough, at the beginning,
 * or when it has looked for long enough; unless that was the beginning, the answer has a `before` to go on from.
 */
export async function search(
  place: Place,
  { ref, q, before, limit }: Sought,
  { now = () => performance.now(), spend = () => true }: SearchBounds = {},
): Promise<Answer> {
  const { key, name, journal } = place;
  const query = parseQuery(q);
  const found: Said[] = [];
  const isElsewhere = query.rooms.length > 0 && !query.rooms.includes(roomKey(name));
  if (isElsewhere) return { type: "found", ref, room: name, entries: found };
  const end = now() + LOOK_MS;
  let size: number = PAGE.first;
  for (let next: number | undefined = await startOf(place, query, before); next !== undefined;) {
    const entries = await journal.read(key, { before: next, limit: size });
    const step = look(entries, query, limit - found.length);
    found.push(...step.found);
    next = step.isOver ? undefined : step.next ??
      (entries.length < size || firstOf(entries) === 1 ? undefined : firstOf(entries));
    size = sizeAfter(step);
    const isEnough = !spend(step.work) || found.length === limit || now() >= end;
    if (isEnough && next !== undefined) {
      return { type: "found", ref, room: name, entries: found, before: next };
    }
  }
  return { type: "found", ref, room: name, entries: found };
}

/** Before which entry a search begins: a date is found by halving, not by what came after it. */
async function startOf(place: Place, { before: at }: Query, before: number): Promise<number> {
  const { journal, key, first = 1, head } = place;
  if (at === Infinity || head === undefined) return before;
  const range = await rangeFrom({ journal, key, first, head }, { at, limit: 1 });
  return "after" in range ? Math.min(before, range.after + 1) : before;
}

/** What was found in a step, and what it took. */
interface Step {
  readonly found: readonly Said[];
  /** Entries that were looked at. */
  readonly looked: number;
  readonly work: number;
  /** Before which entry to go on, if not all entries were looked at; 1 is the oldest. */
  readonly next: number | undefined;
  /** Whether what is older is too old. */
  readonly isOver?: true;
}

/** Looks at entries from the newest on, until enough is found or enough is done. */
function look(entries: readonly Entry[], query: Query, wanted: number): Step {
  const found: Said[] = [];
  let work = 0;
  for (const [looked, entry] of entries.toReversed().entries()) {
    if (found.length === wanted || work >= STEP_WORK) {
      return { found, looked, work, next: entry.seq + 1 };
    }
    if (entry.at < query.after) return { found, looked, work, next: undefined, isOver: true };
    work += entry.type === "edited" ? EDIT_WORK : ENTRY_WORK;
    if (entry.type !== "said" || entry.deleted || !fits(entry, query)) continue;
    const { isFound, work: compared } = compare(entry, query);
    work += compared;
    if (isFound) found.push(entry);
  }
  return { found, looked: entries.length, work, next: undefined };
}

/** How many entries make one step, if they are like those before. */
function sizeAfter({ looked, work }: Step): number {
  const fitting = Math.floor(STEP_WORK * looked / Math.max(1, work));
  return Math.min(PAGE.most, Math.max(PAGE.least, fitting));
}

function firstOf(entries: readonly Entry[]): number {
  return entries[0]?.seq ?? 1;
}
