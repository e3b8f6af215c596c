/**
 * A page of a room's log as it is kept: JSON, in UTF-8.
 *
 * What Deno KV makes of other values stays in memory until the whole heap is looked through. So who
 * missed 100,000 messages gets a third more of them a second than when a page was a list of objects.
 *
 * @module
 */
import { freeNow } from "../free_now.ts";
import type { Kept } from "../../hub/log/edits.ts";
import type { PageValue } from "./schema.ts";

/** How long JSON may be that is a value. Deno KV takes 64 KiB. */
const JSON_MAX_BYTES = 65_000;

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
export function originalBytes(kept: Kept): number {
  const values = hasOriginals ? originals.get(kept) : undefined;
  return values ? 3 * JSON.stringify(values).length : 0;
}

/** The value of a page. */
export function pageValue(page: readonly Kept[]): PageValue {
  const list = hasOriginals ? page.flatMap((kept) => originals.get(kept) ?? [kept]) : page;
  const json = encoder.encode(JSON.stringify(list));
  // What is no entry of ours is written as it was read.
  return json.length <= JSON_MAX_BYTES ? json : list as readonly Kept[];
}

/** Takes what is on a page, whatever it is; nothing if the value is none of a page. It is used up. */
export function takeList(value: unknown): unknown[] {
  const list = value instanceof Uint8Array ? parsed(value) : value;
  return Array.isArray(list) ? list : [];
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(json));
  } catch {
    return undefined;
  } finally {
    freeNow(json);
  }
}
