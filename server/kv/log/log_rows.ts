/**
 * The rows of the log of commits: entries of any rooms, as JSON in UTF-8.
 *
 * @module
 */
import type { Kept } from "../../../hub/log/kept_entry.ts";
import { isKept, isText } from "../checks.ts";
import { cut, listIn, listValue, valuesOf } from "../pages/page_value.ts";
import { standInFor } from "../pages/stored.ts";
import { isObject, isPosition } from "../../../protocol/field.ts";

/** An entry of a room, by the room's key. */
export interface RoomEntry {
  readonly room: string;
  readonly kept: Kept;
}

/** Some entries that are one row, and its value. */
export interface RowValue<E> {
  readonly entries: readonly E[];
  readonly value: Uint8Array | readonly unknown[];
}

/** What a row says. */
export interface ReadRow {
  readonly entries: readonly RoomEntry[];
  /** Whether there is something of which not even the room and the number can be read. */
  readonly isDamaged: boolean;
}

/** Cuts entries into rows. */
export function rowsOf<E extends RoomEntry>(entries: readonly E[]): RowValue<E>[] {
  return [...cut(entries, ({ kept }) => kept)]
    .map((some) => ({ entries: some, value: rowValue(some) }));
}

/** The value of a row. */
export function rowValue(entries: readonly RoomEntry[]): RowValue<RoomEntry>["value"] {
  const pairs: [string, unknown][] = [];
  for (const { room, kept } of entries) {
    for (const value of valuesOf(kept)) pairs.push([room, value]);
  }
  return listValue(pairs);
}

/** What a row says, whatever is there. */
export function readRow(value: unknown): ReadRow {
  const list = listIn(value);
  const entries = list.map(readEntry).filter((entry) => entry !== undefined);
  return { entries, isDamaged: list.length === 0 || entries.length < list.length };
}

function readEntry(value: unknown): RoomEntry | undefined {
  const [room, kept] = Array.isArray(value) ? value : [];
  if (!isText(room)) return undefined;
  if (isKept(kept)) return { room, kept };
  const seq = isObject(kept) && isObject(kept.entry) ? kept.entry.seq : undefined;
  return isPosition(seq) ? { room, kept: standInFor(room, seq, undefined, [kept]) } : undefined;
}
