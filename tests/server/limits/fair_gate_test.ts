import { assertEquals, assertRejects } from "@std/assert";
import { BusyError } from "../../../server/limits/busy_error.ts";
import { FairGate } from "../../../server/limits/fair_gate.ts";

/** Has each who asks enter, stay for a moment and leave; tells in which order they did. */
async function order(gate: FairGate, asking: readonly string[]): Promise<string[]> {
  const served: string[] = [];
  await Promise.all(asking.map(async (by) => {
    using _ = await gate.enter(by);
    await Promise.resolve();
    served.push(by);
  }));
  return served;
}

Deno.test("FairGate serves who asks once after one of those who asked for many", async () => {
  const gate = new FairGate(1, { each: 100, all: 1000 });
  const served = await order(gate, [...Array(50).fill("flood"), "ada", "bob"]);
  assertEquals(served.slice(0, 5), ["flood", "flood", "ada", "bob", "flood"]);
  assertEquals(served.length, 52);
});

Deno.test("FairGate serves each in the order in which they asked", async () => {
  const gate = new FairGate(1, { each: 10, all: 10 });
  const times: number[] = [];
  await Promise.all([1, 2, 3, 4].map(async (time) => {
    using _ = await gate.enter("ada");
    times.push(time);
  }));
  assertEquals(times, [1, 2, 3, 4]);
});

Deno.test("FairGate refuses who asks for more than may wait, and lets others wait", async () => {
  const gate = new FairGate(1, { each: 2, all: 4 });
  const first = await gate.enter("flood");
  const waiting = [gate.enter("flood"), gate.enter("flood")];
  await assertRejects(() => gate.enter("flood"), BusyError, "too many");
  waiting.push(gate.enter("ada"), gate.enter("bob"));
  await assertRejects(() => gate.enter("eve"), BusyError, "too many");
  first[Symbol.dispose]();
  await Promise.all(waiting.map(async (place) => (await place)[Symbol.dispose]()));
  (await gate.enter("flood"))[Symbol.dispose]();
});
