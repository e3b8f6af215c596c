/**
 * A page of a room's log as it is kept: JSON, in UTF-8.
 *
 * What Deno KV makes of other values stays in memory until the whole heap is looked through. So who
 * missed 100,000 messages gets a third more of them a second than when a page was a list of objects.
 *
 * @module
 */
import { freeNow } from "../../limits/free_now.ts";
import type { Kept } from "../../../hub/log/kept_entry.ts";
import type { Draft } from "../../../hub/log/journal.ts";
import type { PageValue } from "../schema.ts";

/** How long JSON may be that is a value. Deno KV takes 64 KiB. */
const JSON_MAX_BYTES = 65_000;

/** How large a page may be, as `weighKept` weighs it: whoever reacts to a message has its page written anew. */
export const PAGE_MAX_BYTES = 60_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * What the store has in the place of entries that can't be read, for which others stand in. A page that
 * is written anew has that again, unchanged: a newer version, or somebody with patience, may read it.
 */
const originals = new WeakMap<Kept, readonly unknown[]>();
/** Almost no server ever has one: then none is looked for. */
let hasOriginals = false;

/** Lets an entry stand in for values that can't be read, which may be none. */
export function standIn(kept: Kept, values: readonly unknown[]): Kept {
  hasOriginals = true;
  originals.set(kept, values);
  return kept;
}

/** Whether an entry stands in for nothing that could be written in its place. */
export function isHole(kept: Kept): boolean {
  return originals.get(kept)?.length === 0;
}

/** The bytes of what an entry stands in for, at most: no code unit takes more than three. */
function originalBytes(kept: Kept): number {
  const values = hasOriginals ? originals.get(kept) : undefined;
  return values ? 3 * JSON.stringify(values).length : 0;
}

/** The bytes that an entry takes in a page, at most: no code unit takes more than two. */
export function weighKept({ entry, by }: Draft): number {
  let units = entry.room.length + by.length;
  if ("from" in entry) units += entry.from.length;
  if ("text" in entry) units += entry.text.length;
  // Of base64url each takes one byte.
  if ("sealed" in entry) units += (entry.sealed?.length ?? 0) / 2;
  if (entry.type === "said") units += entry.id.length;
  if (entry.type === "said" && entry.files) units += JSON.stringify(entry.files).length;
  if (entry.type === "said" && entry.reactions) units += JSON.stringify(entry.reactions).length;
  return 300 + 2 * units;
}

/** Cuts entries into pages, or rows, that fit into a value each. */
export function* cut<T>(entries: readonly T[], keptOf: (entry: T) => Kept): Generator<T[]> {
  let page: T[] = [];
  let bytes = 0;
  for (const one of entries) {
    const kept = keptOf(one);
    const weight = weighKept(kept) + originalBytes(kept);
    if (page.length > 0 && bytes + weight > PAGE_MAX_BYTES) {
      yield page;
      page = [];
      bytes = 0;
    }
    page.push(one);
    bytes += weight;
  }
  if (page.length > 0) yield page;
}

/** Cuts entries of a room into pages. */
export function pagesOf(kept: readonly Kept[]): Generator<Kept[]> {
  return cut(kept, (one) => one);
}

/** The value of a page. */
export function pageValue(page: readonly Kept[]): PageValue {
  const list = hasOriginals ? page.flatMap(valuesOf) : page;
  // What is no entry of ours is written as it was read.
  return listValue(list) as PageValue;
}

/** What is written for an entry: itself, or what it stands in for. */
export function valuesOf(kept: Kept): readonly unknown[] {
  return (hasOriginals ? originals.get(kept) : undefined) ?? [kept];
}

/** The value of a list, which was cut. */
export function listValue(list: readonly unknown[]): Uint8Array | readonly unknown[] {
  const json = encoder.encode(JSON.stringify(list));
  return json.length <= JSON_MAX_BYTES ? json : list;
}

/** Takes what is on a page, whatever it is; nothing if the value is none of a page. It is used up. */
export function takeList(value: unknown): unknown[] {
  const list = listIn(value);
  if (value instanceof Uint8Array) freeNow(value);
  return list;
}

/** What is in a row, or on a page, likewise. */
export function listIn(value: unknown): unknown[] {
  const list = value instanceof Uint8Array ? parsed(value) : value;
  return Array.isArray(list) ? list : [];
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(json));
  } catch {
    return undefined;
  }
}
