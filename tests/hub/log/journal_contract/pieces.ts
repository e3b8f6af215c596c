/**
 * How a journal reads pieces of a log, however long it and its texts are.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Journal } from "../../../../hub/log/journal.ts";
import { LIMITS, type Range } from "../../../../protocol.ts";
import { saying, upTo, words } from "../../../support/hub/log.ts";
import { fill, numbers, type Promises, wholeLog } from "../journal_contract.ts";

/** The longest texts that there may be, by what makes them long: bytes, and code units. */
const LONG_TEXTS = {
  ascii: "x".repeat(LIMITS.text),
  latin: "é".repeat(LIMITS.text),
  han: "中".repeat(LIMITS.text),
  emoji: "👍".repeat(LIMITS.text),
};

const PIECES_OF_600: [Range, number[]][] = [
  [{ after: 0, limit: 3 }, [1, 2, 3]],
  [{ after: 597, limit: 3 }, [598, 599, 600]],
  [{ after: 598, limit: 3 }, [599, 600]],
  [{ after: 600, limit: 3 }, []],
  [{ after: 9_000, limit: 3 }, []],
  [{ after: 0, limit: 500 }, upTo(500)],
  [{ after: 50, limit: 1_000 }, upTo(600, 51)],
  [{ before: Infinity, limit: 3 }, [598, 599, 600]],
  [{ before: 9_000, limit: 3 }, [598, 599, 600]],
  [{ before: 601, limit: 1 }, [600]],
  [{ before: 600, limit: 1 }, [599]],
  [{ before: 3, limit: 50 }, [1, 2]],
  [{ before: 1, limit: 50 }, []],
  [{ before: 0, limit: 50 }, []],
  [{ before: 550, limit: 500 }, upTo(549, 50)],
];

/** Reads all pieces of a length from both ends, and sees that they are what the whole log has. */
async function readInPieces(journal: Journal, room: string, limit: number): Promise<void> {
  const log = await wholeLog(journal, room);
  for (let after = 0; after < log.length; after += limit) {
    const piece = await journal.read(room, { after, limit });
    assertEquals(piece, log.slice(after, after + limit), `after ${after}`);
  }
  for (let before = log.length + 1; before > 0; before -= limit) {
    const piece = await journal.read(room, { before, limit });
    assertEquals(piece, log.slice(Math.max(0, before - 1 - limit), before - 1), `before ${before}`);
  }
}

export const PIECES: Promises = {
  "reads a piece of a log, oldest first": async ({ journal }) => {
    await journal.createRoom("lobby", "lobby");
    await fill(journal, "lobby", words(600).map((id) => saying("lobby", id)));
    for (const [range, seqs] of PIECES_OF_600) {
      const piece = await journal.read("lobby", range);
      assertEquals(piece.map(({ seq }) => seq), seqs, JSON.stringify(range));
    }
  },

  "reads thousands of messages that came one by one, in pieces of any length": async (
    { journal },
  ) => {
    await journal.createRoom("lobby", "lobby");
    await fill(journal, "lobby", words(3_000).map((id) => saying("lobby", id)), 1);
    assertEquals((await wholeLog(journal, "lobby")).map(({ seq }) => seq), upTo(3_000));
    for (const limit of [1_001, 200, 41]) await readInPieces(journal, "lobby", limit);
  },

  "reads thousands of messages that came many at once": async ({ journal }) => {
    await journal.createRoom("lobby", "lobby");
    await fill(journal, "lobby", words(5_000).map((id) => saying("lobby", id)));
    assertEquals((await wholeLog(journal, "lobby")).map(({ seq }) => seq), upTo(5_000));
    for (const limit of [1_001, 500, 90, 89]) await readInPieces(journal, "lobby", limit);
  },

  "keeps the longest texts that there may be, of every kind of character": async ({ journal }) => {
    for (const [room, text] of Object.entries(LONG_TEXTS)) {
      await journal.createRoom(room, room);
      const batch = words(90).map((id) => saying(room, `${room} ${id}`, { text }));
      const count = batch.length;
      assertEquals(numbers(await journal.append(room, batch)), upTo(count));
      // Beside short ones, which share pages with them.
      for (let i = 0; i < 20; i++) {
        await journal.append(room, [
          saying(room, `${room} short ${i}`),
          saying(room, `${room} long ${i}`, { text }),
        ]);
      }
      const log = await wholeLog(journal, room);
      const texts = log.map((entry) => "text" in entry && entry.text);
      assertEquals(texts.filter((one) => one === text).length, count + 20);
      assertEquals(log.length, count + 40);
      await readInPieces(journal, room, 7);
    }
  },

  "takes any number of messages at once": async ({ journal }) => {
    await journal.createRoom("lobby", "lobby");
    const batch = words(1_000).map((id) => saying("lobby", id));
    assertEquals(numbers(await journal.append("lobby", batch)), upTo(1_000));
  },

  "takes as many messages at once that call people by the longest names": async ({ journal }) => {
    const names = Array.from({ length: LIMITS.people }, (_, i) => `𠮷`.repeat(31) + i);
    const name = `@${names.join(",")}`;
    const people = names.map((_, i) => `guest:${i}`.padEnd(28, "x"));
    const room = `${name} ${people.join(" ")}`;
    await journal.createRoom(room, name, people);
    const text = names.map((one) => `@${one}`).join(" ");
    const ids = upTo(90).map((i) => `${i}`.padEnd(LIMITS.id, "~"));
    const batch = ids.map((id) => saying(name, id, { text, from: names[0]! }));
    assertEquals(numbers(await journal.append(room, batch)), upTo(batch.length));
    const [entry] = await journal.read(room, { before: Infinity, limit: 1 });
    assertEquals(entry?.seq, batch.length);
  },

  "takes many full batches of all rooms at once": async ({ journal }) => {
    const rooms = Object.entries(LONG_TEXTS);
    await Promise.all(rooms.map(([room]) => journal.createRoom(room, room)));
    const batches = rooms.map(([room, text]) =>
      words(90).map((id) => saying(room, `${room} ${id}`, { text }))
    );
    const appended = await Promise.all(rooms.map(([room], i) => journal.append(room, batches[i]!)));
    appended.forEach((outcomes, i) => assertEquals(numbers(outcomes), upTo(batches[i]!.length)));
    for (const [room, text] of rooms) {
      const [newest] = await journal.read(room, { before: Infinity, limit: 1 });
      assertEquals(newest?.type === "said" && newest.text, text);
      assertEquals(newest?.seq, 90);
    }
  },
};
