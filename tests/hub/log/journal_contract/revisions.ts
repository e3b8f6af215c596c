/**
 * What a journal makes of edits, deletions and reactions.
 *
 * @module
 */
import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import type { Appended } from "../../../../hub/log/journal.ts";
import { LIMITS } from "../../../../protocol.ts";
import { saying, upTo, words } from "../../../support/hub/log.ts";
import { fill, numbers, type Promises, wholeLog } from "../journal_contract.ts";
import { message, refusals, revision, ROOM, talked } from "./drafts.ts";

const EDITS: Promises = {
  "reads an edited message with its newest text": async ({ journal }) => {
    await talked(journal, "first", "second");
    await journal.append(ROOM, [
      revision("edited", 1, { text: "newer", at: 7 }),
      revision("edited", 1, { text: "newest", at: 8 }),
    ]);
    assertEquals(await message(journal, 1), {
      ...{ type: "said", room: ROOM, seq: 1, id: "first", from: "ada", at: 1 },
      ...{ text: "newest", edited: 8 },
    });
    assertEquals((await message(journal, 2)).edited, undefined);
  },

  "answers an edit with its own text, and reads it with the newest": async ({ journal }) => {
    await talked(journal, "first");
    const [old, now] = [
      revision("edited", 1, { text: "old" }),
      revision("edited", 1, { text: "now" }),
    ];
    assertEquals(await journal.append(ROOM, [old]), [
      { entry: { ...old.entry, seq: 2 } } as Appended,
    ]);
    await journal.append(ROOM, [now]);
    for (const seq of [2, 3]) {
      // Alone, and together with the message that it is about.
      for (const range of [{ after: seq - 1, limit: 1 }, { before: seq + 1, limit: 9 }]) {
        const edited = (await journal.read(ROOM, range)).at(-1);
        assertEquals<unknown>(edited, { ...now.entry, seq });
      }
    }
  },

  "edits messages of the same batch, and of long before": async ({ journal }) => {
    await talked(journal, ...words(1_000));
    await journal.append(ROOM, [
      saying(ROOM, "fresh"),
      revision("edited", 1_001, { text: "fresher" }),
      revision("edited", 3, { text: "third" }),
      revision("edited", 500, { text: "middle" }),
    ]);
    for (const [seq, text] of [[3, "third"], [500, "middle"], [1_001, "fresher"]] as const) {
      assertEquals((await message(journal, seq)).text, text);
    }
    assertEquals((await wholeLog(journal, ROOM)).map(({ seq }) => seq), upTo(1_004));
  },

  "has room for each message to become as long as it may": async ({ journal }) => {
    await talked(journal, ...words(90));
    const text = "👍".repeat(LIMITS.text);
    for (const seq of upTo(90)) {
      const appended = await journal.append(ROOM, [revision("edited", seq, { text })]);
      assertEquals(numbers(appended), [90 + seq]);
    }
    const log = await wholeLog(journal, ROOM);
    assertEquals(log.map(({ seq }) => seq), upTo(180));
    assertEquals(log.every((entry) => "text" in entry && entry.text === text), true);
  },
};

const DELETIONS: Promises = {
  "reads a deleted message without its text, and what was edited too": async ({ journal }) => {
    await talked(journal, "secret", "second");
    await journal.append(ROOM, [
      saying(ROOM, "answer", { reply: 2 }),
      revision("edited", 1, { text: "still secret" }),
      revision("reacted", 1),
      revision("deleted", 1, { at: 9 }),
    ]);
    const log = await wholeLog(journal, ROOM);
    assertEquals<unknown>([log[0], log[3], log[5]], [
      {
        type: "said",
        room: ROOM,
        seq: 1,
        id: "secret",
        from: "ada",
        at: 1,
        text: "",
        deleted: true,
      },
      { type: "edited", room: ROOM, seq: 4, of: 1, from: "ada", at: 2, text: "" },
      { type: "deleted", room: ROOM, seq: 6, of: 1, from: "ada", at: 9 },
    ]);
    assertEquals(log.length, 6);
    assertEquals((await journal.head(ROOM))?.said, 3);
  },

  "keeps no text of a deleted message anywhere": async (opened) => {
    const { journal } = opened;
    await talked(journal, ...words(30));
    await journal.append(ROOM, [saying(ROOM, "id", { text: "SECRET one" })]);
    for (const text of ["SECRET two", "SECRET three"]) {
      await journal.append(ROOM, [revision("edited", 31, { text })]);
    }
    await journal.append(ROOM, [saying(ROOM, "at once", { text: "SECRET four" })]);
    await fill(journal, ROOM, words(60).map((id) => saying(ROOM, `later ${id}`)));
    assertStringIncludes(await opened.dump(), "SECRET three");
    await journal.append(ROOM, [
      saying(ROOM, "same batch", { text: "SECRET five" }),
      revision("deleted", 95),
      revision("deleted", 31),
      revision("edited", 34, { text: "SECRET six" }),
      revision("deleted", 34),
    ]);
    await opened.reopen();
    assertEquals((await opened.dump()).includes("SECRET"), false);
    assertStringIncludes(await opened.dump(), "later word 60");
  },

  "keeps whom a deleted message answered": async ({ journal }) => {
    await talked(journal, "question");
    await journal.append(ROOM, [saying(ROOM, "answer", { reply: 1 }), revision("deleted", 2)]);
    const { reply, text, deleted } = await message(journal, 2);
    assertEquals([reply, text, deleted], [1, "", true]);
  },
};

const REACTIONS: Promises = {
  "reads a message with who reacted to it, and how": async ({ journal }) => {
    await talked(journal, "first");
    const react = (from: string, emoji: string, on = true) =>
      revision("reacted", 1, { from, by: `guest:${from}`, emoji, on });
    await journal.append(ROOM, [react("ada", "👍"), react("bob", "👍"), react("bob", "🎉")]);
    const { reactions, ...said } = await message(journal, 1);
    assertEquals(reactions, { "👍": ["ada", "bob"], "🎉": ["bob"] });
    assertEquals<unknown>(said, { ...saying(ROOM, "first").entry, seq: 1 });
    await journal.append(ROOM, [react("ada", "👍"), react("bob", "🎉", false)]);
    await journal.append(ROOM, [react("eve", "🎉", false)]);
    assertEquals((await message(journal, 1)).reactions, { "👍": ["ada", "bob"] });
  },

  "keeps the text of a message with reactions, and reactions of one that is edited": async (
    { journal },
  ) => {
    await talked(journal, "first");
    await journal.append(ROOM, [revision("reacted", 1), revision("edited", 1)]);
    const { text, reactions } = await message(journal, 1);
    assertEquals([text, reactions], ["new", { "👍": ["ada"] }]);
  },

  "refuses more reactions than a message can have": async ({ journal }) => {
    await talked(journal, "first");
    const refused: unknown[] = [];
    let count = 0;
    while (refused.length === 0 && count < 10_000) {
      const from = "𠮷".repeat(28) + String(count++).padStart(4, "0");
      refused.push(
        ...refusals(await journal.append(ROOM, [revision("reacted", 1, { from })]))
          .filter((outcome) => typeof outcome === "string"),
      );
    }
    assertEquals(refused, ["too-long"]);
    const { reactions } = await message(journal, 1);
    assertEquals(reactions?.["👍"]?.length, count - 1);
    assertEquals(count > 100, true, `${count} are few`);
    assertEquals((await journal.head(ROOM))?.seq, count);
  },
};

const BATCHES: Promises = {
  "takes a full batch of each kind": async ({ journal }) => {
    const text = "👍".repeat(LIMITS.text);
    await talked(journal);
    await fill(journal, ROOM, words(90).map((id) => saying(ROOM, id, { text })), 30);
    // Far from each other, so that each is in another piece of the log.
    const far = upTo(9).map((i) => 10 * i);
    let count = 90;
    for (const type of ["edited", "reacted", "deleted"] as const) {
      const batch = far.map((seq) => revision(type, seq, { text }));
      assertGreater(batch.length, 5);
      const appended = numbers(await journal.append(ROOM, batch));
      assertEquals(appended, upTo(count + batch.length, count + 1), type);
      count += batch.length;
    }
    assertEquals((await wholeLog(journal, ROOM)).map(({ seq }) => seq), upTo(count));
  },

  "keeps what changed when it is opened again": async (opened) => {
    await talked(opened.journal, ...words(200));
    await opened.journal.append(ROOM, [
      revision("edited", 7, { text: "seventh" }),
      revision("reacted", 8),
      revision("deleted", 9),
    ]);
    const log = await wholeLog(opened.journal, ROOM);
    await opened.reopen();
    assertEquals(await wholeLog(opened.journal, ROOM), log);
    const { text, edited } = await message(opened.journal, 7);
    assertEquals([text, edited], ["seventh", 2]);
    const outcomes = await opened.journal.append(ROOM, [
      revision("edited", 8, { by: "guest:bob" }),
      revision("edited", 9),
      revision("edited", 7, { text: "again" }),
    ]);
    assertEquals(refusals(outcomes).slice(0, 2), ["forbidden", "no-such-message"]);
    assertEquals((await message(opened.journal, 7)).text, "again");
  },
};

export const REVISIONS: Promises = { ...EDITS, ...DELETIONS, ...REACTIONS, ...BATCHES };
