import { assertEquals } from "@std/assert";
import { Reading } from "../../../../client/connection/rooms.ts";
import { Arrivals } from "../../../support/arrivals.ts";
import { joined, summary } from "../support/scripted_server.ts";

/** A reader, and what they told of it. */
function reading(everyMs = 1): { reading: Reading; told: Arrivals<[string, number]> } {
  const told = new Arrivals<[string, number]>("what was read");
  return { reading: new Reading((room, seq) => told.push([room, seq]), everyMs), told };
}

Deno.test("Reading reports the first read position at once, and later ones together", async () => {
  const { reading: ada, told } = reading();
  for (let seq = 1; seq <= 1000; seq++) ada.read("lobby", seq);
  ada.read("Lobby", 7);
  assertEquals([await told.next(), await told.next()], [["lobby", 1], ["lobby", 1000]]);
  ada.close();
});

Deno.test("Reading reports the last read position when the reader leaves", async () => {
  const { reading: ada, told } = reading(60_000);
  ada.read("lobby", 1);
  ada.read("lobby", 2);
  ada.read("@ada,bob", 5);
  ada.close();
  assertEquals([await told.next(), await told.next(), await told.next()], [
    ["lobby", 1],
    ["lobby", 2],
    ["@ada,bob", 5],
  ]);
});

Deno.test("Reading reports nothing that was read before it was set back, here or during a cut", async () => {
  const { reading: ada, told } = reading(60_000);
  for (const seq of [1, 4]) ada.read("lobby", seq);
  ada.read("garden", 4);
  assertEquals(await told.next(), ["lobby", 1]);
  ada.back("lobby", 1);
  // In the garden that was done on another device, while there was a cut.
  ada.welcomed([
    summary("lobby", 4, { read: 1, back: 4 }),
    summary("garden", 4, { read: 2, back: 4 }),
  ]);
  ada.read("lobby", 1);
  ada.reportNow();
  ada.read("garden", 3);
  ada.close();
  assertEquals(await told.next(), ["garden", 3]);
});

Deno.test("Reading reports again after a cut only the positions that the server missed", async () => {
  const { reading: ada, told } = reading();
  ada.read("lobby", 4);
  assertEquals(await told.next(), ["lobby", 4]);
  ada.welcomed([summary("lobby", 9, { read: 2 }), summary("garden", 9)]);
  assertEquals(await told.next(), ["lobby", 4]);
  ada.read("garden", 8);
  ada.read("garden", 10);
  assertEquals(await told.next(), ["garden", 10]);
  ada.close();
});

Deno.test("Reading reports what was said before somebody ever came to a room, unless it is news to them", async () => {
  const { reading: ada, told } = reading(60_000);
  ada.welcomed([
    summary("lobby", 9, { read: 0 }),
    summary("garden", 9, { read: 0, unread: 9, joined: true }),
    summary("kitchen", 9, { read: 0, unread: 1, mentions: 1 }),
    summary("attic", 9, { read: 4, unread: 5 }),
  ]);
  for (const room of ["garden", "kitchen", "attic", "@ada,bob", "Lobby", "cellar"]) {
    ada.joined(joined(room, 9));
  }
  // A log that is another one has been read by nobody.
  ada.joined({ ...joined("cellar", 3), reset: true });
  ada.close();
  assertEquals(await told.next(), ["Lobby", 9]);
  ada.read("end", 1);
  ada.close();
  assertEquals(await told.next(), ["end", 1]);
});
