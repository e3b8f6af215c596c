/**
 * What a journal refuses.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { saying, upTo } from "../../../support/hub/log.ts";
import { numbers, type Promises, wholeLog } from "../journal_contract.ts";
import { message, refusals, revision, ROOM, talked } from "./drafts.ts";

export const REFUSALS: Promises = {
  "refuses what is about no message": async ({ journal }) => {
    await talked(journal, "first", "deleted");
    const topic = { type: "topic", room: ROOM, from: "ada", at: 1, text: "Tea" } as const;
    await journal.append(ROOM, [revision("deleted", 2), { entry: topic, by: "guest:ada" }]);
    // Deleted, a deletion, a topic, and two that are not there yet: one of them is this itself.
    for (const seq of [2, 3, 4, 5, 9_000]) {
      const batch = [
        revision("edited", seq),
        revision("deleted", seq),
        revision("reacted", seq),
        saying(ROOM, `answer to ${seq}`, { reply: seq }),
      ];
      const outcomes = refusals(await journal.append(ROOM, batch));
      assertEquals(outcomes, batch.map(() => "no-such-message"), String(seq));
    }
    assertEquals((await journal.head(ROOM))?.seq, 4);
  },

  "lets nobody edit or delete what somebody else said, whatever their name": async (
    { journal },
  ) => {
    await talked(journal, "first");
    const before = await wholeLog(journal, ROOM);
    for (const by of ["guest:bob", "guest:another-ada", ""]) {
      const batch = [revision("edited", 1, { by }), revision("deleted", 1, { by })];
      assertEquals(refusals(await journal.append(ROOM, batch)), ["forbidden", "forbidden"]);
    }
    assertEquals(await wholeLog(journal, ROOM), before);
    const reaction = revision("reacted", 1, { by: "guest:bob", from: "bob" });
    assertEquals(numbers(await journal.append(ROOM, [reaction])), [2]);
  },

  "lets a moderator delete what somebody else said, and not edit it": async ({ journal }) => {
    await talked(journal, "first");
    const [edit, deletion] = ["edited", "deleted"].map((type) => {
      const draft = revision(type as "edited" | "deleted", 1, { by: "guest:bob", from: "bob" });
      return { ...draft, moderator: true as const };
    });
    const outcomes = await journal.append(ROOM, [edit!, deletion!]);
    assertEquals(refusals(outcomes)[0], "forbidden");
    assertEquals((await message(journal, 1)).deleted, true);
  },

  "leaves no hole where something was refused": async ({ journal }) => {
    await talked(journal, "first");
    const batch = [
      saying(ROOM, "second"),
      revision("edited", 9),
      saying(ROOM, "third", { reply: 2 }),
      revision("deleted", 1, { by: "guest:bob" }),
      revision("reacted", 3),
    ];
    const outcomes = refusals(await journal.append(ROOM, batch)).map((outcome) =>
      typeof outcome === "string" ? outcome : "entry" in outcome && outcome.entry.seq
    );
    assertEquals(outcomes, [2, "no-such-message", 3, "forbidden", 4]);
    assertEquals((await wholeLog(journal, ROOM)).map(({ seq }) => seq), upTo(4));
  },

  "lets say again, under the same id, what was refused": async ({ journal }) => {
    await talked(journal, "first");
    const answer = saying(ROOM, "answer", { reply: 2 });
    assertEquals(refusals(await journal.append(ROOM, [answer])), ["no-such-message"]);
    await journal.append(ROOM, [saying(ROOM, "second")]);
    assertEquals(numbers(await journal.append(ROOM, [answer])), [3]);
  },
};
