import { assert, assertEquals } from "@std/assert";
import { type Inspected, Inspector } from "../../../../server/files/bytes.ts";
import { edited, inspect, SAMPLES } from "../../../support/files/inspecting.ts";
import { webm } from "../../../support/files/media.ts";
import { join } from "../../../support/files/parts.ts";
import { gif } from "../../../support/files/pictures.ts";
import { below, withChance } from "../../../support/random/random.ts";

const FILES = 2000;
/** By how many bytes a file may grow: by an orientation in EXIF that had nothing else. */
const GROWTH_MAX = 16;

/** A file in which some bytes are others, are missing, or are there twice. */
function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  let mutant = bytes.slice();
  for (let left = 1 + below(8, random); left > 0; left--) {
    const at = below(mutant.length, random);
    const length = below(20, random);
    const values = [0, 1, 0x7f, 0x80, 0xff, below(256, random)];
    if (below(3, random)) mutant[at] = values[below(values.length, random)] ?? 0;
    else {
      const rest = mutant.subarray(below(2, random) ? at + length : Math.max(0, at - length));
      const longer = new Uint8Array(at + rest.length);
      longer.set(mutant.subarray(0, at));
      longer.set(rest, at);
      mutant = longer;
    }
  }
  return mutant;
}

/** That edits are in order, do not overlap, and are within the file. */
function assertSound({ edits }: Inspected, size: number): void {
  let end = 0;
  for (const { at, length } of edits) {
    assert(at >= end && length >= 0, `${at}+${length} after ${end}`);
    end = at + length;
  }
  assert(end <= size, `${end} of ${size}`);
}

Deno.test(`${FILES} mutated files do no harm`, async () => {
  await withChance((random) => {
    const kinds = [...SAMPLES.values()];
    for (let i = 0; i < FILES; i++) {
      const bytes = mutated(kinds[i % kinds.length]?.(i % 3 > 0) ?? new Uint8Array(), random);
      const found = inspect(bytes, [below(bytes.length, random)]);
      assertEquals(found, inspect(bytes));
      assertSound(found, bytes.length);
      const left = edited(bytes, found.edits);
      assert(left.length <= bytes.length + GROWTH_MAX, `${left.length} of ${bytes.length}`);
      const again = inspect(left);
      assertEquals(again.type, found.type, "what is left is of the same type");
    }
  });
});

Deno.test("What has been looked at may be long since something else", () => {
  const inspector = new Inspector();
  const piece = new Uint8Array(64 * 1024);
  // A film of data that goes on for a gigabyte, in the same memory.
  piece.set(new TextEncoder().encode("\0\0\0\x10ftypisom\0\0\0\0\0\0\0\0mdat"));
  inspector.write(piece);
  piece.fill(7);
  for (let i = 0; i < 16 * 1024; i++) inspector.write(piece);
  assertEquals(inspector.end(), { type: "application/octet-stream", edits: [] });
});

Deno.test("A file of nothing but headings is a plain file", () => {
  const many = (part: Uint8Array, count: number) =>
    join(...new Array<Uint8Array>(count).fill(part));
  const voids = (count: number) =>
    join(webm({ isLive: true }), many(Uint8Array.of(0xec, 0x80), count));
  assertEquals(inspect(voids(1000)).type, "video/webm");
  assertEquals(inspect(voids(20_000)).type, "application/octet-stream");
  const comments = (count: number) =>
    join(gif().subarray(0, -1), many(join("!\xfe\x01x\0"), count), ";");
  // Next to each other, they are left out at once.
  assertEquals(inspect(comments(1000)).edits.length, 1);
  assertEquals(inspect(comments(20_000)), { type: "application/octet-stream", edits: [] });
  const apart = (count: number) =>
    join(gif().subarray(0, -1), many(join("!\xfe\0!\xf9\0"), count), ";");
  assertEquals(inspect(apart(500)).edits.length, 500);
  assertEquals(inspect(apart(600)), { type: "application/octet-stream", edits: [] });
});
