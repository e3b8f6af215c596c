import { assertEquals } from "@std/assert";
import { linesOf } from "../../../client/pipe/lines.ts";

async function lines(
  chunks: Uint8Array[],
  unitsMax = 100,
  encoding?: string,
): Promise<(string | undefined)[]> {
  return await Array.fromAsync(linesOf(ReadableStream.from(chunks), unitsMax, encoding));
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

Deno.test("Lines are read in the encoding that is said, wherever their bytes are split", async () => {
  const [latin, sjis] = [[0x47, 0x72, 0xfc, 10, 0x61], [0x93, 0xfa, 10, 0x61]];
  // In UTF-16 the byte of a newline is also part of other letters.
  const text = "\u0a0a 日\r\n🚀 \u0a00\n\na";
  const all = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const little = all.flatMap((unit) => [unit & 255, unit >> 8]);
  const big = all.flatMap((unit) => [unit >> 8, unit & 255]);
  const wide = ["\u0a0a 日", "🚀 \u0a00", "", "a"];
  const cases: [string, number[], string[]][] = [
    ["windows-1252", latin, ["Grü", "a"]],
    ["shift_jis", sjis, ["日", "a"]],
    ["utf-16le", [0xff, 0xfe, ...little], wide],
    ["utf-16be", [0xfe, 0xff, ...big], wide],
  ];
  for (const [encoding, codes, expected] of cases) {
    const bytes = new Uint8Array(codes);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const found = await lines([bytes.subarray(0, cut), bytes.subarray(cut)], 100, encoding);
      assertEquals(found, expected, `${encoding}, cut at ${cut}`);
    }
  }
});

Deno.test("A line of UTF-16 with half a letter is none, and the next is read", async () => {
  const bytes = new Uint8Array([0x3d, 0xd8, 10, 0, 0x61, 0, 10, 0, 0x61]);
  assertEquals(await lines([bytes], 100, "utf-16le"), [undefined, "a", undefined]);
});
