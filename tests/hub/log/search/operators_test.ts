import { assert, assertEquals, assertLess } from "@std/assert";
import { search } from "../../../../hub/log/search.ts";
import type { Entry, Range, Said } from "../../../../protocol.ts";

const DAY = 86_400_000;

/** A room in which each entry was said a day after the one before, and how many entries were read. */
function roomOf(said: readonly Partial<Said>[]) {
  let reads = 0;
  const entries = said.map((one, i): Entry => ({
    ...{ type: "said", room: "Lobby", seq: i + 1, id: `${i}`, from: "ada", at: i * DAY },
    ...{ text: "tea", ...one },
  }));
  const read = (_: string, range: Range) => {
    const found = "after" in range
      ? entries.slice(range.after, range.after + range.limit)
      : entries.filter(({ seq }) => seq < range.before).slice(-range.limit);
    reads += found.length;
    return Promise.resolve(found);
  };
  const place = { key: "lobby", name: "Lobby", journal: { read }, first: 1, head: said.length };
  return { place, reads: () => reads };
}

async function find(room: ReturnType<typeof roomOf>, q: string, limit = 20): Promise<number[]> {
  const answer = await search(room.place, { q, before: Infinity, limit });
  assert(answer.type === "found");
  return answer.entries.map(({ seq }) => seq);
}

Deno.test("Search goes by who said it, what it has, when it was, and what is not in it", async () => {
  const file = { id: "1", url: "/files/1/a.txt", name: "a.txt", type: "text/plain", size: 1 };
  const room = roomOf([
    { text: "green tea" },
    { from: "Bob", text: "tea: https://tea.example" },
    { text: "tea green `code`", reactions: { "👍": ["bob"] } },
    { from: "bob", text: "tea", files: [file] },
    { text: "tea with milk", files: [{ ...file, type: "image/png", name: "a.png" }] },
    { text: "tea", deleted: true },
  ]);
  const finds: [string, number[]][] = [
    ["tea", [5, 4, 3, 2, 1]],
    ["tea -milk", [4, 3, 2, 1]],
    ['"green tea"', [1]],
    ["from:bob", [4, 2]],
    ["from:bob from:ada milk", [5]],
    ["has:link", [2]],
    ["has:file", [5, 4]],
    ["has:image", [5]],
    ["has:code has:reaction", [3]],
    ["in:lobby milk", [5]],
    ["in:ops milk", []],
    ["after:1970-01-02 before:1970-01-04", [3, 2]],
  ];
  for (const [q, found] of finds) assertEquals(await find(room, q), found, q);
});

Deno.test("What is newer or older than the dates of a search is not read", async () => {
  const readsOf = async (count: number) => {
    const room = roomOf(Array.from({ length: count }, () => ({})));
    const found = await find(room, "tea after:1970-01-10 before:1970-01-15");
    assertEquals(found, [14, 13, 12, 11, 10]);
    return room.reads();
  };
  const few = await readsOf(1_000);
  assertLess(few, 200);
  assertLess(await readsOf(16_000) - few, 20);
});
