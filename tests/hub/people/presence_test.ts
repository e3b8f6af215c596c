import { assertEquals } from "@std/assert";
import { Presence } from "../../../hub/people/presence.ts";

const ADA = { id: "1", name: "Ada", key: "ada", guest: true };
const BOB = { id: "2", name: "Bob", key: "bob", guest: true };

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

Deno.test("Presence counts someone who was cut off for five seconds", () => {
  const presence = new Presence();
  for (const person of [ADA, BOB]) presence.enter(person);
  presence.lose(ADA, 1_000);
  assertEquals([1_000, 5_999].map((at) => presence.sweep(at)), [[], []]);
  assertEquals([presence.count, presence.names(9)], [2, ["Ada", "Bob"]]);
  assertEquals(presence.sweep(6_000), ["Ada"]);
  assertEquals([presence.count, presence.names(9)], [1, ["Bob"]]);
  assertEquals(presence.sweep(60_000), []);
});

Deno.test("Presence does not notice someone who reconnects within five seconds", () => {
  const presence = new Presence();
  presence.enter(ADA);
  presence.lose(ADA, 1_000);
  assertEquals(presence.enter(ADA), false);
  assertEquals(presence.sweep(60_000), []);
  presence.lose(ADA, 61_000);
  assertEquals(presence.sweep(65_999), []);
  assertEquals(presence.sweep(66_000), ["Ada"]);
  assertEquals(presence.enter(ADA), true);
});

Deno.test("Presence loses nobody who has another socket", () => {
  const presence = new Presence();
  for (const person of [ADA, ADA]) presence.enter(person);
  presence.lose(ADA, 0);
  assertEquals(presence.sweep(60_000), []);
  presence.lose(ADA, 60_000);
  assertEquals(presence.sweep(65_000), ["Ada"]);
});

Deno.test("Presence lets go of many who were cut off, in the order of their cuts", () => {
  const presence = new Presence();
  for (const person of [ADA, BOB]) presence.enter(person);
  presence.lose(BOB, 1_000);
  presence.lose(ADA, 2_000);
  assertEquals([6_000, 6_999, 7_000].map((at) => presence.sweep(at)), [["Bob"], [], ["Ada"]]);
});

Deno.test("Presence removes somebody once who joins and leaves meanwhile", () => {
  const presence = new Presence();
  presence.enter(ADA);
  presence.lose(ADA, 1_000);
  presence.enter(ADA);
  assertEquals(presence.exit(ADA), true);
  assertEquals(presence.sweep(60_000), []);
  assertEquals(presence.count, 0);
});
