/**
 * How a journal founds rooms and numbers what is said in them.
 *
 * @module
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Journal } from "../../../../hub/log/journal.ts";
import { nameKey } from "../../../../protocol/name.ts";
import { saying, upTo, words } from "../../../support/hub/log.ts";
import { numbers, type Promises, wholeLog } from "../journal_contract.ts";

const ROOMS = ["lobby", "kitchen", "中文", "__proto__", "constructor"];

/** Founds rooms under their names. */
async function createRooms(journal: Journal, ...names: string[]): Promise<void> {
  for (const name of names) await journal.createRoom(nameKey(name), name);
}

export const NUMBERS: Promises = {
  "knows nothing of a room that nobody created": async ({ journal }) => {
    assertEquals(await journal.head("lobby"), undefined);
    assertEquals(await Array.fromAsync(journal.rooms()), []);
  },

  "starts an empty log when a room is created": async ({ journal }) => {
    const head = await journal.createRoom("lobby", "Lobby");
    const { epoch } = head;
    assertEquals(head, { name: "Lobby", epoch, first: 1, seq: 0, said: 0, topic: "" });
    assertNotEquals(epoch, "");
    assertEquals(await journal.head("lobby"), head);
    assertEquals(await journal.read("lobby", { after: 0, limit: 9 }), []);
    assertEquals(await journal.read("lobby", { before: Infinity, limit: 9 }), []);
  },

  "founds a room once, under the name that came first": async ({ journal }) => {
    const heads = await Promise.all(
      ["Ada", "ADA", "ａｄａ"].map((n) => journal.createRoom("ada", n)),
    );
    const [first] = heads;
    assertEquals(heads, [first, first, first]);
    await journal.append("ada", [saying("Ada", "1")]);
    assertEquals(await journal.createRoom("ada", "ada"), { ...first, seq: 1, said: 1 });
  },

  "keeps whose a direct room is": async ({ journal }) => {
    const people = ["guest:1", "guest:2"];
    const key = "@ada,bob guest:1 guest:2";
    const head = await journal.createRoom(key, "@ada,bob", people);
    assertEquals([head.name, head.people], ["@ada,bob", people]);
    await journal.append(key, [saying("@ada,bob", "1")]);
    assertEquals((await journal.head(key))?.people, people);
    assertEquals((await journal.createRoom(key, "@ada,bob", ["eve"])).people, people);
  },

  "gives each log an epoch of its own": async ({ journal }) => {
    const heads = await Promise.all(ROOMS.map((room) => journal.createRoom(room, room)));
    assertEquals(new Set(heads.map(({ epoch }) => epoch)).size, ROOMS.length);
  },

  "lists the heads of all rooms by key": async ({ journal }) => {
    await createRooms(journal, ...ROOMS, "Attic");
    await journal.append("中文", ["1", "2", "3"].map((id) => saying("中文", id)));
    const heads = await Array.fromAsync(journal.rooms());
    assertEquals(
      heads.map(([key, { name, seq }]) => [key, name, seq]).sort(),
      [...ROOMS, "Attic"].map((name) => [nameKey(name), name, name === "中文" ? 3 : 0]).sort(),
    );
  },

  "numbers what it is given from 1, without holes": async ({ journal }) => {
    await createRooms(journal, "lobby");
    const [first, ...others] = words(7).map((id) => saying("lobby", id));
    assert(first);
    const entry = { ...first.entry, seq: 1 };
    assertEquals(await journal.append("lobby", [first]), [{ entry }]);
    assertEquals(numbers(await journal.append("lobby", others)), upTo(7, 2));
    const head = await journal.head("lobby");
    assertEquals([head?.seq, head?.said], [7, 7]);
  },

  "gives back what it was given": async ({ journal }) => {
    await createRooms(journal, "中文");
    const text = 'quotes ", lines \n, \u0000, \u2028 and 👍'.repeat(50);
    const said = saying("中文", " ~", { from: "__proto__", text });
    await journal.append("中文", [said]);
    const read = await journal.read("中文", { after: 0, limit: 1 });
    assertEquals<unknown>(read, [{ ...said.entry, seq: 1 }]);
  },

  "numbers what the server itself says, and topics": async ({ journal }) => {
    await createRooms(journal, "lobby");
    const room = "lobby";
    const notice = { type: "notice", room, at: 1, text: "Welcome" } as const;
    const topic = { type: "topic", room, from: "ada", at: 2, text: "Tea" } as const;
    await journal.append("lobby", [{ entry: notice, by: "" }, { entry: topic, by: "guest:ada" }]);
    const log = await wholeLog(journal, "lobby");
    assertEquals<unknown>(log, [{ ...notice, seq: 1 }, { ...topic, seq: 2 }]);
    const head = await journal.head("lobby");
    assertEquals([head?.seq, head?.said, head?.topic], [2, 0, "Tea"]);
  },

  "knows a room's newest topic": async ({ journal }) => {
    await createRooms(journal, "lobby");
    for (const text of ["Tea", "Coffee", ""]) {
      const topic = { type: "topic", room: "lobby", from: "ada", at: 1, text } as const;
      await journal.append("lobby", [{ entry: topic, by: "guest:ada" }]);
      assertEquals((await journal.head("lobby"))?.topic, text);
      assertEquals((await Array.fromAsync(journal.rooms()))[0]?.[1].topic, text);
    }
  },

  "keeps an append of nothing": async ({ journal }) => {
    await createRooms(journal, "lobby");
    assertEquals(await journal.append("lobby", []), []);
    assertEquals((await journal.head("lobby"))?.seq, 0);
  },

  "keeps a thousand appends at once apart and in order": async ({ journal }) => {
    await createRooms(journal, ...ROOMS);
    const appended = await Promise.all(
      upTo(1_000).map((i) => {
        const room = ROOMS[i % ROOMS.length]!;
        return journal.append(room, [saying(room, `${i}`), saying(room, `${i}+`)]);
      }),
    );
    for (const pair of appended) {
      const [first = NaN, second] = numbers(pair);
      assertEquals(second, first + 1);
    }
    for (const room of ROOMS) {
      const log = await wholeLog(journal, room);
      assertEquals(log.map(({ seq }) => seq), upTo(400));
      assertEquals(new Set(log.map((entry) => "id" in entry && entry.id)).size, 400);
      assert(log.every((entry) => entry.room === room));
    }
  },

  "keeps the order of appends to one room that come at once": async ({ journal }) => {
    await createRooms(journal, "lobby");
    const ids = words(50);
    const appended = await Promise.all(
      ids.map((id) => journal.append("lobby", [saying("lobby", id)])),
    );
    assertEquals(appended.flatMap(numbers), upTo(50));
    const log = await wholeLog(journal, "lobby");
    assertEquals(log.map((entry) => "id" in entry && entry.id), ids);
  },

  "goes on where it was when it is opened again": async (opened) => {
    await createRooms(opened.journal, "lobby", "kitchen");
    await opened.journal.append("lobby", words(3).map((id) => saying("lobby", id)));
    const head = await opened.journal.head("lobby");
    const log = await wholeLog(opened.journal, "lobby");
    await opened.reopen();
    assertEquals(await opened.journal.head("lobby"), head);
    assertEquals(await wholeLog(opened.journal, "lobby"), log);
    assertEquals(numbers(await opened.journal.append("lobby", [saying("lobby", "4")])), [4]);
    assertEquals(numbers(await opened.journal.append("kitchen", [saying("kitchen", "5")])), [1]);
  },
};
