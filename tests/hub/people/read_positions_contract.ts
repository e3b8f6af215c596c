/**
 * What everything that keeps positions has to hold.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Draft, Journal } from "../../../hub/log/journal.ts";
import type { Reader, ReadPositions, ReadState } from "../../../hub/people/read_positions.ts";
import { saying, upTo, words } from "../../support/hub/log.ts";
import { fill } from "../log/journal_contract.ts";

/** ReadPositions that are empty, the journal that they are about, and what lets go of them. */
export interface OpenReadPositions extends AsyncDisposable {
  readonly journal: Journal;
  readonly positions: ReadPositions;
  /** Lets go of them and takes them up again. Those that forget then go on. */
  reopen(): Promise<void>;
}

const ADA: Reader = { id: "guest:ada", key: "ada" };
const BOB: Reader = { id: "guest:bob", key: "bob" };
/** Somebody else who has the name of ada. */
const LATER_ADA: Reader = { id: "guest:later", key: "ada" };

/** A room in which bob said these things. */
async function talked(journal: Journal, room: string, texts: readonly string[]): Promise<void> {
  await journal.createRoom(room, room);
  await fill(
    journal,
    room,
    texts.map((text, i) => saying(room, `${room} ${i}`, { from: "bob", text })),
  );
}

/** The positions of a person by room. */
async function positionsOf(
  { positions }: OpenReadPositions,
  reader: Reader,
): Promise<Record<string, ReadState>> {
  return Object.fromEntries((await positions.of(reader)).map((state) => [state.key, state]));
}

function state(key: string, rest: Partial<ReadState>): ReadState {
  return { key, room: key, topic: "", head: 0, read: 0, unread: 0, mentions: 0, ...rest };
}

type Promises = Readonly<Record<string, (opened: OpenReadPositions) => Promise<void>>>;

const READS: Promises = {
  "knows nothing of who never was here": async (opened) => {
    await talked(opened.journal, "lobby", words(3));
    assertEquals(await opened.positions.of(ADA), []);
  },

  "knows how far somebody has read, and how much came after": async (opened) => {
    await talked(opened.journal, "lobby", words(9));
    await opened.positions.read(ADA, "lobby", 4);
    assertEquals(await opened.positions.of(ADA), [state("lobby", { head: 9, read: 4, unread: 5 })]);
    await opened.positions.read(ADA, "lobby", 9);
    assertEquals(await opened.positions.of(ADA), [state("lobby", { head: 9, read: 9 })]);
    assertEquals(await opened.positions.of(BOB), []);
  },

  "notes of many at once how far they have read, unless they have read further": async (opened) => {
    const { journal, positions } = opened;
    await talked(journal, "lobby", words(9));
    await journal.append("lobby", [
      saying("lobby", "call", { from: "bob", text: "@reader3, you?" }),
    ]);
    const readers = upTo(120).map((i): Reader => ({ id: `guest:${i}`, key: `reader${i}` }));
    await positions.read(readers[4]!, "lobby", 7);
    const reads = readers.map((reader, i) => {
      const seq = i === 2 ? 10 : 5;
      return { reader, room: "lobby", at: { seq, nth: seq } };
    });
    await positions.readAll(reads);
    const found = await Promise.all(readers.map((reader) => positions.of(reader)));
    const expected = readers.map((_, i) => i === 4 ? [7, 3] : i === 2 ? [10, 0] : [5, 5]);
    assertEquals(found.map(([state]) => [state?.read, state?.unread]), expected);
  },

  "knows that somebody has read nothing": async (opened) => {
    await talked(opened.journal, "lobby", words(9));
    await opened.positions.read(ADA, "lobby", 0);
    assertEquals(await opened.positions.of(ADA), [
      state("lobby", { head: 9, unread: 9, joined: true }),
    ]);
  },

  "counts messages as unread, and nothing else": async (opened) => {
    const { journal, positions } = opened;
    await talked(journal, "lobby", words(3));
    const [room, from, at, by] = ["lobby", "bob", 1, "guest:bob"] as const;
    const others: Draft[] = [
      { entry: { type: "reacted", room, of: 1, from, at, emoji: "👍", on: true }, by },
      { entry: { type: "edited", room, of: 2, from, at, text: "new" }, by },
      { entry: { type: "topic", room, from, at, text: "Tea" }, by },
      { entry: { type: "deleted", room, of: 3, from, at }, by },
    ];
    await journal.append("lobby", [...others, saying("lobby", "last", { from })]);
    const unread: unknown[] = [];
    for (const seq of upTo(8)) {
      await positions.read(ADA, "lobby", seq);
      unread.push((await positionsOf(opened, ADA)).lobby?.unread);
    }
    assertEquals(unread, [2, 1, 1, 1, 1, 1, 1, 0]);
    assertEquals((await positionsOf(opened, ADA)).lobby?.topic, "Tea");
  },

  "never goes back to what was read before": async (opened) => {
    await talked(opened.journal, "lobby", words(9));
    for (const seq of [7, 3, 0]) await opened.positions.read(ADA, "lobby", seq);
    assertEquals((await positionsOf(opened, ADA)).lobby?.read, 7);
  },

  "goes back when somebody says so, and counts what they had read by saying something": async (
    opened,
  ) => {
    const { journal, positions } = opened;
    await talked(journal, "lobby", [...words(4), "where is @ada?"]);
    const [room, at] = ["lobby", 1] as const;
    await journal.append(room, [
      saying(room, "mine", { from: "ada", by: ADA.id }),
      { entry: { type: "deleted", room, of: 4, from: "bob", at }, by: BOB.id },
      saying(room, "later", { from: "bob" }),
    ]);
    await positions.read(ADA, room, 8);
    const count = await positions.setBack(ADA, room, { seq: 2, back: 8 });
    assertEquals([count?.unread, count?.mentions, count?.mentioned], [3, 1, [5]]);
    const called = { unread: 3, mentions: 1, mentioned: [5] };
    const unread = state(room, { head: 8, read: 2, ...called, back: 8 });
    assertEquals((await positionsOf(opened, ADA)).lobby, unread);
    await opened.reopen();
    assertEquals((await positionsOf(opened, ADA)).lobby, unread);
    // Part of it is read; then they say something.
    await opened.positions.read(ADA, room, 5);
    const rest = state(room, { head: 8, read: 5, unread: 1, back: 8 });
    assertEquals((await positionsOf(opened, ADA)).lobby, rest);
    await opened.journal.append(room, [saying(room, "again", { from: "ada", by: ADA.id })]);
    assertEquals((await positionsOf(opened, ADA)).lobby, state(room, { head: 9, read: 9 }));
    await opened.positions.read(ADA, room, 9);
    assertEquals((await positionsOf(opened, ADA)).lobby, state(room, { head: 9, read: 9 }));
  },

  "goes as far as the furthest of many at once": async (opened) => {
    await talked(opened.journal, "lobby", words(20));
    await Promise.all(upTo(20).map((seq) => opened.positions.read(ADA, "lobby", (seq * 8) % 21)));
    assertEquals((await positionsOf(opened, ADA)).lobby?.read, 20);
  },

  "keeps all that when it is opened again": async (opened) => {
    await talked(opened.journal, "lobby", [...words(8), "hello @ada"]);
    await talked(opened.journal, "中文", words(2));
    await opened.positions.read(ADA, "lobby", 4);
    await opened.positions.read(ADA, "中文", 2);
    const before = await positionsOf(opened, ADA);
    await opened.reopen();
    assertEquals(await positionsOf(opened, ADA), before);
    assertEquals(before, {
      lobby: state("lobby", { head: 9, read: 4, unread: 5, mentions: 1, mentioned: [9] }),
      "中文": state("中文", { head: 2, read: 2 }),
    });
  },

  "counts as before when what was read is forgotten": async (opened) => {
    await talked(opened.journal, "lobby", words(9));
    await opened.positions.read(ADA, "lobby", 4);
    await opened.journal.trim("lobby", 7);
    assertEquals(await opened.positions.of(ADA), [state("lobby", { head: 9, read: 4, unread: 5 })]);
  },

  "takes what was forgotten for read by who says so": async (opened) => {
    await talked(opened.journal, "lobby", words(9));
    await opened.journal.trim("lobby", 7);
    await opened.positions.read(ADA, "lobby", 2);
    assertEquals(await opened.positions.of(ADA), [state("lobby", { head: 9, read: 2, unread: 3 })]);
    await opened.journal.trim("lobby", 10);
    await opened.positions.read(ADA, "lobby", 8);
    assertEquals(await opened.positions.of(ADA), [state("lobby", { head: 9, read: 8 })]);
  },
};

const MENTIONS: Promises = {
  "counts who is called by name, in whatever spelling, until they read it": async (opened) => {
    const texts = [
      "@ada",
      "hello @ADA, @bob!",
      "mail ada@ada.example",
      "@adam",
      "(@ａｄａ)",
      "ada",
    ];
    await talked(opened.journal, "lobby", texts);
    const counts: unknown[] = [];
    for (const seq of [0, 1, 2, 4, 5, 6]) {
      await opened.positions.read(ADA, "lobby", seq);
      counts.push((await positionsOf(opened, ADA)).lobby?.mentions);
    }
    assertEquals(counts, [3, 2, 1, 1, 0, 0]);
  },

  "positions a room in which somebody was called who never was there": async (opened) => {
    await talked(opened.journal, "lobby", words(2));
    await talked(opened.journal, "kitchen", ["where is @ada?", "@ada!"]);
    assertEquals(await opened.positions.of(ADA), [
      state("kitchen", { head: 2, unread: 2, mentions: 2, mentioned: [1, 2] }),
    ]);
  },

  "counts the newest calls to who is called very often": async (opened) => {
    await talked(opened.journal, "lobby", words(800).map((word) => `${word} @ada`));
    for (const seq of [300, 790]) await opened.positions.read(ADA, "lobby", seq);
    const { mentions, mentioned } = (await positionsOf(opened, ADA)).lobby!;
    assertEquals([mentions, mentioned], [10, upTo(800, 791)]);
  },
};

const DIRECT: Promises = {
  "positions the direct rooms of a person, and nobody else's": async (opened) => {
    const people = [ADA.id, BOB.id];
    const key = `@ada,bob ${people.join(" ")}`;
    await opened.journal.createRoom(key, "@ada,bob", people);
    await opened.journal.append(key, [saying("@ada,bob", "1", { from: "bob", text: "hi @ada" })]);
    const own = state(key, { room: "@ada,bob", head: 1, unread: 1 });
    assertEquals(await opened.positions.of(ADA), [{ ...own, mentions: 1, mentioned: [1] }]);
    const bobs = [{ ...own, read: 1, unread: 0 }];
    assertEquals(await opened.positions.of(BOB), bobs);
    assertEquals(await opened.positions.of(LATER_ADA), []);
    await opened.positions.read(ADA, key, 1);
    assertEquals(await opened.positions.of(ADA), [{ ...own, read: 1, unread: 0 }]);
    assertEquals(await opened.positions.of(BOB), bobs);
    await opened.reopen();
    assertEquals(await opened.positions.of(LATER_ADA), []);
    assertEquals((await opened.positions.of(BOB)).length, 1);
  },

  "tells nobody that they were called in a room that is not theirs": async (opened) => {
    const people = ["guest:bob", "guest:eve"];
    const key = `@bob,eve ${people.join(" ")}`;
    await opened.journal.createRoom(key, "@bob,eve", people);
    await opened.journal.append(key, [
      saying("@bob,eve", "1", { from: "bob", text: "what does @ada do?" }),
    ]);
    assertEquals(await opened.positions.of(ADA), []);
  },
};

const GONE: Promises = {
  "forgets somebody who is gone, and nobody else": async (opened) => {
    const people = [ADA.id, BOB.id];
    const key = `@ada,bob ${people.join(" ")}`;
    await opened.journal.createRoom(key, "@ada,bob", people);
    await talked(opened.journal, "lobby", words(700).map((word) => `${word} @ada @bob`));
    for (const reader of [ADA, BOB]) await opened.positions.read(reader, "lobby", 9);
    const bobs = await opened.positions.of(BOB);
    assertEquals((await opened.positions.of(ADA)).length, 2);
    await opened.positions.forget(ADA);
    assertEquals(await opened.positions.of(ADA), []);
    assertEquals(await opened.positions.of(LATER_ADA), []);
    assertEquals(await opened.positions.of(BOB), bobs);
  },
};

/** Tests what keeps positions. `open` makes empty ones each time. */
export function readPositionsContract(name: string, open: () => Promise<OpenReadPositions>): void {
  for (const [promise, keep] of Object.entries({ ...READS, ...MENTIONS, ...DIRECT, ...GONE })) {
    Deno.test(`${name} ${promise}`, async () => {
      await using opened = await open();
      await keep(opened);
    });
  }
}
