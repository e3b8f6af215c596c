/**
 * Boxes, of which MP4, QuickTime, AVIF and HEIC consist.
 *
 * @module
 */
import { Broken } from "./broken.ts";
import type { Edits } from "./edits.ts";
import type { Fields } from "./fields.ts";
import type { Source, Steps } from "./source.ts";

export interface Box {
  readonly name: string;
  /** Where it begins, where its contents do, and where it ends. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

const FREE = new TextEncoder().encode("free");

/** Reads the heading of a box that ends before a place. Only if that is the file's end it is unknown. */
export function* nextBox(source: Source, limit: number): Steps<Box> {
  source.countPart();
  const at = source.at;
  const head = source.take(8) ?? (yield* source.read(8));
  let size = head.u32(0);
  if (size === 1) size = (yield* source.read(8)).u64(0);
  else if (size === 0 && limit === Infinity) size = Infinity;
  return boxOf(head.text(4, 4), at, source.at, at + size, limit);
}

/** The boxes in a part of a box that has been read, the first byte of which is somewhere in the file. */
export function boxesIn(fields: Fields, base: number): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= fields.length;) {
    const isLarge = fields.u32(at) === 1;
    const size = isLarge ? fields.u64(at + 8) : fields.u32(at);
    const start = base + at + (isLarge ? 16 : 8);
    const name = fields.text(at + 4, 4);
    boxes.push(boxOf(name, base + at, start, base + at + size, base + fields.length));
    at += size;
  }
  return boxes;
}

function boxOf(name: string, at: number, start: number, end: number, limit: number): Box {
  if (end < start || end > limit) throw new Broken("A box is larger than what it is in");
  return { name, at, start, end };
}

/** Reads the boxes up to a place: what a visitor leaves of one is passed over. */
export function* eachBox(
  source: Source,
  end: number,
  visit: (box: Box) => Steps<void>,
): Steps<void> {
  while (source.at + 8 <= end) {
    const box = yield* nextBox(source, end);
    yield* visit(box);
    if (source.at > box.end) throw new Broken("A box is shorter than its contents");
    const length = box.end - source.at;
    if (!source.pass(length)) yield* source.skip(length);
  }
  // A list may end with a zero.
  yield* source.skip(end - source.at);
}

/** Makes free space of a box: whatever is behind it stays where it is. */
export function freeBox({ at, start, end }: Box, edits: Edits): void {
  edits.replace(at + 4, FREE.length, FREE);
  edits.blank(start, end - start);
}
