import { assertEquals, assertRejects } from "@std/assert";
import { Cursor } from "../../../hub/log/cursor.ts";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import type { Entry, Range } from "../../../protocol.ts";
import { HeldJournal } from "../../support/memory/held_journal.ts";
import { BareLog, words } from "../../support/hub/log.ts";

/** A journal that notes from where it was read. */
class NotedJournal extends MemoryJournal {
  readonly reads: Range[] = [];

  override async read(room: string, range: Range): Promise<Entry[]> {
    this.reads.push(range);
    return await super.read(room, range);
  }
}

/** What is taken at once from a position. */
function takenAt(log: BareLog, after: number): string | undefined {
  return new Cursor(log, after, { onNotify() {}, drop() {} }).take();
}

Deno.test("Backlog reads a page once for all who need it at the same time", async () => {
  const journal = new NotedJournal();
  const log = new BareLog(journal);
  const lines = await log.grow(words(3));
  const pages = await Promise.all([1, 1, 0, 1].map((after) => log.backlog.read(after)));
  assertEquals(journal.reads.map((range) => "after" in range && range.after), [1, 0]);
  assertEquals(pages[0], pages[3]);
  assertEquals(pages[2], { after: 0, passages: [{ text: lines.join("\n"), to: 3 }] });
  await log.backlog.read(1);
  assertEquals(journal.reads.length, 3);
});

Deno.test("What was read stays in the tail for the next readers, as after a restart", async () => {
  const log = new BareLog(new NotedJournal());
  const lines = await log.grow(words(4));
  log.tail.forget();
  assertEquals(takenAt(log, 1), undefined);
  await log.backlog.read(1);
  assertEquals(takenAt(log, 1), lines.slice(1).join("\n"));
  assertEquals(takenAt(log, 0), undefined);
  lines.push(...await log.grow(words(1)));
  assertEquals(takenAt(log, 2), lines.slice(2).join("\n"));
});

Deno.test("What was read before a log started anew is not told to who asks after", async () => {
  const journal = new HeldJournal();
  const log = new BareLog(journal);
  await log.grow(words(3));
  log.tail.forget();
  journal.hold();
  const before = log.backlog.read(0);
  log.tail.forget();
  const after = log.backlog.read(0);
  journal.release();
  assertEquals(await before === await after, false);
  assertEquals(log.tail.reaches(0), true, "the second is as the log is now");
  log.tail.forget();
  journal.hold();
  const late = log.backlog.read(0);
  log.tail.forget();
  journal.release();
  await late;
  assertEquals(log.tail.reaches(0), false);
});

Deno.test("Backlog can be read again after the journal has failed", async () => {
  const journal = new HeldJournal();
  const log = new BareLog(journal);
  const lines = await log.grow(words(2));
  journal.failing = true;
  for (const page of [log.backlog.read(0), log.backlog.read(0)]) {
    await assertRejects(() => page, Error);
  }
  journal.failing = false;
  assertEquals((await log.backlog.read(0)).passages, [{ text: lines.join("\n"), to: 2 }]);
});
