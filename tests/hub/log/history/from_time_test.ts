import { assertEquals, assertLessOrEqual } from "@std/assert";
import { answerHistory, rangeFrom } from "../../../../hub/log/history.ts";
import type { Entry, Range } from "../../../../protocol.ts";

/** A log of entries of some times, of which the first were trimmed; and how many entries are read. */
function logOf(times: readonly number[], first = 1) {
  let reads = 0;
  const entries = times.map((at, i): Entry => ({
    ...{ type: "said", room: "lobby", seq: i + 1, id: `${i}`, from: "ada", at, text: "hello" },
  })).slice(first - 1);
  const read = (_: string, range: Range) => {
    const found = "after" in range
      ? entries.filter(({ seq }) => seq > range.after).slice(0, range.limit)
      : entries.filter(({ seq }) => seq < range.before).slice(-range.limit);
    reads += found.length;
    return Promise.resolve(found);
  };
  const log = { journal: { read }, key: "lobby", name: "lobby", first, head: times.length };
  return { log, reads: () => reads };
}

async function from(at: number, times: readonly number[], first?: number): Promise<number> {
  const range = await rangeFrom(logOf(times, first).log, { at, limit: 9 });
  return "after" in range ? range.after + 1 : NaN;
}

Deno.test("What was said from a time on begins with the first entry that is no older", async () => {
  const times = [10, 20, 20, 30, 50];
  for (const [at, seq] of [[0, 1], [10, 1], [11, 2], [20, 2], [31, 5], [50, 5], [51, 6]] as const) {
    assertEquals(await from(at, times), seq, `from ${at}`);
  }
  assertEquals(await from(0, []), 1);
  // What is not kept any more is older than the rest.
  assertEquals(await from(15, times, 4), 4);
  assertEquals(await from(40, times, 4), 5);
});

Deno.test("Where a clock was set back, a time leads to a place where it is crossed", async () => {
  const times = [10, 20, 30, 25, 26, 40];
  for (const at of [22, 26, 29, 35]) {
    const seq = await from(at, times);
    assertEquals([times[seq - 2]! < at, times[seq - 1]! >= at], [true, true], `from ${at}`);
  }
});

Deno.test("A log of twice the length costs one entry more to be read from a time on", async () => {
  const readsOf = async (count: number) => {
    const { log, reads } = logOf(Array.from({ length: count }, (_, i) => i));
    await rangeFrom(log, { at: count / 3, limit: 1 });
    return reads();
  };
  for (const count of [1_000, 10_000]) {
    const reads = await readsOf(count);
    assertLessOrEqual(reads, Math.ceil(Math.log2(count)) + 1);
    assertLessOrEqual(await readsOf(2 * count) - reads, 2);
  }
});

Deno.test("History from a time on says whether there is more behind it", async () => {
  const { log } = logOf([10, 20, 30, 40]);
  const asked = async (at: number, limit: number) => {
    const answer = await answerHistory(log, 7, { at, limit });
    return answer.type === "history" && [answer.entries.map(({ seq }) => seq), answer.more];
  };
  assertEquals(await asked(15, 2), [[2, 3], true]);
  assertEquals(await asked(15, 3), [[2, 3, 4], false]);
  assertEquals(await asked(41, 3), [[], false]);
});
