import { assertEquals } from "@std/assert";
import { Presence } from "../../hub/presence.ts";

const ADA = { name: "Ada", key: "ada", guest: true };
const BOB = { name: "Bob", key: "bob", guest: true };

Deno.test("Presence notices someone's first socket and their last", () => {
  const presence = new Presence();
  assertEquals([presence.enter(ADA), presence.enter(ADA), presence.enter(ADA)], [
    true,
    false,
    false,
  ]);
  assertEquals(presence.count, 1);
  assertEquals([presence.exit(ADA), presence.exit(ADA), presence.exit(ADA)], [false, false, true]);
  assertEquals(presence.count, 0);
});

Deno.test("Presence is not moved by someone leaving who was never there", () => {
  const presence = new Presence();
  presence.enter(ADA);
  assertEquals(presence.exit(BOB), false);
  assertEquals(presence.names(10), ["Ada"]);
});

Deno.test("Presence names who is here in the order in which they came, up to a limit", () => {
  const presence = new Presence();
  for (const person of [BOB, ADA, BOB]) presence.enter(person);
  assertEquals(presence.names(10), ["Bob", "Ada"]);
  assertEquals(presence.names(1), ["Bob"]);
  assertEquals(presence.count, 2);
});

Deno.test("Presence lets someone's typing be told once a second", () => {
  const presence = new Presence();
  presence.enter(ADA);
  presence.enter(BOB);
  assertEquals([0, 1, 999].map((at) => presence.types(ADA, at)), [true, false, false]);
  assertEquals(presence.types(BOB, 999), true);
  assertEquals([1000, 1999, 2000].map((at) => presence.types(ADA, at)), [true, false, true]);
});

Deno.test("Presence says nothing of someone typing who is not here", () => {
  const presence = new Presence();
  assertEquals(presence.types(ADA, 0), false);
});
