/**
 * What comes out of the store, where a disk, another program or an older version may have damaged it:
 * it is looked at before it is believed, and what can't be read is replaced, so that numbers keep no
 * holes and nobody is kept from the rest.
 *
 * @module
 */
import type { Head } from "../../../hub/log/journal.ts";
import type { Kept } from "../../../hub/log/kept_entry.ts";
import type { Entry } from "../../../protocol.ts";
import { isObject, isPosition } from "../../../protocol/field.ts";
import { isKept } from "../checks.ts";
import { keys } from "../keys.ts";
import type { Owner } from "../log/owner.ts";
import { standIn, takeList } from "./page_value.ts";
import type { Store } from "../store.ts";

/** What is told in the place of an entry that can't be read. */
export const UNREADABLE = "An entry that was here can't be read";
/** Entries that a damaged page is believed to have had, at most: its key may be damaged, too. */
const PAGE_MAX = 1000;

/** A page of a room's log, as it was written or as far as it can be read. */
export async function readPage(
  store: Store,
  { key, value }: Deno.KvEntry<unknown>,
): Promise<Kept[]> {
  const [, room, last] = key;
  if (typeof room !== "string" || !isPosition(last)) return [];
  const list = takeList(value);
  const kept = list.filter(isKept);
  const first = kept[0]?.entry.seq ?? last;
  const isWhole = kept.length === list.length && first > 0 &&
    kept.every(({ entry }, i) => entry.seq === first + i) && kept.at(-1)?.entry.seq === last;
  if (isWhole) return kept;
  return filled(room, list, await lastBefore(store, room, last) + 1, last);
}

/** Makes a head anew from its room's pages. It has another epoch, so that who was here starts anew. */
export async function mendHead(
  store: Store,
  owner: Pick<Owner, "commit">,
  damaged: Deno.KvEntry<unknown>,
): Promise<void> {
  const room = String(damaged.key[1]);
  const [name = "", ...rest] = room.split(" ");
  // Behind the name of a direct room are its people; behind that of another, which of its namesakes it is.
  const people = name.startsWith("@") ? rest : [];
  const seq = await lastBefore(store, room, Infinity);
  const range = { start: keys.page(room, 0), end: keys.page(room, Infinity) };
  const [oldest] = await pages(store, range);
  const [newest] = await pages(store, range, { reverse: true });
  const head: Head = {
    name,
    ...(people.length > 0 && { people }),
    epoch: crypto.randomUUID(),
    first: oldest?.[0]?.entry.seq ?? seq + 1,
    seq,
    said: newest?.at(-1)?.nth ?? 0,
    topic: "",
  };
  await owner.commit((atomic) =>
    atomic.check(damaged).set(damaged.key, head)
      // What we can't read may be more than we know.
      .set(keys.unreadable(damaged.key), damaged.value)
  );
}

async function pages(
  store: Store,
  range: Deno.KvListSelector,
  options: Deno.KvListOptions = {},
): Promise<Kept[][]> {
  const found = await store.list<unknown>(range, { ...options, limit: 1 });
  return await Promise.all(found.map((page) => readPage(store, page)));
}

/** The number of the last entry of the page before one; 0 when there is none. */
async function lastBefore(store: Store, room: string, last: number): Promise<number> {
  const range = { start: keys.page(room, 0), end: keys.page(room, last) };
  const [before] = await store.list<unknown>(range, { reverse: true, limit: 1 });
  return Number(before?.key[2] ?? 0);
}

/** What can be read of a page, each number once, and a notice that stands in for each that can't. */
function filled(room: string, list: readonly unknown[], first: number, last: number): Kept[] {
  const kept = list.filter(isKept);
  const known = new Map(kept.map((one) => [one.entry.seq, one]));
  const start = Math.max(first, last - PAGE_MAX + 1);
  let [before] = kept;
  const unread = placed(list, known, start, last);
  return Array.from({ length: last - start + 1 }, (_, i) => {
    const one = known.get(start + i);
    if (one) return before = one;
    return standInFor(room, start + i, before, unread.get(start + i) ?? []);
  });
}

/** A notice that stands in for values that can't be read, in the place of an entry, after another. */
export function standInFor(
  room: string,
  seq: number,
  before: Kept | undefined,
  values: readonly unknown[],
): Kept {
  const [name = ""] = room.split(" ");
  const at = before?.entry.at ?? 0;
  const entry: Entry = { type: "notice", room: name, seq, at, text: UNREADABLE };
  return standIn({ entry, by: "", nth: before?.nth ?? 0 }, values);
}

/**
 * What can't be read of a page, by the numbers in whose place it is: its own, or by its position if the
 * page is complete; else that of the first entry that is missing.
 */
function placed(
  list: readonly unknown[],
  known: ReadonlyMap<number, Kept>,
  start: number,
  last: number,
): Map<number, unknown[]> {
  const isMissing = (seq: number) => start <= seq && seq <= last && !known.has(seq);
  let missing = start;
  while (missing < last && known.has(missing)) missing++;
  const isComplete = list.length === last - start + 1;
  const found = new Map<number, unknown[]>();
  list.forEach((value, i) => {
    const own = numberOf(value);
    if (own !== undefined && known.get(own) === value && start <= own && own <= last) return;
    const byPosition = isComplete ? start + i : missing;
    const seq = own !== undefined && isMissing(own)
      ? own
      : isMissing(byPosition)
      ? byPosition
      : missing;
    found.set(seq, [...found.get(seq) ?? [], value]);
  });
  return found;
}

function numberOf(value: unknown): number | undefined {
  const seq = isObject(value) && isObject(value.entry) ? value.entry.seq : undefined;
  return isPosition(seq) ? seq : undefined;
}
