/**
 * Searches a room's log, from the newest message back.
 *
 * @module
 */
import type { Answer, Entry, FileInfo, Said } from "../../protocol.ts";
import { fold, isPlain } from "../../protocol/text/fold.ts";
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
/** How much longer a code unit takes that is not ASCII, at most. */
const FOLDING_WORK = 4;

/** A search query. */
export interface Sought {
  readonly ref?: number | undefined;
  /** Words, each of which is in the message or in its author's name. */
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
  { key, name, journal }: Place,
  { ref, q, before, limit }: Sought,
  { now = () => performance.now(), spend = () => true }: SearchBounds = {},
): Promise<Answer> {
  const words = wordsOf(q);
  const found: Said[] = [];
  const end = now() + LOOK_MS;
  let size: number = PAGE.first;
  for (let next: number | undefined = before; next !== undefined;) {
    const entries = await journal.read(key, { before: next, limit: size });
    const step = look(entries, words, limit - found.length);
    found.push(...step.found);
    next = step.next ??
      (entries.length < size || firstOf(entries) === 1 ? undefined : firstOf(entries));
    size = sizeAfter(step);
    const isEnough = !spend(step.work) || found.length === limit || now() >= end;
    if (isEnough && next !== undefined) {
      return { type: "found", ref, room: name, entries: found, before: next };
    }
  }
  return { type: "found", ref, room: name, entries: found };
}

/** What was found in a step, and what it took. */
interface Step {
  readonly found: readonly Said[];
  /** Entries that were looked at. */
  readonly looked: number;
  readonly work: number;
  /** Before which entry to go on, if not all entries were looked at; 1 is the oldest. */
  readonly next: number | undefined;
}

/** Looks at entries from the newest on, until enough is found or enough is done. */
function look(entries: readonly Entry[], words: readonly string[], wanted: number): Step {
  const found: Said[] = [];
  let work = 0;
  for (const [looked, entry] of entries.toReversed().entries()) {
    if (found.length === wanted || work >= STEP_WORK) {
      return { found, looked, work, next: entry.seq + 1 };
    }
    work += entry.type === "edited" ? EDIT_WORK : ENTRY_WORK;
    if (entry.type !== "said" || entry.deleted) continue;
    const { isFound, work: compared } = compare(entry, words);
    work += compared;
    if (isFound) found.push(entry);
  }
  return { found, looked: entries.length, work, next: undefined };
}

/** Whether a message, what is told of its files, or its author's name has all words, and what it took to know. */
function compare(
  { from, text, files }: Said,
  words: readonly string[],
): { isFound: boolean; work: number } {
  const told = files ? `${text} ${wordsOfFiles(files)}` : text;
  const folded = fold(`${from} ${told}`);
  let work = (told.length + folded.length) * (isPlain(told) ? 1 : FOLDING_WORK);
  const isFound = words.every((word) => {
    work += folded.length / 4;
    return folded.includes(word);
  });
  return { isFound, work };
}

/** What people are told of files in words. */
function wordsOfFiles(files: readonly FileInfo[]): string {
  return files.map(({ name, alt = "" }) => `${name} ${alt}`).join(" ");
}

/** How many entries make one step, if they are like those before. */
function sizeAfter({ looked, work }: Step): number {
  const fitting = Math.floor(STEP_WORK * looked / Math.max(1, work));
  return Math.min(PAGE.most, Math.max(PAGE.least, fitting));
}

function firstOf(entries: readonly Entry[]): number {
  return entries[0]?.seq ?? 1;
}

/** The words of a question, folded, each once. */
function wordsOf(q: string): string[] {
  return [...new Set(fold(q).split(/\s+/).filter((word) => word !== ""))];
}
