/**
 * What is unread, counted anew from the log, and by everybody who counts it otherwise.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { BlockList } from "../../hub/people/block_list.ts";
import type { Draft, Journal } from "../../hub/log/journal.ts";
import type { Reader, ReadPositions } from "../../hub/people/read_positions.ts";
import { mentionsIn } from "../../protocol/markup.ts";
import type { Entry } from "../../protocol.ts";
import { UnreadCount } from "../../client/connection/log.ts";
import { saying } from "../support/hub/log.ts";
import { below, withChance } from "../support/random/random.ts";

const PEOPLE = ["ada", "bob", "eve"] as const;
const ROOM = "lobby";
const ACTIONS = 120;

/** What is kept of rooms, and what lets go of it. */
export interface OpenReadPositions extends AsyncDisposable {
  readonly journal: Journal;
  readonly positions: ReadPositions;
}

/** One person on two sockets: each counts what comes by itself. */
class Person {
  readonly reader: Reader;
  readonly sockets: readonly UnreadCount[];
  readTo = 0;

  readonly name: string;

  constructor(name: string) {
    this.name = name;

    this.reader = { id: `guest:${name}`, key: name };
    this.sockets = [new UnreadCount(() => name), new UnreadCount(() => name)];
  }
}

/** Says, edits, deletes, reacts and reads by chance, and counts after each. */
async function run({ journal, positions }: OpenReadPositions, random: () => number): Promise<void> {
  await journal.createRoom(ROOM, ROOM);
  const people = PEOPLE.map((name) => new Person(name));
  for (const { reader } of people) await positions.read(reader, ROOM, 0);
  const texts = ["hello", "@ada", "hi @bob and @EVE", "`@ada`", "@ada @bob"];
  const log: Entry[] = [];
  for (let i = 0; i < ACTIONS; i++) {
    const person = people[below(people.length, random)]!;
    const of = 1 + below(log.length + 1, random);
    const text = texts[below(texts.length, random)]!;
    if (below(5, random) === 0) {
      const seq = below(log.length + 1, random);
      await positions.read(person.reader, ROOM, seq);
      person.readTo = Math.max(person.readTo, seq);
      for (const socket of person.sockets) socket.read(seq);
    } else {
      const { name: from, reader: { id: by } } = person;
      const about = { room: ROOM, of, from, at: 1 };
      const drafts: Draft[] = [
        saying(ROOM, `${i}`, { from, text }),
        saying(ROOM, `${i}`, { from, text }),
        { by, entry: { type: "edited", ...about, text } },
        { by, entry: { type: "deleted", ...about } },
        { by, entry: { type: "reacted", ...about, emoji: "👍", on: true } },
      ];
      const [outcome] = await journal.append(ROOM, [drafts[below(drafts.length, random)]!]);
      if (!outcome || !("entry" in outcome)) continue;
      log.push(outcome.entry);
      for (const { sockets } of people) for (const one of sockets) one.take(outcome.entry);
      if (outcome.entry.type === "said") person.readTo = outcome.entry.seq;
    }
    for (const one of people) await compare(one, positions, journal);
  }
}

/** Holds what is kept, and what each socket counts, against a recount of the whole log. */
async function compare(person: Person, positions: ReadPositions, journal: Journal): Promise<void> {
  const { reader, readTo, sockets, name } = person;
  const log = await journal.read(ROOM, { after: 0, limit: ACTIONS });
  const unread = log.filter((entry) =>
    entry.type === "said" && entry.seq > readTo && entry.from !== name && !entry.deleted
  );
  const calls = unread.filter((entry) => "text" in entry && mentionsIn(entry.text).includes(name));
  const expected = { read: readTo, unread: unread.length, mentions: calls.length };
  const [mark] = await positions.of(reader);
  const { read, unread: told, mentions } = mark!;
  assertEquals({ read, unread: told, mentions }, expected, `${name} in welcome`);
  for (const socket of sockets) {
    const counted = { read: socket.readTo, unread: socket.unread, mentions: socket.mentions };
    assertEquals(counted, expected, `${name} on a socket`);
  }
}

/** Tests what keeps positions. `open` makes empty ones. */
export function unreadCounts(name: string, open: () => Promise<OpenReadPositions>): void {
  Deno.test(`${name} counts as unread what the log says, and so does each socket`, () =>
    withChance(async (random) => {
      await using opened = await open();
      await run(opened, random);
    }));

  Deno.test(`${name} tells the newest rooms first, and bounds what strangers take of them`, async () => {
    await using opened = await open();
    const { journal, positions } = opened;
    const ada: Reader = { id: "guest:ada", key: "ada" };
    const tell = async (others: readonly string[]) => {
      const people = [ada.id, ...others.map((other) => `guest:${other}`)].sort();
      const room = `@${["ada", ...others].sort().join(",")}`;
      const key = `${room} ${people.join(" ")}`;
      await journal.createRoom(key, room, people);
      await journal.append(key, [saying(room, room, { from: others[0]! })]);
    };
    await tell(["zoe"]);
    for (let i = 0; i < 560; i++) await tell(["mallory", `nobody-${i}`]);
    await journal.createRoom("zoo", "zoo");
    await journal.append("zoo", [saying("zoo", "call", { from: "zoe", text: "@ada" })]);
    for (let i = 0; i < 520; i++) {
      await journal.createRoom(`a${i}`, `a${i}`);
      await journal.append(`a${i}`, [
        saying(`a${i}`, `call-${i}`, { from: "mallory", text: "@ada" }),
      ]);
    }
    const told = (await positions.of(ada)).map(({ room }) => room);
    assertEquals([told.includes("@ada,zoe"), told.includes("zoo")], [true, true]);
    assertEquals(told.filter((room) => room.includes("mallory")).length, 20);
    assertEquals(told.filter((room) => /^a\d/.test(room)).length, 10);
    assertEquals(told[0], "a519");
    await tell(["zoe"]);
    // What somebody has read in is theirs, and no share of a stranger.
    const key = (await positions.directs(ada, "@ada,mallory,nobody-0"))[0]!;
    await positions.read(ada, key, 1);
    const own = (await positions.of(ada)).filter(({ room }) => room === "@ada,mallory,nobody-0");
    assertEquals(own.map(({ unread }) => unread), [0]);
  });

  Deno.test(`${name} does not count what somebody says who is blocked`, async () => {
    await using opened = await open();
    const { journal, positions } = opened;
    const ada: Reader = { id: "guest:ada", key: "ada" };
    await journal.createRoom(ROOM, ROOM);
    await positions.read(ada, ROOM, 0);
    for (const from of ["bob", "Bob", "eve"]) {
      await journal.append(ROOM, [saying(ROOM, from, { from, text: "@ada" })]);
    }
    const [mark] = await positions.of(ada, new BlockList(["BOB"]));
    assertEquals([mark?.unread, mark?.mentions], [1, 1]);
  });
}
