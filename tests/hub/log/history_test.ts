import { assertEquals, assertLessOrEqual } from "@std/assert";
import { readPiece } from "../../../hub/log/history.ts";
import type { Entry, Range } from "../../../protocol.ts";

/** A log of messages of some length, which notes how much of it is read. */
function logOf(count: number, length: number) {
  const reads: number[] = [];
  const entries = Array.from({ length: count }, (_, i): Entry => ({
    ...{ type: "said", room: "lobby", seq: i + 1, id: `${i}`, from: "ada", at: 1 },
    text: "x".repeat(length),
  }));
  const read = (_: string, range: Range) => {
    const found = "after" in range
      ? entries.filter(({ seq }) => seq > range.after).slice(0, range.limit)
      : entries.filter(({ seq }) => seq < range.before).slice(-range.limit);
    reads.push(found.length);
    return Promise.resolve(found);
  };
  return { journal: { read }, reads };
}

async function seqs(log: ReturnType<typeof logOf>, range: Range): Promise<number[]> {
  return (await readPiece(log.journal, "lobby", range)).map(({ seq }) => seq);
}

function between(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

Deno.test("readPiece gives all of a range whose messages are short", async () => {
  assertEquals(await seqs(logOf(500, 100), { before: Infinity, limit: 200 }), between(301, 500));
  assertEquals(await seqs(logOf(500, 100), { after: 7, limit: 200 }), between(8, 207));
  assertEquals(await seqs(logOf(30, 100), { before: 11, limit: 200 }), between(1, 10));
  assertEquals(await seqs(logOf(0, 100), { after: 0, limit: 50 }), []);
});

Deno.test("readPiece gives fewer messages where they are long, nearest to where the range starts", async () => {
  const log = logOf(200, 8_000);
  assertEquals(await seqs(log, { before: Infinity, limit: 200 }), between(169, 200));
  assertEquals(await seqs(logOf(200, 8_000), { after: 0, limit: 200 }), between(1, 32));
  for (const read of log.reads) assertLessOrEqual(read, 50);
});

Deno.test("readPiece gives a message that is too long alone", async () => {
  assertEquals(await seqs(logOf(3, 300_000), { before: Infinity, limit: 10 }), [3]);
  assertEquals(await seqs(logOf(3, 300_000), { after: 0, limit: 10 }), [1]);
});
