// deno-lint-ignore-file no-control-regex -- terminals are commanded by control characters
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";
import type { Protocol } from "../../../../client/terminal/pictures/abilities.ts";
import { encode } from "../../../../client/terminal/pictures/encode.ts";
import { decodePng } from "../../../../client/terminal/pictures/png.ts";
import { pictureKind } from "../../../../client/terminal/pictures/picture_size.ts";
import { below, seeded, withChance } from "../../../support/random/random.ts";

const CELL = { width: 10, height: 20 };

/** The numbers of a chunk, in the order of the network. */
function words(...numbers: number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 4);
  numbers.forEach((number, at) => new DataView(bytes.buffer).setUint32(at * 4, number));
  return bytes;
}

function chunk(kind: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(kind), data]);
  return Buffer.concat([words(data.length), body, words(crc32(body))]);
}

/** A picture whose rows are given with their filters in front. */
function png(
  [width, height]: [number, number],
  [depth, colours]: [number, number],
  rows: number[],
  ...extra: Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const header = Buffer.concat([words(width, height), Uint8Array.of(depth, colours, 0, 0, 0)]);
  const data = chunk("IDAT", deflateSync(Uint8Array.from(rows)));
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [signature, chunk("IHDR", header), ...extra, data, chunk("IEND", new Uint8Array())];
  return new Uint8Array(Buffer.concat(parts));
}

/** Red, then green; blue, then nothing. */
const FOUR = png([2, 2], [8, 6], [
  ...[0, 255, 0, 0, 255, 0, 255, 0, 255],
  ...[0, 0, 0, 255, 255, 0, 0, 0, 0],
]);
/** A JPEG's beginning, with 3 rows of 4 pixels. */
const JPEG = Uint8Array.of(
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, 0, 3, 0, 4, 1, 1, 0x11, 0],
);

async function drawn(bytes: Uint8Array<ArrayBuffer>, protocol: Protocol | undefined, columns = 40) {
  return await encode(bytes, { protocol, cell: CELL }, columns);
}

async function pixelsOf(...picture: Parameters<typeof png>): Promise<number[]> {
  return [...(await decodePng(png(...picture)))?.data ?? []];
}

Deno.test("A picture is known by its bytes", () => {
  assertEquals(pictureKind(FOUR), { kind: "png", width: 2, height: 2 });
  assertEquals(pictureKind(JPEG), { kind: "jpeg", width: 4, height: 3 });
  for (const bytes of [[], [0x89, 0x50], [0xff, 0xd8, 0xff], [0x47, 0x49, 0x46]]) {
    assertEquals(pictureKind(Uint8Array.from(bytes)), undefined);
  }
});

Deno.test("kitty is given a PNG as it is, in pieces, and answers nothing", async () => {
  const random = seeded(19);
  const noise = Array.from({ length: 100 * 101 }, (_, at) => at % 101 && below(256, random));
  const large = png([100, 100], [8, 0], noise);
  const { drawing = "", rows } = await drawn(large, "kitty") ?? {};
  assertEquals(rows, 5);
  const pieces = drawing.split("\x1b\\").slice(0, -1);
  assertMatch(pieces[0] ?? "", /^\x1b_Ga=T,f=100,q=2,C=1,c=10,r=5,m=1;/);
  assertMatch(pieces.at(-1) ?? "", /^\x1b_Gq=2,m=0;/);
  const data = pieces.map((piece) => piece.slice(piece.indexOf(";") + 1));
  assert(data.every((piece) => piece.length <= 4_096 && /^[A-Za-z0-9+/=]*$/.test(piece)));
  assertEquals(new Uint8Array(Buffer.from(data.join(""), "base64")), large);
  assertEquals(await drawn(JPEG, "kitty"), undefined);
});

Deno.test("iTerm2 is given PNG and JPEG as they are", async () => {
  for (const bytes of [FOUR, JPEG]) {
    const { drawing = "" } = await drawn(bytes, "iterm") ?? {};
    const [, data] = /^\x1b\]1337;File=inline=1;size=\d+;width=1;height=1;[^:]*:(.*)\x07$/
      .exec(drawing) ?? [];
    assertEquals(new Uint8Array(Buffer.from(data ?? "", "base64")), bytes);
  }
});

Deno.test("A terminal with sixels is given the pixels, and none where one sees through", async () => {
  const { drawing, rows } = await drawn(FOUR, "sixel") ?? {};
  assertEquals(rows, 1);
  const palette = "#180;2;100;0;0#30;2;0;100;0#5;2;0;0;100";
  // One sign is a column of six pixels: the first row is 1, the second 2.
  assertEquals(drawing, `\x1bP0;1;0q"1;1;2;2${palette}#180@?$#30?@$#5A?\x1b\\`);
});

Deno.test("A large picture is drawn as small as fits", async () => {
  const rows = Array.from({ length: 1_000 }, () => [0, ...Array(2_000).fill(128)]).flat();
  const grey = png([2_000, 1_000], [8, 0], rows);
  const { drawing = "", rows: height } = await drawn(grey, "sixel", 30) ?? {};
  assertEquals(height, 8);
  assertMatch(drawing, /^\x1bP0;1;0q"1;1;300;150#/);
});

Deno.test("PNGs of all kinds of colours are read", async () => {
  assertEquals(await pixelsOf([2, 1], [8, 2], [0, 1, 2, 3, 4, 5, 6]), [1, 2, 3, 255, 4, 5, 6, 255]);
  assertEquals(await pixelsOf([1, 1], [16, 0], [0, 7, 99]), [7, 7, 7, 255]);
  assertEquals(await pixelsOf([3, 1], [1, 0], [0, 0b10100000]), [
    ...[255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255],
  ]);
  assertEquals(await pixelsOf([1, 1], [8, 4], [0, 9, 8]), [9, 9, 9, 8]);
  const palette = [chunk("PLTE", Uint8Array.of(1, 2, 3, 4, 5, 6)), chunk("tRNS", Uint8Array.of(0))];
  assertEquals(await pixelsOf([2, 1], [4, 3], [0, 0x01], ...palette), [1, 2, 3, 0, 4, 5, 6, 255]);
});

Deno.test("Each filter of PNG is undone", async () => {
  const filtered = [
    ...[0, 10, 20, 30],
    ...[1, 5, 5, 5],
    ...[2, 1, 1, 1],
    ...[3, 1, 1, 1],
    ...[4, 1, 1, 1],
  ];
  const pixels = await pixelsOf([3, 5], [8, 0], filtered);
  assertEquals(pixels.filter((_, at) => at % 4 === 0), [
    ...[10, 20, 30],
    ...[5, 10, 15],
    ...[6, 11, 16],
    ...[4, 8, 13],
    ...[5, 9, 14],
  ]);
});

Deno.test("A broken picture, or one that is blown up, is not drawn", async () => {
  assertEquals(await decodePng(png([2, 2], [8, 0], [0, 1, 1])), undefined);
  assertEquals(await decodePng(png([2, 1], [8, 0], [9, 1, 1])), undefined);
  assertEquals(await decodePng(png([2, 1], [8, 7], [0, 1, 1])), undefined);
  const huge = png([100_000, 100_000], [8, 0], [0]);
  for (const protocol of ["kitty", "iterm", "sixel"] as const) {
    assertEquals(await drawn(huge, protocol), undefined);
  }
  assertEquals(await drawn(FOUR, undefined), undefined);
});

Deno.test("No bytes of a picture reach the terminal as they are", () =>
  withChance(async (random) => {
    for (let round = 0; round < 300; round++) {
      const bytes = FOUR.slice();
      for (let change = 0; change < 4; change++) {
        bytes[8 + below(bytes.length - 8, random)] = below(256, random);
      }
      for (const protocol of ["kitty", "iterm", "sixel"] as const) {
        const { drawing = "" } = await drawn(bytes, protocol) ?? {};
        const own = /\x1b_G|\x1b\\|\x1b\]1337;|\x07$|^\x1bP/g;
        assert(/^[\x20-\x7e]*$/.test(drawing.replaceAll(own, "")), JSON.stringify(drawing));
      }
    }
  }));
