import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Entry } from "../../../../protocol.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { takeList } from "../../../../server/kv/pages/page_value.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { Store } from "../../../../server/kv/store.ts";
import { UNREADABLE } from "../../../../server/kv/pages/stored.ts";
import { saying, timedId } from "../../../support/hub/log.ts";
import { StoreFile } from "../../../support/store/store_file.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const MESSAGES = 6;

/** A page that is stored, as a list; the test writes something else there. */
type Damage = (kv: Deno.Kv, page: { key: Deno.KvKey; value: Listed[] }) => unknown;
type Listed = { entry: Record<string, unknown> };

/** Writes pages, heads and entries as nobody should. Each says which numbers can't be read after. */
const DAMAGES: Record<string, { damage: Damage; lost: number[] }> = {
  "a page that is no list": { damage: (kv, { key }) => kv.set(key, "nonsense"), lost: [3] },
  "a page that is no JSON": { damage: (kv, { key }) => kv.set(key, utf8('[{"entry"')), lost: [3] },
  "a page of JSON that is no list": { damage: (kv, { key }) => kv.set(key, utf8("7")), lost: [3] },
  "a page of bytes": { damage: (kv, { key }) => kv.set(key, Uint8Array.of(0xff, 0)), lost: [3] },
  // As all once were.
  "a page that is a list": {
    damage: (kv, { key, value }) => kv.set(key, value),
    lost: [],
  },
  "a page that is empty": { damage: (kv, { key }) => kv.set(key, []), lost: [3] },
  "a page of nothing": { damage: (kv, { key }) => kv.set(key, [null, 7, [], {}]), lost: [3] },
  "a page of several that is no list": { damage: joined(() => "nonsense"), lost: [3, 4] },
  "a page of several, one of which is none": {
    damage: joined((_third, fourth) => [null, fourth]),
    lost: [3],
  },
  "a page of several in no order": {
    damage: joined((third, fourth) => [fourth, third, fourth]),
    lost: [],
  },
  "an entry without its room": { damage: without("room"), lost: [3] },
  "an entry without its number": { damage: without("seq"), lost: [3] },
  "an entry without its text": { damage: without("text"), lost: [3] },
  "an entry of an unknown type": { damage: having({ type: "sung" }), lost: [3] },
  "an entry of type __proto__": { damage: having({ type: "__proto__" }), lost: [3] },
  "an entry with a text that is none": { damage: having({ text: { toString: 1 } }), lost: [3] },
  "an entry with a wrong number": { damage: having({ seq: 99 }), lost: [3] },
  "an entry with a time that is none": { damage: having({ at: "yesterday" }), lost: [3] },
  "an entry with reactions that are none": { damage: having({ reactions: { x: 1 } }), lost: [3] },
  "a head that is no head": { damage: (kv) => kv.set(keys.room("lobby"), 7), lost: [] },
  "a head without its number": {
    damage: (kv) => kv.set(keys.room("lobby"), { name: "lobby", epoch: "x" }),
    lost: [],
  },
  "the head of another room": { damage: (kv) => kv.set(keys.room("attic"), []), lost: [] },
};

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function having(fields: Record<string, unknown>): Damage {
  return (kv, { key, value }) =>
    kv.set(key, value.map((one) => ({ ...one, entry: { ...one.entry, ...fields } })));
}

function without(field: string): Damage {
  return (kv, { key, value }) =>
    kv.set(
      key,
      value.map((one) => {
        const { [field]: _, ...entry } = one.entry;
        return { ...one, entry };
      }),
    );
}

/** Writes something in the place of two pages, under the key of the second. */
function joined(page: (third: unknown, fourth: unknown) => unknown): Damage {
  return async (kv, { key, value: [third] }) => {
    const next = await kv.get(keys.page("lobby", 4));
    await kv.delete(key);
    await kv.set(next.key, page(third, takeList(next.value)[0]));
  };
}

/** A file in which six messages are, each in a page of its own, and damage to the third. */
async function damaged(folder: TempFolder, damage: Damage): Promise<string> {
  const store = folder.file("chat.db");
  {
    await using opened = await Store.open(store);
    const journal = new KvJournal(opened);
    await journal.createRoom("lobby", "lobby");
    for (let i = 1; i <= MESSAGES; i++) {
      await journal.append("lobby", [saying("lobby", timedId(), { text: `message ${i}` })]);
      await journal.compactor.all();
    }
  }
  using kv = await Deno.openKv(store);
  const { key, value } = await kv.get(keys.page("lobby", 3));
  const list = takeList(value) as Listed[];
  assertEquals(list.length, 1, "the third message has a page of its own");
  await damage(kv, { key, value: list });
  return store;
}

function isNumbered(entries: readonly Entry[]): void {
  assertEquals(entries.map(({ seq }) => seq), entries.map((_, i) => i + 1));
}

for (const [name, { damage, lost }] of Object.entries(DAMAGES)) {
  Deno.test(`A store with ${name} is read all the same, and goes on`, async () => {
    await using folder = await TempFolder.make();
    await using server = await TestServer.start({ store: await damaged(folder, damage) });
    await using bob = await TestClient.connect(server, "bob");
    const expected = Array.from({ length: MESSAGES }, (_, i) => {
      return lost.includes(i + 1) ? UNREADABLE : `message ${i + 1}`;
    });
    for (const range of [{ before: 99 }, { after: 0 }]) {
      const history = await bob.ask({ type: "history", room: "lobby", ...range });
      assert(history.type === "history");
      isNumbered(history.entries);
      assertEquals(history.entries.map((entry) => "text" in entry && entry.text), expected);
    }
    await bob.join("lobby", { after: 0 });
    const log = await bob.log(MESSAGES);
    isNumbered(log);
    assertEquals(
      log.map(({ type }) => type),
      log.map(({ seq }) => {
        return lost.includes(seq) ? "notice" : "said";
      }),
    );
    bob.say("lobby", "and on it goes");
    const said = await bob.next("said");
    assertEquals([said.seq, said.text], [MESSAGES + 1, "and on it goes"]);
    bob.send({ type: "react", room: "lobby", of: 3, emoji: "👍", on: true });
    const { type } = await bob.until(
      (event) => event.type === "reacted" || event.type === "refused",
      "what becomes of a reaction to the damaged message",
    );
    assertEquals(type, lost.includes(3) ? "refused" : "reacted");
    assertEquals((await bob.ask({ type: "rooms" })).type, "rooms");
  });
}

Deno.test("A room whose head can't be read has another epoch, so that nobody goes on where they were", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let epoch: string;
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.connect(server, "ada");
    epoch = (await ada.join("lobby")).epoch;
  }
  {
    using kv = await Deno.openKv(store);
    await kv.set(keys.room("lobby"), null);
  }
  await using server = await TestServer.start({ store });
  await using ada = await TestClient.connect(server, "ada");
  const joined = await ada.join("lobby", { after: 0, epoch });
  assertEquals(joined.reset, true);
  assertNotEquals(joined.epoch, epoch);
});

/** What becomes of a row of the log of commits, and what is read of the six messages that it has. */
const LOG_DAMAGES: Readonly<
  Record<string, { damage: (pairs: unknown[]) => unknown; texts: unknown[]; isLost?: true }>
> = {
  "an entry of an unknown type": {
    damage: (pairs) => utf8(JSON.stringify(pairs.with(2, sung(pairs[2])))),
    texts: ["message 1", "message 2", UNREADABLE, "message 4", "message 5", "message 6"],
  },
  "an entry that is none": {
    damage: (pairs) => utf8(JSON.stringify(pairs.with(2, ["lobby", 7]))),
    texts: ["message 1", "message 2", UNREADABLE, "message 4", "message 5", "message 6"],
    isLost: true,
  },
  "a list that is cut": {
    damage: (pairs) => utf8(JSON.stringify(pairs.slice(0, 4).concat(null))),
    texts: ["message 1", "message 2", "message 3", "message 4"],
    isLost: true,
  },
  "no JSON": { damage: () => utf8("[[oops"), texts: [], isLost: true },
  "no list": { damage: () => 7, texts: [], isLost: true },
};

function sung(pair: unknown): unknown {
  const [room, kept] = pair as [string, Listed];
  return [room, { ...kept, entry: { ...kept.entry, type: "sung" } }];
}

for (const [name, { damage, texts, isLost }] of Object.entries(LOG_DAMAGES)) {
  Deno.test(`A store with a row of the log that has ${name} is read as far as it can be`, async () => {
    await using file = await StoreFile.make({ say: () => {} });
    const journal = new KvJournal(file.store);
    const { epoch } = await journal.createRoom("lobby", "lobby");
    await journal.createRoom("attic", "attic");
    const said = Array.from(
      { length: MESSAGES },
      (_, i) => saying("lobby", `${i}`, { text: `message ${i + 1}` }),
    );
    await journal.append("lobby", said);
    const [row] = await file.store.list<Uint8Array>({ prefix: keys.commits }, {});
    const value = damage(takeList(row!.value.slice()));
    await file.store.write((kv) => kv.set(row!.key, value));
    // A second start finds what the first one has made of it.
    for (const _ of [1, 2]) {
      const after = new KvJournal(file.store);
      const head = await after.head("lobby");
      assertEquals([head?.seq, head?.epoch !== epoch], [texts.length, isLost ?? false]);
      const log = await after.read("lobby", { after: 0, limit: 99 });
      assertEquals(log.map((entry) => "text" in entry && entry.text), texts);
      isNumbered(log);
    }
    const after = new KvJournal(file.store);
    await after.append("lobby", [saying("lobby", timedId(), { text: "and on it goes" })]);
    await after.compactor.all();
    const log = await new KvJournal(file.store).read("lobby", { after: 0, limit: 99 });
    assertEquals(log.map((entry) => "text" in entry && entry.text), [...texts, "and on it goes"]);
    const kept = await file.store.list({ prefix: ["unreadable"] }, {});
    assertEquals(kept.map(({ value }) => value), isLost ? [value] : []);
  });
}

Deno.test("A direct room whose head can't be read stays its people's", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const tokens: Record<string, string> = {};
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.connect(server, "ada");
    await using bob = await TestClient.connect(server, "bob");
    ada.send({ type: "say", to: "bob", id: "1", text: "between us" });
    await bob.next("said");
    for (const { name, welcome } of [ada, bob]) tokens[name] = welcome.token ?? "";
  }
  {
    using kv = await Deno.openKv(store);
    for await (const { key } of kv.list({ prefix: keys.rooms })) {
      if (String(key[1]).startsWith("@")) await kv.set(key, { name: "@ada,bob" });
    }
  }
  await using server = await TestServer.start({ store });
  await using ada = await TestClient.connect(server, { token: tokens.ada! });
  await using eve = await TestClient.connect(server, "eve");
  const room = "@ada,bob";
  const mine = await ada.ask({ type: "history", room });
  assertEquals(
    mine.type === "history" && mine.entries.map((entry) => "text" in entry && entry.text),
    [
      "between us",
    ],
  );
  const theirs = await eve.ask({ type: "history", room });
  assertEquals(theirs.type === "refused" && theirs.reason, "no-such-room");
  const rooms = await eve.ask({ type: "rooms" });
  assertEquals(rooms.type === "rooms" && rooms.rooms.map(({ room }) => room), ["lobby"]);
});
