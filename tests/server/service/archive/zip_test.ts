import { assert, assertEquals } from "@std/assert";
import { type ZipFile, ZipWriter } from "../../../../server/service/archive/zip.ts";
import { readZip, unzip } from "../../../support/unzip.ts";

const AT = Date.UTC(2026, 10, 30, 2, 10, 4);

/** An archive of files, and how many bytes were in memory at once. */
async function archiveOf(...files: ZipFile[]): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const file of files) for await (const part of zip.add(file)) parts.push(part.slice());
  for (const part of zip.end()) parts.push(part.slice());
  assertEquals(zip.count, files.length);
  return await new Blob(parts).bytes();
}

function text(name: string, ...texts: string[]): ZipFile {
  return { name, at: AT, pieces: texts.map((one) => new TextEncoder().encode(one)) };
}

Deno.test("A ZIP archive has what was put into it, for unzip and for who reads it front to back", async () => {
  const large = crypto.getRandomValues(new Uint8Array(60_000));
  const long = [large, large, large.subarray(0, 10_001), new Uint8Array(200_000).fill(7)];
  const archive = await archiveOf(
    text("a.txt", "hello"),
    text("empty"),
    text("rooms/über/日本語 🙂.txt", "", "two ", "pieces"),
    { name: "long.bin", at: AT, size: 4, pieces: long },
  );
  const whole = await new Blob(long.map((part) => part.slice())).bytes();
  for (const found of [await unzip(archive), await readZip(archive)]) {
    if (!found) continue;
    const words = (name: string) => new TextDecoder().decode(found.get(name));
    assertEquals(found.size, 4);
    assertEquals([words("a.txt"), words("empty")], ["hello", ""]);
    assertEquals(words("rooms/über/日本語 🙂.txt"), "two pieces");
    assertEquals(found.get("long.bin"), whole);
  }
});

Deno.test("A ZIP archive without files is one", async () => {
  assertEquals((await archiveOf()).length, 22);
});

Deno.test("A file that is large, or stands behind four gigabytes, has its numbers in 64 bits", async () => {
  const zip = new ZipWriter(5 * 2 ** 30);
  const pieces = [new Uint8Array(9)];
  const parts: Uint8Array[] = [];
  for await (const part of zip.add({ name: "x", at: AT, size: 2 ** 32, pieces })) parts.push(part);
  const [head] = parts;
  assert(head);
  // Version 4.5, lengths unknown, and a field for 64 bits.
  assertEquals([head[4], new DataView(head.buffer).getUint32(18, true), head.length], [
    45,
    0xffff_ffff,
    30 + 1 + 20,
  ]);
  assertEquals(parts.at(-1)?.length, 24);
  const [central, end] = [...zip.end()];
  assert(central && end);
  const view = new DataView(central.buffer);
  assertEquals(view.getUint32(42, true), 0xffff_ffff);
  assertEquals(view.getBigUint64(46 + 1 + 4, true), 5n * 2n ** 30n);
  assertEquals(new DataView(end.buffer).getUint32(0, true), 0x06064b50);
});
