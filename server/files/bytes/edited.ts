/**
 * Bytes with what is to be left out or replaced.
 *
 * @module
 */
import type { Edit } from "./edits.ts";

/** Bytes as they are after edits, which are in order and do not overlap. */
export async function* edited(
  pieces: AsyncIterable<Uint8Array>,
  edits: readonly Edit[],
): AsyncGenerator<Uint8Array> {
  const left = edits.values();
  let edit = left.next().value;
  let at = 0;
  for await (const piece of pieces) {
    const end = at + piece.length;
    for (let from = at; from < end;) {
      if (!edit || edit.at >= end) {
        yield piece.subarray(from - at);
        break;
      }
      if (edit.at > from) yield piece.subarray(from - at, edit.at - at);
      // Once: where it is cut by a piece's end, the rest of it is only left out.
      if (edit.at >= from && edit.bytes) yield edit.bytes;
      const after = edit.at + edit.length;
      from = Math.min(end, after);
      if (after <= end) edit = left.next().value;
    }
    at = end;
  }
  for (; edit; edit = left.next().value) if (edit.at >= at && edit.bytes) yield edit.bytes;
}
