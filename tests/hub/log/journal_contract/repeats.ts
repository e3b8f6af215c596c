/**
 * How a journal stores what is said again once.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Journal } from "../../../../hub/log/journal.ts";
import { saying, upTo } from "../../../support/hub/log.ts";
import { numbers, type Promises, wholeLog } from "../journal_contract.ts";

const ROOMS = ["lobby", "kitchen"];

async function createRooms(journal: Journal): Promise<void> {
  for (const room of ROOMS) await journal.createRoom(room, room);
}

/** The outcome of something that is stored in the lobby. */
function storedAs(seq: number) {
  return { stored: { room: "lobby", seq } };
}

async function ids(journal: Journal, room: string) {
  return (await wholeLog(journal, room)).map((entry) => "id" in entry && entry.id);
}

export const REPEATS: Promises = {
  "stores what someone says under one id once": async ({ journal }) => {
    await createRooms(journal);
    await journal.append("lobby", ["a", "b"].map((id) => saying("lobby", id)));
    const again = await journal.append("lobby", ["b", "c"].map((id) => saying("lobby", id)));
    assertEquals(again[0], storedAs(2));
    assertEquals(numbers(again.slice(1)), [3]);
    assertEquals(await ids(journal, "lobby"), ["a", "b", "c"]);
    assertEquals((await journal.head("lobby"))?.said, 3);
  },

  "stores it once when it comes twice in one batch": async ({ journal }) => {
    await createRooms(journal);
    const batch = ["a", "a", "b", "a"].map((id) => saying("lobby", id));
    const appended = await journal.append("lobby", batch);
    const outcomes = appended.map((outcome) => "entry" in outcome ? outcome.entry.seq : outcome);
    assertEquals(outcomes, [1, storedAs(1), 2, storedAs(1)]);
  },

  "stores it once when its author has another name meanwhile": async ({ journal }) => {
    await createRooms(journal);
    await journal.append("lobby", [saying("lobby", "a"), saying("lobby", "b")]);
    const renamed = (id: string) => ({
      ...saying("lobby", id, { from: "ida", by: "guest:ada" }),
      formerly: ["ada", "zoe"],
    });
    const again = await journal.append("lobby", ["b", "c"].map(renamed));
    assertEquals(again[0], storedAs(2));
    assertEquals(numbers(again.slice(1)), [3]);
    // To somebody else it is another message.
    assertEquals(numbers(await journal.append("lobby", [saying("lobby", "b", { from: "eve" })])), [
      4,
    ]);
  },

  "stores it once when it comes again in another room": async ({ journal }) => {
    await createRooms(journal);
    await journal.append("lobby", ["1", "2", "3", "4"].map((id) => saying("lobby", id)));
    const again = await journal.append("kitchen", [saying("kitchen", "4"), saying("kitchen", "5")]);
    assertEquals(again[0], storedAs(4));
    assertEquals(numbers(again.slice(1)), [1]);
  },

  "stores it once when it comes twice at once": async ({ journal }) => {
    await createRooms(journal);
    const outcomes = await Promise.all(
      upTo(10).map((i) => journal.append(ROOMS[i % 2]!, [saying(ROOMS[i % 2]!, "a")])),
    );
    assertEquals(outcomes.flat().filter((outcome) => "entry" in outcome).length, 1);
    const heads = await Array.fromAsync(journal.rooms());
    assertEquals(heads.reduce((sum, [, { seq }]) => sum + seq, 0), 1);
  },

  "stores it once when all of a long batch comes again": async ({ journal }) => {
    await createRooms(journal);
    const batch = upTo(90).map((i) => saying("lobby", `${i}`));
    assertEquals(numbers(await journal.append("lobby", batch)), upTo(90));
    assertEquals(await journal.append("lobby", batch), upTo(90).map(storedAs));
    assertEquals((await journal.head("lobby"))?.seq, 90);
  },

  "lets two people use one id": async ({ journal }) => {
    await createRooms(journal);
    const batch = ["ada", "bob"].map((from) => saying("lobby", "a", { from }));
    assertEquals(numbers(await journal.append("lobby", batch)), [1, 2]);
  },

  "tells ids and names apart that look alike when they are joined": async ({ journal }) => {
    await createRooms(journal);
    const batch = [["a", "b-c"], ["a b", "c"], ["a b-c", "d"], ["a", "b"]].map(([id = "", from]) =>
      saying("lobby", id, { from: from! })
    );
    assertEquals(numbers(await journal.append("lobby", batch)), [1, 2, 3, 4]);
    assertEquals(await journal.append("lobby", batch), upTo(4).map(storedAs));
  },

  "knows someone again who is written differently": async ({ journal }) => {
    await createRooms(journal);
    await journal.append("lobby", [saying("lobby", "a", { from: "Ada" })]);
    const again = await journal.append("lobby", [saying("lobby", "a", { from: "ADA" })]);
    assertEquals(again, [storedAs(1)]);
  },

  "remembers ids when it is opened again": async (opened) => {
    await createRooms(opened.journal);
    const batch = upTo(20).map((i) => saying("lobby", `${i}`));
    await opened.journal.append("lobby", batch);
    await opened.reopen();
    assertEquals(await opened.journal.append("lobby", batch), upTo(20).map(storedAs));
    const elsewhere = saying("kitchen", "7");
    assertEquals(await opened.journal.append("kitchen", [elsewhere]), [storedAs(7)]);
    assertEquals(numbers(await opened.journal.append("lobby", [saying("lobby", "new")])), [21]);
  },

  "remembers the id of a message that was deleted": async ({ journal }) => {
    await createRooms(journal);
    const said = saying("lobby", "a");
    await journal.append("lobby", [said]);
    const gone = { type: "deleted", room: "lobby", of: 1, from: "ada", at: 2 } as const;
    await journal.append("lobby", [{ entry: gone, by: said.by }]);
    assertEquals(await journal.append("lobby", [said]), [storedAs(1)]);
  },

  "knows an answer again whose question was deleted meanwhile": async ({ journal }) => {
    await createRooms(journal);
    const question = saying("lobby", "question", { from: "bob" });
    const answer = saying("lobby", "answer", { reply: 1 });
    await journal.append("lobby", [question, answer]);
    const gone = { type: "deleted", room: "lobby", of: 1, from: "bob", at: 2 } as const;
    await journal.append("lobby", [{ entry: gone, by: question.by }]);
    assertEquals(await journal.append("lobby", [answer]), [storedAs(2)]);
    assertEquals(await journal.append("lobby", [answer, saying("lobby", "new")]), [
      storedAs(2),
      { entry: { ...saying("lobby", "new").entry, seq: 4 } },
    ]);
  },
};
