import { assert, assertEquals } from "@std/assert";
import { Attempts } from "../../../server/limits/attempts.ts";

Deno.test("Attempts have an address wait that failed too often, and no other", () => {
  const attempts = new Attempts();
  for (let i = 0; i < 20; i++) {
    assertEquals(attempts.retryMs("here", undefined, 0), 0, `attempt ${i}`);
    attempts.begin("here", undefined, 0);
  }
  const retryMs = attempts.retryMs("here", undefined, 0);
  assert(retryMs > 0);
  assertEquals(attempts.retryMs("here", undefined, retryMs), 0);
  assertEquals(attempts.retryMs("there", undefined, 0), 0);
});

Deno.test("Attempts protect a name from those who try it from many addresses", () => {
  const attempts = new Attempts();
  for (let i = 0; i < 50; i++) attempts.begin(`address ${i}`, "ada", 0);
  assert(attempts.retryMs("one more", "ada", 0) > 0);
  assertEquals(attempts.retryMs("one more", "bob", 0), 0);
});

Deno.test("Attempts forget those that succeeded", () => {
  const attempts = new Attempts();
  for (let i = 0; i < 100; i++) {
    assertEquals(attempts.retryMs("here", "ada", 0), 0);
    attempts.begin("here", "ada", 0).succeeded();
  }
});
