import { assertEquals } from "@std/assert";
import { firstSaidFrom, startOfDate } from "../../../../client/connection/rooms/from_date.ts";
import type { Entry } from "../../../../protocol.ts";
import { said } from "../support/scripted_server.ts";

Deno.test("A date begins when its day does here, and what is none is none", () => {
  assertEquals(startOfDate("2026-02-28"), new Date(2026, 1, 28).getTime());
  assertEquals(startOfDate("2024-02-29"), new Date(2024, 1, 29).getTime());
  for (const text of ["", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "x"]) {
    assertEquals(startOfDate(text), undefined, text);
  }
});

Deno.test("The first message from a date on is one that is still there, behind whatever comes before it", async () => {
  const about = { room: "lobby", from: "bob", at: 5, of: 1 };
  const pieces: Entry[][] = [
    [{ type: "edited", ...about, seq: 7, text: "x" }, { ...said("lobby", 8), deleted: true }],
    [{ type: "deleted", ...about, seq: 9 }, said("lobby", 10), said("lobby", 11)],
  ];
  const asked: unknown[] = [];
  const found = await firstSaidFrom("lobby", 5, (question) => {
    asked.push([question.at, question.after]);
    const entries = pieces[asked.length - 1] ?? [];
    return Promise.resolve({ type: "history", room: "lobby", entries, more: asked.length === 1 });
  });
  assertEquals(found?.seq, 10);
  assertEquals(asked, [[5, undefined], [undefined, 8]]);
  const none = { type: "history", room: "lobby", entries: [], more: false } as const;
  assertEquals(
    await firstSaidFrom("lobby", 5, () => Promise.resolve({ ...none, entries: [] })),
    undefined,
  );
});
