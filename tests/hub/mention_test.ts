import { assertEquals } from "@std/assert";
import { mentionsIn } from "../../hub/mention.ts";
import { LIMITS } from "../../protocol.ts";

Deno.test("mentionsIn finds the people that a text calls, each once, by their keys", () => {
  const texts: [string, string[]][] = [
    ["@ada", ["ada"]],
    ["hello @Ada, @bob!", ["ada", "bob"]],
    ["(@ada) @ADA @ａｄａ", ["ada"]],
    ["@中文：你好", ["中文"]],
    ["@ada's", ["ada"]],
    ["two lines\n@ada", ["ada"]],
    ["@ada_l-1.", ["ada_l-1"]],
    ["@__proto__", ["__proto__"]],
  ];
  for (const [text, people] of texts) assertEquals(mentionsIn(text), people, text);
});

Deno.test("mentionsIn finds nobody where nobody is called", () => {
  const texts = ["", "ada", "@", "@ ada", "ada@chat.example", "@@ada", "a@ada", "@!ada", "👍"];
  for (const text of texts) assertEquals(mentionsIn(text), [], text);
});

Deno.test("mentionsIn lets nobody call everybody at once", () => {
  const people = Array.from({ length: 9 }, (_, i) => `guest-${i}`);
  assertEquals(mentionsIn(people.map((name) => `@${name}`).join(" ")), people.slice(0, 5));
  const everything = "@a ".repeat(LIMITS.text);
  assertEquals(mentionsIn(everything), ["a"]);
});
