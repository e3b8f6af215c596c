/**
 * Cuts what is appended at once into pieces, each of which one commit can bear.
 *
 * @module
 */
import type { Appended, Draft } from "../../../hub/log/journal.ts";
import { MENTIONED_MAX } from "../../../protocol/markup.ts";

/** How much a piece has: drafts, and bytes as `weigh` weighs them. */
export const PIECE_MAX = { drafts: 90, bytes: 600_000 } as const;
/** How large a piece of the log may be that is written anew for a draft about a message in it. */
const REVISION_BYTES = 64 * 1024;
/** What a byte of a key weighs: Deno KV takes 800 KB at once, but of keys only 80. */
const KEY_WEIGHT = 8;

/** What a file weighs. */
const FILE_WEIGHT = 7_000;

/** The bytes that a draft may make us write, at most. */
export function weigh({ entry, files = [] }: Draft): number {
  const text = "text" in entry ? entry.text : "";
  const sealed = "sealed" in entry ? entry.sealed ?? "" : "";
  const from = "from" in entry ? entry.from : "";
  const revision = "of" in entry ? REVISION_BYTES : 0;
  // The key of a direct room has the ids of its people, too.
  const roomKey = 3 * entry.room.length + (entry.room.startsWith("@") ? 250 : 0);
  const mentions = Math.min(MENTIONED_MAX, text.split("@").length - 1);
  const keys = 150 + 3 * from.length + 2 * roomKey + mentions * (130 + roomKey);
  return 2000 + 8 * entry.room.length + 2 * text.length + sealed.length + KEY_WEIGHT * keys +
    revision +
    FILE_WEIGHT * files.length;
}

/** How many keys a draft has a commit check, beside its room's and that of its id: pages and files. */
export function checksOf({ entry, files = [] }: Draft): number {
  return ("of" in entry ? 1 : 0) + files.length;
}

/**
 * Drafts in pieces, in order: each as long as it can be, and at least one draft. A commit may check so
 * many keys, one of which is the room's.
 */
export function piecesOf(drafts: readonly Draft[], checksMax: number): (readonly Draft[])[] {
  if (drafts.length === 1) return [drafts];
  const pieces: (readonly Draft[])[] = [];
  let start = 0;
  let bytes = 0;
  let checks = 1;
  for (const [end, draft] of drafts.entries()) {
    const weight = weigh(draft);
    const isFull = end - start === PIECE_MAX.drafts || bytes + weight > PIECE_MAX.bytes ||
      checks + checksOf(draft) > checksMax;
    if (end > start && isFull) {
      pieces.push(drafts.slice(start, end));
      start = end;
      bytes = 0;
      checks = 1;
    }
    bytes += weight;
    checks += checksOf(draft);
  }
  pieces.push(start === 0 ? drafts : drafts.slice(start));
  return pieces;
}

/**
 * Appends drafts by pieces, all at once: what takes them keeps them in order.
 *
 * @throws What the first piece fails with, if all fail.
 */
export function appendPieces(
  drafts: readonly Draft[],
  checksMax: number,
  append: (piece: readonly Draft[]) => Promise<Appended[]>,
): Promise<Appended[]> {
  const pieces = piecesOf(drafts, checksMax);
  return pieces.length === 1 ? append(drafts) : appendAll(pieces, append);
}

async function appendAll(
  pieces: readonly (readonly Draft[])[],
  append: (piece: readonly Draft[]) => Promise<Appended[]>,
): Promise<Appended[]> {
  const results = await Promise.allSettled(pieces.map(append));
  const [first] = results;
  if (first?.status === "rejected" && results.every(({ status }) => status === "rejected")) {
    throw first.reason;
  }
  return results.flatMap((result, i): Appended[] =>
    result.status === "fulfilled" ? result.value : pieces[i]!.map(() => ({ failed: result.reason }))
  );
}
