import { assertEquals, assertThrows } from "@std/assert";
import { ProtocolError } from "../../../protocol.ts";
import { parseQuery, type Query, roomsIn, SEARCHED_MAX } from "../../../protocol/text/query.ts";

const EMPTY: Query = {
  ...{ words: [], not: [], from: [], rooms: [], has: [] },
  ...{ before: Infinity, after: 0 },
};

Deno.test("A query is of words, phrases and operators, in any order and case", () => {
  const day = Date.UTC(2026, 10, 30);
  const queries: [string, Partial<Query>][] = [
    ["tea", { words: ["tea"] }],
    ["Tea  TEA für", { words: ["tea", "fur"] }],
    ['"green tea" cake', { words: ["green tea", "cake"] }],
    ["-milk tea", { words: ["tea"], not: ["milk"] }],
    ['-"with milk"', { not: ["with milk"] }],
    ["from:Ada from:@bob", { from: ["ada", "bob"] }],
    ["in:#Ops tea", { rooms: ["ops"], words: ["tea"] }],
    ["has:link HAS:Image", { has: ["link", "image"] }],
    ["after:2026-11-30", { after: day }],
    ["before:2026-11-30T01:00+01:00", { before: day }],
    // What is no operator is a word, and so is half of one.
    ["re:hello has:cake from:", { words: ["re:hello", "has:cake", "from:"] }],
    ["https://a.example/x", { words: ["https://a.example/x"] }],
    ["a - b", { words: ["a", "-", "b"] }],
    ['"open', { words: ["open"] }],
    ["12:30", { words: ["12:30"] }],
  ];
  for (const [q, query] of queries) assertEquals(parseQuery(q), { ...EMPTY, ...query }, q);
});

Deno.test("A date that is none is refused in a sentence, and so is nothing", () => {
  for (const date of ["2026-13-01", "2026-02-30", "yesterday", "2026"]) {
    const error = assertThrows(() => parseQuery(`tea before:${date}`), ProtocolError);
    assertEquals(
      [error.reason, error.message],
      [
        "malformed",
        `Cannot search: before: takes a date such as 2026-11-30, received ${JSON.stringify(date)}`,
      ],
    );
  }
  for (const q of ["", "  "]) assertThrows(() => parseQuery(q), ProtocolError);
});

Deno.test("A search goes through the rooms that it names, or else through all, so many at most", () => {
  const rooms = ["lobby", "Ops", "@ada,bob"];
  assertEquals(roomsIn("tea", rooms), rooms);
  assertEquals(roomsIn("tea in:ops in:other", rooms), ["Ops", "other"]);
  assertEquals(roomsIn("tea before:nonsense", rooms), rooms);
  const many = Array.from({ length: 2 * SEARCHED_MAX }, (_, i) => `room${i}`);
  assertEquals(roomsIn("tea", many).length, SEARCHED_MAX);
});
