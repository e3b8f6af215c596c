import { assert, assertEquals } from "@std/assert";
import { Attempts } from "../../../server/limits/attempts.ts";

Deno.test("Attempts have an address wait that failed too often, and no other", () => {
  const attempts = new Attempts();
  for (let i = 0; i < 20; i++) {
    assertEquals(attempts.retryMs({ address: "here" }, 0), 0, `attempt ${i}`);
    attempts.begin({ address: "here" }, 0);
  }
  const retryMs = attempts.retryMs({ address: "here" }, 0);
  assert(retryMs > 0);
  assertEquals(attempts.retryMs({ address: "here" }, retryMs), 0);
  assertEquals(attempts.retryMs({ address: "there" }, 0), 0);
});

Deno.test("Attempts protect a name from those who try it from many addresses", () => {
  const attempts = new Attempts();
  for (let i = 0; i < 50; i++) attempts.begin({ address: `address ${i}`, name: "ada" }, 0);
  assert(attempts.retryMs({ address: "one more", name: "ada" }, 0) > 0);
  assertEquals(attempts.retryMs({ address: "one more", name: "bob" }, 0), 0);
});

Deno.test("Attempts forget those that succeeded", () => {
  const attempts = new Attempts();
  for (let i = 0; i < 100; i++) {
    assertEquals(attempts.retryMs({ address: "here", name: "ada" }, 0), 0);
    attempts.begin({ address: "here", name: "ada" }, 0).succeeded();
  }
});

Deno.test("Attempts elsewhere lock out nobody from a browser or an address that is known", () => {
  const attempts = new Attempts();
  for (let i = 0; i < 200; i++) attempts.begin({ address: `address ${i % 7}`, name: "ada" }, 0);
  const name = "ada";
  assert(attempts.retryMs({ address: "new", name }, 0) > 0);
  assertEquals(attempts.retryMs({ address: "home", name, isAddressKnown: true }, 0), 0);
  assertEquals(attempts.retryMs({ address: "address 1", name, browser: "hers" }, 0), 0);
});

Deno.test("Attempts that fail in a known browser have that browser wait, and no other", () => {
  const attempts = new Attempts();
  const known = { address: "here", name: "ada", browser: "hers" };
  for (let i = 0; i < 20; i++) attempts.begin(known, 0);
  assert(attempts.retryMs(known, 0) > 0);
  assertEquals(attempts.retryMs({ address: "here", name: "ada" }, 0), 0);
});
