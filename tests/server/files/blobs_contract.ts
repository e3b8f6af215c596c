/**
 * What every place for the bytes of files has to hold.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Blobs, PIECE_MAX, type Staged } from "../../../server/files/blobs.ts";
import { someBytes } from "../../support/store/open_files.ts";

/** A place, and how something is staged there. */
export interface OpenBlobs extends AsyncDisposable {
  readonly blobs: Blobs;
  stage(key: string): Promise<Staged>;
}

/** Sizes around those of pieces, chunks and commits. */
const SIZES = [0, 1, 61_439, 61_440, 61_441, 8 * 61_440, 8 * 61_440 + 1, 1_300_001];

/** Writes bytes in pieces, to the end. */
async function put(open: OpenBlobs, key: string, bytes: Uint8Array, step = 70_000): Promise<void> {
  await using writer = open.blobs.write(await open.stage(key));
  for (let at = 0; at < bytes.length; at += step) await writer.write(bytes.slice(at, at + step));
  await writer.end();
}

async function read(blobs: Blobs, key: string, start: number, end: number): Promise<Uint8Array> {
  const pieces: number[] = [];
  for await (const piece of blobs.read(key, start, end)) {
    assert(piece.length <= PIECE_MAX, "pieces are small");
    for (const byte of piece) pieces.push(byte);
  }
  return new Uint8Array(pieces);
}

async function deleteAll(blobs: Blobs, key: string): Promise<number> {
  for (let steps = 1;; steps++) if (await blobs.deleteSome(key)) return steps;
}

const PROMISES: Readonly<Record<string, (open: OpenBlobs) => Promise<void>>> = {
  "gives back the bytes of any size, written in pieces of any size": async (open) => {
    for (const size of SIZES) {
      const bytes = someBytes(size, size);
      for (const step of [size || 1, 7_001]) {
        const key = `a${size}-${step}`;
        await put(open, key, bytes, step);
        assertEquals(await read(open.blobs, key, 0, size), bytes, key);
      }
    }
  },

  "gives back any part of them": async (open) => {
    const bytes = someBytes(700_000);
    await put(open, "part", bytes);
    const ends = [0, 1, 61_439, 61_440, 61_441, 614_400, 614_401, 699_999, 700_000];
    for (const [i, start] of ends.entries()) {
      for (const end of ends.slice(i)) {
        const part = await read(open.blobs, "part", start, end);
        assertEquals(part, bytes.slice(start, end), `${start} to ${end}`);
      }
    }
  },

  "copies what it is given: the caller may use it again": async (open) => {
    const bytes = someBytes(200_000);
    await using writer = open.blobs.write(await open.stage("copied"));
    const piece = new Uint8Array(10_000);
    for (let at = 0; at < bytes.length; at += piece.length) {
      piece.set(bytes.subarray(at, at + piece.length));
      await writer.write(piece);
      piece.fill(0);
    }
    await writer.end();
    assertEquals(await read(open.blobs, "copied", 0, bytes.length), bytes);
  },

  "deletes all of one, and nothing of another": async (open) => {
    const bytes = someBytes(1_300_001);
    await put(open, "gone", bytes);
    await put(open, "gone2", bytes);
    await deleteAll(open.blobs, "gone");
    await assertRejects(() => read(open.blobs, "gone", 0, 1));
    assertEquals(await read(open.blobs, "gone2", 0, bytes.length), bytes);
    assertEquals(await deleteAll(open.blobs, "gone"), 1, "there is nothing left to do");
  },

  "lets what was broken off be deleted": async (open) => {
    {
      await using writer = open.blobs.write(await open.stage("broken"));
      await writer.write(someBytes(900_000));
    }
    await deleteAll(open.blobs, "broken");
    await put(open, "broken", someBytes(3));
    assertEquals(await read(open.blobs, "broken", 0, 3), someBytes(3));
  },

  "takes several at once": async (open) => {
    const all = Array.from({ length: 6 }, (_, i) => someBytes(400_000 + i, i));
    await Promise.all(all.map((bytes, i) => put(open, `both${i}`, bytes)));
    for (const [i, bytes] of all.entries()) {
      assertEquals(await read(open.blobs, `both${i}`, 0, bytes.length), bytes);
    }
  },
};

/** Tests a place against the promises. */
export function blobsContract(name: string, open: () => Promise<OpenBlobs>): void {
  for (const [promise, check] of Object.entries(PROMISES)) {
    Deno.test(`${name} ${promise}`, async () => {
      await using opened = await open();
      await check(opened);
    });
  }
}
