import { assertEquals } from "@std/assert";
import { Cursor, type Phase } from "../../../../hub/log/cursor.ts";
import { HeldJournal } from "../../../support/memory/held_journal.ts";
import { BareLog, words } from "../../../support/hub/log.ts";

/** What may happen to a cursor: the tail has, or has not, what is taken next. */
type Cause = "notify" | "take" | "take too late" | "fetched" | "failed" | "end";

/** What a cursor is at after something has happened. */
const TABLE: Record<Phase, Record<Cause, Phase>> = {
  "idle": {
    "notify": "notified",
    "take": "idle",
    "take too late": "fetching",
    "fetched": "idle",
    "failed": "idle",
    "end": "ended",
  },
  "notified": {
    "notify": "notified",
    "take": "idle",
    "take too late": "fetching",
    "fetched": "notified",
    "failed": "notified",
    "end": "ended",
  },
  "fetching": {
    "notify": "fetching-notified",
    "take": "fetching",
    "take too late": "fetching",
    "fetched": "notified",
    "failed": "idle",
    "end": "ended",
  },
  "fetching-notified": {
    "notify": "fetching-notified",
    "take": "fetching",
    "take too late": "fetching",
    "fetched": "notified",
    "failed": "notified",
    "end": "ended",
  },
  "ended": {
    "notify": "ended",
    "take": "ended",
    "take too late": "ended",
    "fetched": "ended",
    "failed": "ended",
    "end": "ended",
  },
};

/** What brings a new cursor to a phase. */
const WAY: Record<Phase, Cause[]> = {
  "idle": [],
  "notified": ["notify"],
  "fetching": ["take too late"],
  "fetching-notified": ["take too late", "notify"],
  "ended": ["take too late", "end"],
};

/** A cursor before a log whose tail has nothing of it, over a journal that is held. */
class Scene {
  readonly cursor: Cursor;
  /** How often the reader was told that there is something to take. */
  notices = 0;
  readonly log: BareLog;
  readonly #journal: HeldJournal;
  readonly #lines: string[];

  private constructor(log: BareLog, journal: HeldJournal, lines: string[]) {
    this.log = log;
    this.#journal = journal;
    this.#lines = lines;
    this.cursor = new Cursor(log, 0, { onNotify: () => this.notices++, drop() {} });
  }

  static async set(phase: Phase): Promise<Scene> {
    const journal = new HeldJournal();
    const log = new BareLog(journal);
    const lines = await log.grow(words(4));
    log.tail.forget();
    journal.hold();
    const scene = new Scene(log, journal, lines);
    for (const cause of WAY[phase]) await scene.happens(cause);
    assertEquals(scene.cursor.phase, phase);
    scene.notices = 0;
    return scene;
  }

  /** Something happens, and what comes of it has happened. */
  async happens(cause: Cause): Promise<void> {
    const { cursor, log: { tail } } = this;
    switch (cause) {
      case "notify":
        return cursor.notify();
      case "take":
        tail.extend(this.#lines, { after: 0, starts: tail.starts });
        return void cursor.take();
      case "take too late":
        return void cursor.take();
      case "fetched":
      case "failed":
        this.#journal.failing = cause === "failed";
        this.#journal.release();
        // All that waited for the journal has gone on by the next turn.
        return await new Promise((resolve) => setTimeout(resolve));
      case "end":
        return cursor.end();
      default:
        cause satisfies never;
    }
  }
}

for (const [phase, row] of Object.entries(TABLE) as [Phase, Record<Cause, Phase>][]) {
  for (const [cause, next] of Object.entries(row) as [Cause, Phase][]) {
    Deno.test(`Cursor that is ${phase} is ${next} after: ${cause}`, async () => {
      const scene = await Scene.set(phase);
      await scene.happens(cause);
      assertEquals(scene.cursor.phase, next);
      // Its reader is told once, whenever it comes to be notified.
      const isNew = next.includes("notified") && !phase.includes("notified");
      assertEquals(scene.notices, isNew ? 1 : 0);
      const isFailed = cause === "failed" && phase.startsWith("fetching");
      assertEquals(scene.log.failed.length, isFailed ? 1 : 0);
    });
  }
}

Deno.test("Cursor that has ended keeps nothing of what is fetched for it", async () => {
  const scene = await Scene.set("ended");
  await scene.happens("fetched");
  assertEquals(scene.cursor.take(), undefined);
});
