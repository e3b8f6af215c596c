import { assertEquals } from "@std/assert";
import { mentionsIn } from "../../../hub/mentions/mention.ts";
import { LIMITS } from "../../../protocol.ts";
import { CALLS } from "../../support/calls.ts";

Deno.test("mentionsIn counts those whom a text calls, each once, by their keys", () => {
  for (const [text, called] of CALLS) assertEquals(mentionsIn(text), called, text);
});

Deno.test("mentionsIn lets nobody call everybody at once", () => {
  const people = Array.from({ length: 9 }, (_, i) => `guest-${i}`);
  assertEquals(mentionsIn(people.map((name) => `@${name}`).join(" ")), people.slice(0, 5));
  const everything = "@a ".repeat(LIMITS.text);
  assertEquals(mentionsIn(everything), ["a"]);
});
