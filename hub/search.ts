/**
 * Finding messages in a room's log, from the newest back.
 *
 * @module
 */
import type { Answer, Said } from "../protocol.ts";
import type { Journal } from "./journal.ts";

/** Entries that are read at once. */
const PAGE = 1_000;
/** How long one answer looks, in milliseconds: then it says from where on nobody has looked yet. */
const LOOK_MS = 50;

/** What is looked for, as a client asks it. */
export interface Sought {
  readonly ref?: number | undefined;
  /** Words, each of which is in the message or in its author's name. */
  readonly q: string;
  /** Looks at what is older than this entry only. */
  readonly before: number;
  /** The most messages that are wanted. */
  readonly limit: number;
}

/** Where is looked. */
export interface Place {
  /** The room's key, and its name as people read it. */
  readonly key: string;
  readonly name: string;
  readonly journal: Pick<Journal, "read">;
}

/**
 * The newest messages that have all words, newest first. Stops when it has enough, at the beginning,
 * or when it has looked for long enough; unless that was the beginning, the answer has a `before` to go on from.
 */
export async function search(
  { key, name, journal }: Place,
  { ref, q, before, limit }: Sought,
  now: () => number = () => performance.now(),
): Promise<Answer> {
  const words = wordsOf(q);
  const entries: Said[] = [];
  const end = now() + LOOK_MS;
  for (let page: Said[], next: number | undefined = before; next !== undefined;) {
    [page, next] = await readBack(journal, key, next);
    for (const said of page) {
      if (!matches(said, words)) continue;
      entries.push(said);
      if (entries.length < limit) continue;
      next = said.seq === 1 ? undefined : said.seq;
      break;
    }
    const isEnough = entries.length === limit || now() >= end;
    if (isEnough && next !== undefined) {
      return { type: "found", ref, room: name, entries, before: next };
    }
  }
  return { type: "found", ref, room: name, entries };
}

/** The messages of a page, newest first, and before which entry the next page ends, if there is one. */
async function readBack(
  journal: Pick<Journal, "read">,
  key: string,
  before: number,
): Promise<[Said[], number | undefined]> {
  const entries = await journal.read(key, { before, limit: PAGE });
  const oldest = entries[0]?.seq ?? 1;
  const said = entries.filter((entry) => entry.type === "said").reverse();
  return [said, entries.length < PAGE || oldest === 1 ? undefined : oldest];
}

/** Whether a message, or its author's name, has all words. */
function matches({ deleted, from, text }: Said, words: readonly string[]): boolean {
  if (deleted) return false;
  const folded = fold(`${from} ${text}`);
  return words.every((word) => folded.includes(word));
}

/** The words of a question, folded. */
function wordsOf(q: string): string[] {
  return fold(q).split(/\s+/).filter((word) => word !== "");
}

/** A text without regard to case and width: `Ｔｅａ` is `tea`. */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
