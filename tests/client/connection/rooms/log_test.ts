import { assertEquals } from "@std/assert";
import type { Entry } from "../../../../protocol.ts";
import { LINES_KEPT, Log } from "../../../../client/connection/log.ts";
import { said } from "../support/scripted_server.ts";

function edited(seq: number, of: number, text: string): Entry {
  return { type: "edited", room: "lobby", seq, of, from: "bob", at: seq, text };
}

function seqs(entries: readonly Entry[]): number[] {
  return entries.map(({ seq }) => seq);
}

Deno.test("Log keeps the newest lines only, and knows where some are missing", () => {
  const log = new Log();
  for (let seq = 1; seq <= LINES_KEPT + 10; seq++) log.take(said("lobby", seq));
  assertEquals(log.after(0).length, LINES_KEPT);
  assertEquals(log.oldestLine?.seq, 11);
  assertEquals(seqs(log.after(LINES_KEPT + 8)), [509, 510]);
  assertEquals([log.hasHoleAfter(9), log.hasHoleAfter(10)], [true, false]);
});

Deno.test("Log has no hole where an entry is not a line", () => {
  const log = new Log();
  log.take(said("lobby", 1));
  for (const seq of [2, 3, 4]) log.take(edited(seq, 1, `version ${seq}`));
  log.take(said("lobby", 5));
  assertEquals(seqs(log.after(0)), [1, 5]);
  assertEquals(log.hasHoleAfter(1), false);
  assertEquals(seqs(log.revisionsAfter(2)), [3, 4]);
});

Deno.test("Log has messages as they are now", () => {
  const log = new Log();
  log.take(said("lobby", 1));
  log.take(edited(2, 1, "better"));
  const [line] = log.after(0);
  assertEquals(line?.type === "said" && [line.text, line.edited], ["better", 2]);
});

Deno.test("Log adds each entry once, and older ones in front", () => {
  const log = new Log();
  log.take(said("lobby", 7));
  log.precede([said("lobby", 5), edited(6, 5, "better"), said("lobby", 7)]);
  assertEquals(log.take(said("lobby", 7)), false);
  assertEquals(seqs(log.after(0)), [5, 7]);
});

Deno.test("Log adds an entry once when it arrives again as a part of the past", () => {
  const log = new Log();
  log.precede([said("lobby", 1), said("lobby", 2)]);
  assertEquals([said("lobby", 1), said("lobby", 2), said("lobby", 3)].map((e) => log.take(e)), [
    false,
    false,
    true,
  ]);
});

Deno.test("Log has no files of a message that was deleted", () => {
  const log = new Log();
  const cat = { id: "f1", url: "/files/f1/cat.png", name: "cat.png", type: "image/png", size: 9 };
  log.take({ ...said("lobby", 1), files: [cat] });
  log.take({ type: "deleted", room: "lobby", seq: 2, of: 1, from: "bob", at: 2 });
  const [line] = log.after(0);
  assertEquals(line?.type === "said" && [line.deleted, "files" in line], [true, false]);
});
