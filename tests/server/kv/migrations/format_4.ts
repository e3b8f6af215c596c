/**
 * A store of format 4, as it was: its rows are written out by hand in a file beside this one.
 *
 * @module
 */
import format4 from "./format_4.json" with { type: "json" };

/** What keys began with, and what a room's access was called. */
export const OLD = format4.names;

/** Puts the rows into an empty store. */
export async function fillFormat4(kv: Deno.Kv): Promise<void> {
  for (const [key, value] of rowsOf(format4.rows)) await kv.set(key, value);
}

function* rowsOf(rows: readonly unknown[]): Generator<[Deno.KvKey, unknown]> {
  for (const row of rows) {
    if (!Array.isArray(row) || !Array.isArray(row[0])) throw new TypeError("This is no row");
    const [key, value] = row;
    yield [key, hasBytes(value) ? new TextEncoder().encode(value.utf8) : value];
  }
}

/** Whether a value stands for the bytes of a text. */
function hasBytes(value: unknown): value is { utf8: string } {
  return typeof value === "object" && value !== null && "utf8" in value;
}
