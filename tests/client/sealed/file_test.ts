import { assertEquals, assertNotEquals } from "@std/assert";
import { openFile, SEAL_BYTES, sealFile } from "../../../client/sealed/file.ts";
import vectors from "./vectors.json" with { type: "json" };

Deno.test("openFile opens what another implementation sealed", async () => {
  for (const { file } of vectors) {
    const bytes = Uint8Array.fromHex(file.bytes);
    const opened = await openFile(Uint8Array.fromHex(file.sealed), {
      key: file.key,
      size: bytes.length,
    });
    assertEquals(opened, bytes);
  }
});

Deno.test("openFile opens what sealFile sealed, be it empty", async () => {
  for (const size of [0, 1, 100_000]) {
    const bytes = new Uint8Array(size).fill(7);
    const { key, sealed } = await sealFile(bytes);
    assertEquals(sealed.length, size + SEAL_BYTES);
    assertEquals(await openFile(sealed, { key, size }), bytes);
  }
});

Deno.test("openFile opens nothing that was changed, cut short, or is of another size or key", async () => {
  const bytes = new TextEncoder().encode("the plan");
  const { key, sealed } = await sealFile(bytes);
  const { length: size } = bytes;
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice();
    changed[at]! ^= 1;
    assertEquals(await openFile(changed, { key, size }), undefined);
  }
  assertEquals(await openFile(sealed.slice(1), { key, size }), undefined);
  assertEquals(await openFile(sealed.slice(1), { key, size: size - 1 }), undefined);
  assertEquals(await openFile(sealed, { key, size: size + 1 }), undefined);
  const other = await sealFile(bytes);
  assertNotEquals(other.key, key);
  assertEquals(await openFile(sealed, { key: other.key, size }), undefined);
  assertEquals(await openFile(sealed, { key: "short", size }), undefined);
});
