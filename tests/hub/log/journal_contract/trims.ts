/**
 * How a journal forgets what is too old.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Draft, Journal } from "../../../../hub/log/journal.ts";
import { LIMITS } from "../../../../protocol.ts";
import { saying, upTo, words } from "../../../support/hub/log.ts";
import { fill, numbers, type OpenJournal, type Promises, wholeLog } from "../journal_contract.ts";

/** The longest name and key that a room may have. */
const NAMES = upTo(LIMITS.people).map((i) => "𠮷".repeat(LIMITS.name - 1) + i);
const LONG_NAME = `@${NAMES.join(",")}`;
const LONG_KEY = `${LONG_NAME} ${NAMES.map((_, i) => `guest:${i}`.padEnd(28, "x")).join(" ")}`;

/** A room in which ada said so many things, 7 at once. */
async function talked(journal: Journal, count: number): Promise<void> {
  await journal.createRoom("lobby", "Lobby");
  await fill(
    journal,
    "lobby",
    words(count).map((id) => saying("Lobby", id, { text: `${id}!` })),
    7,
  );
}

async function seqs(journal: Journal): Promise<number[]> {
  return (await wholeLog(journal, "lobby")).map(({ seq }) => seq);
}

function about(of: number): Draft[] {
  const [room, from, at] = ["Lobby", "ada", 1] as const;
  return [
    { entry: { type: "edited", room, of, from, at, text: "new" }, by: "guest:ada" },
    { entry: { type: "reacted", room, of, from, at, emoji: "👍", on: true }, by: "guest:ada" },
    saying("Lobby", `about ${of}`, { reply: of }),
    { entry: { type: "deleted", room, of, from, at }, by: "guest:ada" },
  ];
}

async function trimsAndReads(opened: OpenJournal): Promise<void> {
  const { journal } = opened;
  await talked(journal, 100);
  const before = await journal.head("lobby");
  for (const first of [2, 3, 8, 9, 50, 51, 99, 100]) {
    assertEquals(await journal.trim("lobby", first), { ...before, first });
    assertEquals((await journal.head("lobby"))?.first, first);
    assertEquals(await seqs(journal), upTo(100, first));
    const piece = await journal.read("lobby", { before: Infinity, limit: 200 });
    assertEquals(piece.map(({ seq }) => seq), upTo(100, first));
    assertEquals(await journal.read("lobby", { before: first, limit: 9 }), []);
    assertEquals((await opened.dump()).includes(`"word ${first - 1}!"`), false);
  }
}

export const TRIMS: Promises = {
  "forgets what is older than an entry, and reads the rest": trimsAndReads,

  "brings nothing back that it forgot": async ({ journal }) => {
    await talked(journal, 30);
    const head = await journal.trim("lobby", 20);
    for (const first of [0, 1, 19, 20]) assertEquals(await journal.trim("lobby", first), head);
    assertEquals(await seqs(journal), upTo(30, 20));
  },

  "forgets everything, and goes on counting": async (opened) => {
    await talked(opened.journal, 30);
    assertEquals((await opened.journal.trim("lobby", 9_000))?.first, 31);
    assertEquals(await seqs(opened.journal), []);
    assertEquals(await opened.journal.read("lobby", { before: Infinity, limit: 9 }), []);
    await opened.reopen();
    const { journal } = opened;
    assertEquals(numbers(await journal.append("lobby", [saying("Lobby", "new")])), [31]);
    assertEquals(await seqs(journal), [31]);
    const head = await journal.head("lobby");
    assertEquals([head?.first, head?.seq, head?.said], [31, 31, 31]);
  },

  "knows nothing of trimming a room that is not there": async ({ journal }) => {
    assertEquals(await journal.trim("lobby", 9), undefined);
    assertEquals(await journal.head("lobby"), undefined);
  },

  "has no message any more that it forgot": async ({ journal }) => {
    await talked(journal, 30);
    await journal.trim("lobby", 20);
    const outcomes = await journal.append("lobby", about(19));
    assertEquals(outcomes, about(19).map(() => ({ refused: "no-such-message" as const })));
    assertEquals(numbers(await journal.append("lobby", about(20))), upTo(34, 31));
  },

  "reads an edit whose message it forgot, without the text": async ({ journal }) => {
    await talked(journal, 30);
    await journal.append("lobby", about(5).slice(0, 1));
    await journal.trim("lobby", 20);
    const [edited] = await journal.read("lobby", { before: Infinity, limit: 1 });
    assertEquals(edited?.type === "edited" && [edited.of, edited.text], [5, ""]);
  },

  "remembers ids of what it forgot": async ({ journal }) => {
    await talked(journal, 30);
    await journal.trim("lobby", 20);
    const again = await journal.append("lobby", [saying("Lobby", "word 3")]);
    assertEquals(again, [{ stored: { room: "Lobby", seq: 3 } }]);
  },

  "forgets thousands of messages that came one by one": async ({ journal }) => {
    for (const [key, name] of [["lobby", "Lobby"], [LONG_KEY, LONG_NAME]] as const) {
      await journal.createRoom(key, name);
      await fill(journal, key, words(1_100).map((id) => saying(name, `${name[0]}${id}`)), 1);
      await journal.trim(key, 1_001);
      assertEquals((await wholeLog(journal, key)).map(({ seq }) => seq), upTo(1_100, 1_001));
    }
  },

  "forgets while people talk": async ({ journal }) => {
    await talked(journal, 70);
    const appends = upTo(50).map((i) => journal.append("lobby", [saying("Lobby", `late ${i}`)]));
    const trims = upTo(10).map((i) => journal.trim("lobby", 5 * i));
    const appended = await Promise.all(appends);
    await Promise.all(trims);
    assertEquals(appended.flatMap(numbers), upTo(120, 71));
    const first = (await journal.head("lobby"))?.first ?? NaN;
    // A trim gives way to who talks; the next one does what it did not.
    assertEquals(await seqs(journal), upTo(120, first));
    await journal.trim("lobby", 60);
    assertEquals(await seqs(journal), upTo(120, 60));
  },
};
