/**
 * How a journal takes out of its logs who is gone.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Draft, ErasureMode, Journal } from "../../../../hub/log/journal.ts";
import { FORMER_MEMBER } from "../../../../hub/log/kept_entry.ts";
import type { Entry } from "../../../../protocol.ts";
import { saying, upTo, words } from "../../../support/hub/log.ts";
import { fill, numbers, type Promises, wholeLog } from "../journal_contract.ts";
import { message, refusals, revision, ROOM } from "./drafts.ts";

const MODES: readonly ErasureMode[] = ["keep", "delete"];
const ADA = "guest:ada";
const BOB = { from: "bob", by: "guest:bob" };
const TOPIC: Draft = {
  entry: { type: "topic", room: ROOM, from: "ada", at: 3, text: "Tea" },
  by: ADA,
};

/** A room in which ada has done all that one can do, and bob some of it. */
async function lived(journal: Journal): Promise<void> {
  for (const room of [ROOM, "kitchen", "attic"]) await journal.createRoom(room, room);
  const secret = saying(ROOM, "a1", { text: "secret one" });
  const drafts = [
    secret,
    saying(ROOM, "b1", BOB),
    saying(ROOM, "a2", { text: "secret two", reply: 2 }),
    revision("edited", 1, { text: "secret edited" }),
    revision("reacted", 2),
    revision("reacted", 2, { ...BOB }),
    revision("reacted", 2, { emoji: "🎉" }),
    revision("reacted", 1, { ...BOB }),
    TOPIC,
    saying(ROOM, "a3", { text: "secret three" }),
    revision("deleted", 10),
    saying(ROOM, "b2", { ...BOB, reply: 1 }),
  ];
  // In pages of their own, so that what belongs together is not together.
  await fill(journal, ROOM, drafts, 1);
  await journal.append("kitchen", [saying("kitchen", "b3", BOB)]);
  await journal.append("attic", [saying("attic", "a4", { text: "secret four" })]);
}

/** Who is named in entries, each once: as whose they are, or by a reaction. */
function namesIn(log: readonly Entry[]): string[] {
  const names = log.flatMap((entry) => [
    ..."from" in entry ? [entry.from] : [],
    ...entry.type === "said" ? Object.values(entry.reactions ?? {}).flat() : [],
  ]);
  return [...new Set(names)].sort();
}

async function anonymize(journal: Journal, mode: ErasureMode): Promise<string[]> {
  return (await Array.fromAsync(journal.anonymize(ADA, mode))).sort();
}

async function anonymizesWhile(journal: Journal, mode: ErasureMode): Promise<void> {
  await journal.createRoom(ROOM, ROOM);
  const [ada, bob] = [words(60), words(60)].map((some) => some.map((word, i) => `${word} ${i}`));
  const drafts = ada!.flatMap((id, i) => [saying(ROOM, id), saying(ROOM, bob![i]!, BOB)]);
  await fill(journal, ROOM, drafts, 7);
  const erasing = anonymize(journal, mode);
  const talking = upTo(60).map(async (i) => {
    const about = { ...BOB, text: `new ${i}`, emoji: "🎉" };
    await journal.append(ROOM, [
      revision("edited", 2 * i, about),
      revision("reacted", 2 * i, about),
    ]);
    await journal.append(ROOM, [saying(ROOM, `late ${i}`, BOB)]);
  });
  await Promise.all([erasing, ...talking]);
  const log = await wholeLog(journal, ROOM);
  assertEquals(log.map(({ seq }) => seq), upTo(300));
  assertEquals(namesIn(log), ["bob", FORMER_MEMBER]);
  for (const i of upTo(60)) {
    const { text, reactions } = await message(journal, 2 * i);
    assertEquals([text, reactions], [`new ${i}`, { "🎉": ["bob"] }]);
  }
}

export const ANONYMIZED: Promises = {
  "keeps what somebody said who is gone, under no name": async ({ journal }) => {
    await lived(journal);
    const [before, head] = [await wholeLog(journal, ROOM), await journal.head(ROOM)];
    assertEquals(await anonymize(journal, "keep"), ["attic", ROOM]);
    const log = await wholeLog(journal, ROOM);
    assertEquals(namesIn(log), ["bob", FORMER_MEMBER]);
    const texts = (some: readonly Entry[]) => some.map((entry) => "text" in entry && entry.text);
    assertEquals(texts(log), texts(before));
    assertEquals(
      log.map(({ seq, type }) => [seq, type]),
      before.map(({ seq, type }) => [seq, type]),
    );
    const { reactions } = await message(journal, 2);
    assertEquals(reactions, { "👍": ["bob", FORMER_MEMBER], "🎉": [FORMER_MEMBER] });
    assertEquals(await journal.head(ROOM), head);
    assertEquals(namesIn(await wholeLog(journal, "kitchen")), ["bob"]);
  },

  "deletes what somebody said who is gone, and keeps its numbers": async (opened) => {
    const { journal } = opened;
    await lived(journal);
    const head = await journal.head(ROOM);
    assertEquals(await anonymize(journal, "delete"), ["attic", ROOM]);
    const log = await wholeLog(journal, ROOM);
    assertEquals(log.map(({ seq }) => seq), upTo(12));
    assertEquals(namesIn(log), ["bob", FORMER_MEMBER]);
    assertEquals((await message(journal, 2)).reactions, { "👍": ["bob"] });
    const tombs = log.filter((entry) => entry.type === "said" && entry.deleted);
    assertEquals(tombs.map(({ seq }) => seq), [1, 3, 10]);
    assertEquals(log[3]?.type === "edited" && log[3].text, "");
    const reacted = log.filter((entry) => entry.type === "reacted");
    assertEquals(reacted.filter(({ on }) => on).map(({ from }) => from), ["bob", "bob"]);
    assertEquals(await journal.head(ROOM), head);
    assertEquals((await opened.dump()).includes("secret"), false);
  },

  "lets nobody be who is gone": async ({ journal }) => {
    await lived(journal);
    await anonymize(journal, "keep");
    const outcomes = await journal.append(ROOM, [revision("edited", 1), revision("deleted", 3)]);
    assertEquals(refusals(outcomes), ["forbidden", "forbidden"]);
    assertEquals(numbers(await journal.append(ROOM, [saying(ROOM, "new ada")])), [13]);
    assertEquals(await anonymize(journal, "delete"), [ROOM]);
    assertEquals((await message(journal, 13)).text, "");
    assertEquals((await message(journal, 1)).text, "secret edited");
  },

  "knows whom it did not anonymize to the end, and does it again": async (opened) => {
    await lived(opened.journal);
    assertEquals(await opened.journal.erasing(), []);
    for await (const _ of opened.journal.anonymize(ADA, "delete")) break;
    await opened.reopen();
    const { journal } = opened;
    assertEquals(await journal.erasing(), [[ADA, "delete"]]);
    assertEquals((await anonymize(journal, "delete")).length, 1);
    assertEquals(await journal.erasing(), []);
    assertEquals((await opened.dump()).includes("secret"), false);
    assertEquals(await anonymize(journal, "delete"), []);
  },

  "anonymizes somebody who said thousands of things": async ({ journal }) => {
    await journal.createRoom(ROOM, ROOM);
    await fill(journal, ROOM, words(1_200).map((id) => saying(ROOM, id)), 3);
    await fill(journal, ROOM, words(1_200).map((id) => saying(ROOM, id, BOB)), 90);
    await anonymize(journal, "delete");
    const log = await wholeLog(journal, ROOM);
    const texts = log.map((entry) => "text" in entry && entry.text);
    assertEquals(texts, [...upTo(1_200).map(() => ""), ...words(1_200)]);
    assert(log.slice(0, 1_200).every((entry) => "from" in entry && entry.from === FORMER_MEMBER));
  },

  ...Object.fromEntries(MODES.map((mode) => [
    `loses nothing that people do while it anonymizes somebody (${mode})`,
    ({ journal }: { journal: Journal }) => anonymizesWhile(journal, mode),
  ])),
};
