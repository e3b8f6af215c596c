import { assertEquals } from "@std/assert";
import { Cursor } from "../../../hub/log/cursor.ts";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { TAIL_MAX_LINES } from "../../../hub/log/tail.ts";
import type { Entry, Range } from "../../../protocol.ts";
import { HeldJournal } from "../../support/memory/held_journal.ts";
import { BareLog, words } from "../../support/hub/log.ts";
import { isPending } from "../../support/pending.ts";

/** A cursor, and who takes what comes. */
class Walk {
  readonly cursor: Cursor;
  #notified = Promise.withResolvers<void>();

  constructor(log: BareLog, seq: number) {
    this.cursor = new Cursor(log, seq, { onNotify: () => this.#notified.resolve(), drop() {} });
  }

  /** Resolves when the cursor is notified after this was asked. */
  notified(): Promise<void> {
    this.#notified = Promise.withResolvers();
    return this.#notified.promise;
  }

  /** Takes this many lines, waiting for them where they are fetched. */
  async takes(count: number): Promise<string[]> {
    const lines: string[] = [];
    while (lines.length < count) {
      const notified = this.notified();
      const passage = this.cursor.take();
      if (passage !== undefined) lines.push(...passage.split("\n"));
      else await notified;
    }
    return lines;
  }
}

/** A journal whose oldest entries were trimmed. */
class ThinnedJournal extends MemoryJournal {
  first = 1;

  override async read(room: string, range: Range): Promise<Entry[]> {
    return (await super.read(room, range)).filter(({ seq }) => seq >= this.first);
  }
}

Deno.test("Cursor takes what comes after it, once", async () => {
  const log = new BareLog(new MemoryJournal());
  const lines = await log.grow(words(3));
  const { cursor } = new Walk(log, 1);
  assertEquals(cursor.take(), lines.slice(1).join("\n"));
  assertEquals(cursor.take(), undefined);
  const more = await log.grow(words(1));
  assertEquals(cursor.take(), more[0]);
  assertEquals(cursor.take(), undefined);
});

Deno.test("Cursor reads the journal for what the tail has no more, and goes on in the tail", async () => {
  const log = new BareLog(new MemoryJournal());
  const lines: string[] = [];
  for (let i = 0; i < 3; i++) lines.push(...await log.grow(words(TAIL_MAX_LINES)));
  assertEquals(log.tail.reaches(0), false);
  const walk = new Walk(log, 0);
  assertEquals(await walk.takes(lines.length), lines);
  assertEquals(walk.cursor.take(), undefined);
});

Deno.test("Cursor takes everything once and in order while the log runs away from it", async () => {
  const log = new BareLog(new MemoryJournal());
  const lines = await log.grow(words(TAIL_MAX_LINES));
  const walk = new Walk(log, 0);
  const taken: string[] = [];
  for (let round = 0; round < 10; round++) {
    lines.push(...await log.grow(words(TAIL_MAX_LINES)));
    taken.push(...await walk.takes(100));
  }
  taken.push(...await walk.takes(lines.length - taken.length));
  assertEquals(taken, lines);
});

Deno.test("Cursor asks the journal once, however often it is asked itself", async () => {
  const journal = new HeldJournal();
  const log = new BareLog(journal);
  const lines: string[] = [];
  for (let i = 0; i < 2; i++) lines.push(...await log.grow(words(TAIL_MAX_LINES)));
  const walk = new Walk(log, 0);
  journal.hold();
  const notified = walk.notified();
  assertEquals([walk.cursor.take(), walk.cursor.take()], [undefined, undefined]);
  assertEquals(await isPending(notified), true);
  journal.release();
  await notified;
  assertEquals(await walk.takes(lines.length), lines);
});

Deno.test("Cursor takes once what is fetched for it while the tail gets it back", async () => {
  const journal = new HeldJournal();
  const log = new BareLog(journal);
  const lines = await log.grow(words(4));
  log.tail.forget();
  const walk = new Walk(log, 1);
  journal.hold();
  const notified = walk.notified();
  assertEquals(walk.cursor.take(), undefined);
  log.tail.extend(lines, { after: 0, starts: log.tail.starts });
  assertEquals(walk.cursor.take(), lines.slice(1).join("\n"));
  journal.release();
  await notified;
  assertEquals(walk.cursor.take(), undefined);
  lines.push(...await log.grow(words(1)));
  assertEquals(walk.cursor.take(), lines.at(-1));
});

Deno.test("Cursor goes on for who takes at once what they are told of", async () => {
  const log = new BareLog(new MemoryJournal());
  const lines: string[] = [];
  for (let i = 0; i < 3; i++) lines.push(...await log.grow(words(TAIL_MAX_LINES)));
  const taken: string[] = [];
  const done = Promise.withResolvers<void>();
  const cursor = new Cursor(log, 0, {
    onNotify() {
      for (let text = cursor.take(); text !== undefined; text = cursor.take()) {
        taken.push(...text.split("\n"));
      }
      if (taken.length === lines.length) done.resolve();
    },
    drop() {},
  });
  cursor.notify();
  await done.promise;
  assertEquals(taken, lines);
});

Deno.test("Cursor is failed when the journal fails, and goes on when it is notified", async () => {
  const journal = new HeldJournal();
  const log = new BareLog(journal);
  const lines: string[] = [];
  for (let i = 0; i < 2; i++) lines.push(...await log.grow(words(TAIL_MAX_LINES)));
  const walk = new Walk(log, 0);
  journal.failing = true;
  assertEquals(walk.cursor.take(), undefined);
  assertEquals(await isPending(walk.notified()), true);
  assertEquals(log.failed, [walk.cursor]);
  journal.failing = false;
  log.failed[0]?.notify();
  assertEquals(await walk.takes(lines.length), lines);
});

Deno.test("Cursor jumps over what was trimmed, and is not lost behind it", async () => {
  const journal = new ThinnedJournal();
  const log = new BareLog(journal);
  const lines: string[] = [];
  for (let i = 0; i < 2; i++) lines.push(...await log.grow(words(TAIL_MAX_LINES)));
  journal.first = 101;
  const walk = new Walk(log, 0);
  assertEquals(await walk.takes(lines.length - 100), lines.slice(100));
  assertEquals(walk.cursor.take(), undefined);
});

Deno.test("Cursor rests where all that came after it was trimmed, and reads what is new", async () => {
  const journal = new ThinnedJournal();
  const log = new BareLog(journal);
  for (let i = 0; i < 2; i++) await log.grow(words(TAIL_MAX_LINES));
  log.tail.jump(log.tail.head);
  journal.first = log.tail.head + 1;
  const walk = new Walk(log, 0);
  const notified = walk.notified();
  assertEquals(walk.cursor.take(), undefined);
  await notified;
  assertEquals(walk.cursor.take(), undefined);
  assertEquals(await isPending(walk.notified()), true);
  const lines = await log.grow(words(1));
  walk.cursor.notify();
  assertEquals(await walk.takes(1), lines);
});

Deno.test("Cursor that has ended takes nothing of what is fetched for it", async () => {
  const journal = new HeldJournal();
  const log = new BareLog(journal);
  for (let i = 0; i < 2; i++) await log.grow(words(TAIL_MAX_LINES));
  const walk = new Walk(log, 0);
  journal.hold();
  const notified = walk.notified();
  assertEquals(walk.cursor.take(), undefined);
  walk.cursor.end();
  journal.release();
  assertEquals(await isPending(notified), true);
});
