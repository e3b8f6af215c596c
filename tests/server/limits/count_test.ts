import { assert, assertEquals } from "@std/assert";
import { Count } from "../../../server/limits/count.ts";

Deno.test("Count gives each key as many as it may have, and again what was given back", () => {
  const count = new Count(2);
  const [first, second] = [count.take("ada"), count.take("ada")];
  assert(first && second);
  assertEquals(count.take("ada"), undefined);
  assert(count.take("bob"));
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  assert(count.take("ada"), "the place that was given back");
  assertEquals(count.take("ada"), undefined, "which was one, however often it was given back");
});
