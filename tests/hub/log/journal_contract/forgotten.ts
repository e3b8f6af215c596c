/**
 * How a journal forgets a room for good.
 *
 * @module
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { saying, words } from "../../../support/hub/log.ts";
import { fill, type Promises, wholeLog } from "../journal_contract.ts";

export const FORGOTTEN: Promises = {
  "forgets a room with all that was said in it": async (opened) => {
    const { journal } = opened;
    await journal.createRoom("den", "Den");
    await journal.createRoom("attic", "attic");
    await fill(journal, "den", words(700).map((id) => saying("den", id, { text: `secret ${id}` })));
    await journal.append("attic", [saying("attic", "1")]);
    assert(await journal.forget("den", (await journal.head("den"))!));
    assertEquals(await journal.head("den"), undefined);
    assertEquals((await Array.fromAsync(journal.rooms())).map(([key]) => key), ["attic"]);
    assertEquals((await opened.dump()).includes("secret"), false);
    assertEquals((await wholeLog(journal, "attic")).length, 1);
  },

  "forgets no room in which more was said, or that is another by now": async ({ journal }) => {
    const empty = await journal.createRoom("den", "den");
    await journal.append("den", [saying("den", "1")]);
    assertEquals(await journal.forget("den", empty), false);
    const spoken = await journal.head("den");
    assertEquals(await journal.forget("den", { ...spoken!, epoch: "another" }), false);
    assertEquals(await journal.head("den"), spoken);
    assertEquals(await journal.forget("attic", empty), false);
  },

  "gives an empty room that was forgotten the same key, and another epoch": async (opened) => {
    const before = await opened.journal.createRoom("den", "den");
    assert(await opened.journal.forget("den", before));
    await opened.reopen();
    const { journal } = opened;
    assertEquals(await journal.unused("den"), "den");
    assertNotEquals((await journal.createRoom("den", "den")).epoch, before.epoch);
    await journal.append("den", [saying("den", "1")]);
    assertEquals((await wholeLog(journal, "den")).length, 1);
  },

  "gives no new log the key of one that something may still point to": async (opened) => {
    for (const key of ["den", "den 2"]) {
      const { journal } = opened;
      await journal.createRoom(key, "den");
      await journal.append(key, [saying("den", key)]);
      assert(await journal.forget(key, (await journal.head(key))!));
      await opened.reopen();
    }
    const { journal } = opened;
    assertEquals(await journal.unused("den"), "den 3");
    assertEquals(await journal.unused("den 2"), "den 3");
    assertEquals(await journal.unused("den 4"), "den 4");
    assertEquals(await journal.unused("attic"), "attic");
  },

  "forgets whose a direct room was, and remembers who made one": async (opened) => {
    const { journal } = opened;
    const people = ["guest:1", "guest:2"];
    const key = "@ada,bob guest:1 guest:2";
    const head = await journal.createRoom(key, "@ada,bob", people, "guest:1");
    assertEquals(head.by, "guest:1");
    assert(await journal.forget(key, head));
    assertEquals((await opened.dump()).includes("guest:1"), false);
  },
};
