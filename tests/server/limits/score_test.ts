import { assertAlmostEquals, assertEquals } from "@std/assert";
import { Scores } from "../../../server/limits/score.ts";

Deno.test("A score halves with each half-life, and what is done lately is added", () => {
  const scores = new Scores(1000, 10);
  assertEquals(scores.get("ada", 0), 0);
  assertEquals(scores.add("ada", 8, 0), 8);
  assertEquals(scores.get("ada", 1000), 4);
  assertAlmostEquals(scores.add("ada", 1, 3000), 2);
  assertEquals(scores.get("bob", 3000), 0);
});

Deno.test("A score tells when it will be low enough, to the millisecond", () => {
  const scores = new Scores(1000, 10);
  scores.add("ada", 10, 0);
  const ms = scores.msUntil("ada", 3, 0);
  assertEquals(scores.get("ada", ms) <= 3, true);
  assertEquals(scores.get("ada", ms - 1) <= 3, false);
  assertEquals(scores.msUntil("ada", 10, 0), 0);
  assertEquals(scores.msUntil("bob", 3, 0), 0);
});

Deno.test("A score does not grow when the clock is set back", () => {
  const scores = new Scores(1000, 10);
  scores.add("ada", 8, 10_000);
  assertEquals(scores.get("ada", 0), 8);
});

Deno.test("Scores forget who was quiet for longest when there are too many", () => {
  const scores = new Scores(1000, 3);
  for (const name of ["ada", "bob", "cy", "ada", "dan"]) scores.add(name, 1, 0);
  assertEquals(scores.size, 3);
  assertEquals(["ada", "bob", "cy", "dan"].map((name) => scores.get(name, 0)), [2, 0, 1, 1]);
});
