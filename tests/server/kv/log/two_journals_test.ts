import { assert, assertEquals, assertLess } from "@std/assert";
import type { Appended, Draft } from "../../../../hub/log/journal.ts";
import type { Entry } from "../../../../protocol.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import type { Store } from "../../../../server/kv/store.ts";
import { wholeLog } from "../../../hub/log/journal_contract.ts";
import { saying, timedId, upTo, words } from "../../../support/hub/log.ts";
import { below, seeded, withChance } from "../../../support/random/random.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";
import { Shuffle, TIMELESS } from "../../../support/random/shuffle.ts";

const SHARED = { shared: true };
const RUNS = 60;
const APPENDS = 14;
/** How many people write to each of two journals, and how much each. */
const WRITERS = 20;
const SAID_EACH = 20;
/** Databases, and the rooms in which an id is stored once whatever comes between. */
const DATABASES = {
  "one database": { ...SHARED, rooms: ["lobby", "kitchen"] },
  "one database that takes few checks": { ...SHARED, checksMax: 3, rooms: ["lobby"] },
} as const;
type Database = typeof DATABASES[keyof typeof DATABASES];
const PEOPLE = ["ada", "bob"];
/** Ids that grow with time, and some that do not. */
const IDS = [...upTo(14).map(timedId), ...words(6)];

/** What was asked of a journal, and what it answered. */
interface Asked {
  readonly room: string;
  readonly drafts: readonly Draft[];
  readonly appended: Promise<Appended[]>;
}

/** Drafts as chance decides them, in few rooms, by few people, under few ids, about few messages. */
class Drafter {
  readonly random: () => number;
  readonly #rooms: readonly string[];

  constructor(rooms: readonly string[], random: () => number) {
    this.#rooms = rooms;
    this.random = random;
  }

  room(): string {
    return this.#pick(this.#rooms);
  }

  some(room: string): Draft[] {
    return Array.from({ length: 1 + below(4, this.random) }, () => this.#draft(room));
  }

  #draft(room: string): Draft {
    const from = this.#pick(PEOPLE);
    const [by, at, of] = [`guest:${from}`, 1, 1 + below(6, this.random)];
    switch (below(10, this.random)) {
      case 0:
        return { entry: { type: "edited", room, of, from, at, text: "new" }, by };
      case 1:
        return { entry: { type: "reacted", room, of, from, at, emoji: "👍", on: true }, by };
      case 2:
        return { entry: { type: "deleted", room, of, from, at }, by };
      case 3:
        return { entry: { type: "topic", room, from, at, text: `${this.random()}` }, by };
      case 4:
        return saying(room, this.#id(), { from, reply: of });
      default:
        return saying(room, this.#id(), { from });
    }
  }

  #id(): string {
    return this.#pick(IDS);
  }

  #pick<T>(some: readonly T[]): T {
    return some[below(some.length, this.random)]!;
  }
}

/** Has two journals over one database append at once, and gives what they answered. */
async function contend(
  stores: readonly Store[],
  rooms: readonly string[],
  random: () => number,
): Promise<Asked[]> {
  const shuffle = new Shuffle(random);
  for (const store of stores) shuffle.hold(store);
  const journals = stores.map((store) => new KvJournal(store, TIMELESS));
  const drafter = new Drafter(rooms, random);
  const asked: Asked[] = [];
  const looking: Promise<unknown>[] = [];
  while (asked.length < APPENDS) {
    if (below(3, random) > 0 && await shuffle.step()) continue;
    const room = drafter.room();
    const journal = journals[below(2, random)]!;
    if (below(3, random) === 0) {
      looking.push(journal.head(room));
      continue;
    }
    const drafts = drafter.some(room);
    const appended = journal.append(room, drafts);
    asked.push({ room, drafts, appended });
    // Its failure is looked at when all is over.
    appended.catch(() => {});
  }
  await shuffle.finish();
  shuffle.end();
  await Promise.all(looking);
  return asked;
}

/** Sees that a room's log is what was answered. */
function compare(log: readonly Entry[], asked: readonly (readonly Appended[])[]): void {
  assertEquals(log.map(({ seq }) => seq), upTo(log.length), "no number twice, no hole");
  const answered = asked.flat().flatMap((outcome) => "entry" in outcome ? outcome.entry : []);
  assertEquals(answered.map(({ seq }) => seq).sort((a, b) => a - b), upTo(log.length));
  for (const { seq, type, ...entry } of answered) {
    const stored = log[seq - 1]!;
    assertEquals([stored.type, stored.room, stored.at], [type, entry.room, entry.at]);
    if ("from" in stored && "from" in entry) assertEquals(stored.from, entry.from);
    if ("id" in stored && "id" in entry) assertEquals(stored.id, entry.id);
    if ("of" in stored && "of" in entry) assertEquals(stored.of, entry.of);
  }
}

/** Sees that each id is stored once, and that whoever said it again was told where. */
function compareIds(logs: ReadonlyMap<string, Entry[]>, asked: readonly [Draft, Appended][]): void {
  const said = [...logs.values()].flat().filter((entry) => entry.type === "said");
  const identities = said.map(({ from, id }) => `${from} ${id}`);
  assertEquals(new Set(identities).size, identities.length, "each id once");
  for (const [{ entry }, outcome] of asked) {
    if (!("stored" in outcome)) continue;
    const { room, seq } = outcome.stored;
    const stored = logs.get(room)![seq - 1]!;
    assert(stored.type === "said" && entry.type === "said");
    assertEquals([stored.from, stored.id], [entry.from, entry.id]);
  }
}

/** Sees that a message is there that an answer was let through for. */
function compareReplies(log: readonly Entry[]): void {
  for (const { seq, ...entry } of log) {
    const of = entry.type === "said" ? entry.reply : "of" in entry ? entry.of : undefined;
    if (of === undefined) continue;
    assertEquals(log[of - 1]?.type, "said", `${seq} is about ${of}`);
    assert(of < seq);
  }
}

async function run({ rooms, ...options }: Database, random: () => number): Promise<void> {
  await using file = await SharedFile.make();
  const [first, second, witness] = [
    await file.store(options),
    await file.store(options),
    await file.store(options),
  ];
  const journal = new KvJournal(witness);
  for (const room of rooms) await journal.createRoom(room, room);
  const asked = await contend([first, second], rooms, random);
  const logs = new Map<string, Entry[]>();
  const pairs: [Draft, Appended][] = [];
  for (const room of rooms) {
    const log = await wholeLog(journal, room);
    logs.set(room, log);
    const here = asked.filter((one) => one.room === room);
    const outcomes = await Promise.all(here.map(({ appended }) => appended));
    compare(log, outcomes);
    compareReplies(log);
    here.forEach(({ drafts }, i) =>
      drafts.forEach((draft, j) => pairs.push([draft, outcomes[i]![j]!]))
    );
    const head = await journal.head(room);
    const said = log.filter(({ type }) => type === "said").length;
    assertEquals([head?.seq, head?.said], [log.length, said]);
  }
  compareIds(logs, pairs);
}

for (const [name, database] of Object.entries(DATABASES)) {
  Deno.test(`Two journals over ${name} give no number twice, whatever comes between`, async () => {
    await withChance(async (random) => {
      for (let i = 0; i < RUNS; i++) await run(database, seeded(below(2 ** 31, random)));
    });
  });
}

Deno.test("Two journals that write to one room both get in, by fewer commits than messages", async () => {
  await using file = await SharedFile.make();
  const journals = [await file.journal({}, SHARED), await file.journal({}, SHARED)];
  const stop = new AbortController();
  const following = journals.map(async (journal) => {
    for await (const _ of journal.follow(stop.signal));
  });
  const said = 2 * WRITERS * SAID_EACH;
  const talking = journals.flatMap((journal) =>
    Array.from({ length: WRITERS }, async () => {
      for (let i = 0; i < SAID_EACH; i++) {
        const [outcome] = await journal.append("lobby", [saying("lobby", crypto.randomUUID())]);
        assert(outcome && "entry" in outcome);
      }
    })
  );
  await Promise.all(talking);
  stop.abort();
  await Promise.all(following);
  assertEquals((await journals[0]!.head("lobby"))?.seq, said);
  const sum = (of: (journal: KvJournal) => number) => journals.map(of).reduce((a, b) => a + b);
  const [commits, retries] = [
    sum(({ meters }) => meters.seconds.count),
    sum(({ meters }) => meters.retries.value),
  ];
  assertLess(commits, said / 4, "what waits for one is in the next");
  assertLess(retries, said / 4);
});

Deno.test("A journal refuses nothing about a message that another one stored meanwhile", async () => {
  await using file = await SharedFile.make();
  const [ours, theirs] = [await file.journal({}, SHARED), await file.journal({}, SHARED)];
  await ours.append("lobby", [saying("lobby", "1")]);
  await theirs.append("lobby", [saying("lobby", "2")]);
  const [room, from, at] = ["lobby", "ada", 2] as const;
  const edit = { type: "edited", room, of: 2, from, at, text: "two" } as const;
  const [edited] = await ours.append("lobby", [{ entry: edit, by: "guest:ada" }]);
  assertEquals<unknown>(edited, { entry: { ...edit, seq: 3 } });
  const [answer] = await theirs.append("lobby", [saying("lobby", "3", { reply: 3 })]);
  assertEquals(answer, { refused: "no-such-message" });
  const [, two] = await wholeLog(ours, "lobby");
  assertEquals(two?.type === "said" && two.text, "two");
});
