/**
 * What becomes of rows of the log that can't be read.
 *
 * @module
 */
import { isHead } from "../checks.ts";
import { keys } from "../keys.ts";
import { readRow, rowValue } from "./log_rows.ts";
import type { Store } from "../store.ts";

/** Rooms that get another epoch in one commit. */
const ROOMS_AT_ONCE = 100;

/**
 * Keeps the rows aside, and in the log what of them can be read. Nobody can tell in which rooms
 * something is missing, so all get another epoch: who was there starts anew.
 */
export async function mendLog(
  store: Store,
  damaged: readonly Deno.KvEntry<unknown>[],
): Promise<void> {
  if (damaged.length === 0) return;
  store.say(
    `Of what was said last, some can't be read: ${damaged.length} rows of the log are kept as ` +
      "they are, and everybody starts anew with what is there",
  );
  await renewEpochs(store);
  // Last: as long as they are there, this is done again.
  for (const { key, value } of damaged) {
    const { entries } = readRow(value);
    await store.write((kv) => {
      const atomic = kv.atomic().set(keys.unreadable(key), value);
      return (entries.length > 0 ? atomic.set(key, rowValue(entries)) : atomic.delete(key))
        .commit();
    });
  }
}

/**
 * Gives the log of each room another epoch: who knows more of one than is there starts anew. Tells
 * whether there is any room.
 */
export async function renewEpochs(store: Store): Promise<boolean> {
  const heads = store.scan<unknown>(keys.rooms, ROOMS_AT_ONCE);
  let some: Deno.KvEntry<unknown>[] = [];
  let isAny = false;
  for await (const row of heads) {
    isAny = true;
    if (some.push(row) < ROOMS_AT_ONCE) continue;
    await renew(store, some);
    some = [];
  }
  await renew(store, some);
  return isAny;
}

async function renew(store: Store, heads: readonly Deno.KvEntry<unknown>[]): Promise<void> {
  await store.write((kv) => {
    const atomic = kv.atomic();
    for (const { key, value } of heads) {
      if (isHead(value)) atomic.set(key, { ...value, epoch: crypto.randomUUID() });
    }
    return atomic.commit();
  });
}
