import { assertEquals } from "@std/assert";
import { AHEAD_MS, IdWindow, timeOf } from "../../../../server/kv/ids/id_window.ts";

const MAX = 8;

function windowOf(): IdWindow {
  return new IdWindow("", timeOf(Date.now() + AHEAD_MS), MAX);
}

/** Ids of some messages that begin with a time. */
function idsAt(at: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${timeOf(at + i)}-${i}`);
}

Deno.test("IdWindow is sure of an id once", () => {
  const ids = windowOf();
  const [id = ""] = idsAt(Date.now(), 1);
  assertEquals([ids.isNew(id), ids.isNew(id)], [true, false]);
});

Deno.test("IdWindow goes on being sure of what comes, however much came", () => {
  const ids = windowOf();
  const came = idsAt(Date.now() - 60_000, 10 * MAX);
  assertEquals(came.map((id) => ids.isNew(id)), came.map(() => true));
  assertEquals(ids.isWorn, false);
});

Deno.test("IdWindow holds no more ids from the future than others, and is worn when it is full of them", () => {
  const ids = windowOf();
  const sure = idsAt(Date.now() + 3_600_000, 10 * MAX).filter((id) => ids.isNew(id));
  assertEquals(sure.length, MAX + 1);
  assertEquals(ids.isWorn, true);
});
