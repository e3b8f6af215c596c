import { assertEquals } from "@std/assert";
import { linesOf } from "../../../client/pipe/lines.ts";

async function lines(chunks: Uint8Array[], unitsMax = 100): Promise<(string | undefined)[]> {
  return await Array.fromAsync(linesOf(ReadableStream.from(chunks), unitsMax));
}

Deno.test("Lines are the same wherever the bytes of a text are cut", async () => {
  const bytes = new TextEncoder().encode("Grüße\r\n\n你好 👋\nthe end");
  for (let cut = 0; cut <= bytes.length; cut++) {
    const found = await lines([bytes.subarray(0, cut), bytes.subarray(cut)]);
    assertEquals(found, ["Grüße", "", "你好 👋", "the end"], `cut at ${cut}`);
  }
});

Deno.test("A last line end begins no line", async () => {
  assertEquals(await lines([new TextEncoder().encode("one\n")]), ["one"]);
});

Deno.test("A line that never ends does not fill the memory", async () => {
  const chunk = new TextEncoder().encode("x".repeat(60));
  const [line = "", ...others] = await lines(Array(1000).fill(chunk));
  assertEquals([line.length, others.length], [120, 0]);
});

Deno.test("A line that is not UTF-8 is recognized, wherever its bytes are split", async () => {
  const latin1 = [0x47, 0x72, 0xfc, 0xdf, 0x65];
  const bytes = new Uint8Array([0x61, 10, ...latin1, 10, 0xe4, 0xbd, 0xa0, 10, 0xe4, 0xbd]);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const found = await lines([bytes.subarray(0, cut), bytes.subarray(cut)]);
    assertEquals(found, ["a", undefined, "你", undefined], `cut at ${cut}`);
  }
});
