import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../../../hub/channel.ts";
import { Member } from "../../../../hub/people/member.ts";
import type { Event } from "../../../../protocol.ts";
import { backingOver } from "../../../../server/backing.ts";
import { KvPolicies } from "../../../../server/kv/people/policies.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { KvReadPositions } from "../../../../server/kv/people/read_positions.ts";
import type { Store, StoreOptions } from "../../../../server/kv/store.ts";
import { wholeLog } from "../../../hub/log/journal_contract.ts";
import { upTo } from "../../../support/hub/log.ts";
import { OpenHub } from "../../../support/hub/open_hub.ts";
import { below, seeded, withChance } from "../../../support/random/random.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";
import { Shuffle, TIMELESS } from "../../../support/random/shuffle.ts";
import { claim, expect, PASSWORD } from "../../../support/server/asker.ts";
import type { EventOf } from "../../../support/hub/listener.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const SHARED = { shared: true };
const RUNS = 40;
const SAYINGS = 16;
/** How often is looked whether news has come. */
const TRIES_MAX = 2000;

/** A journal that hears of other servers when the test says so. */
class HintedJournal extends KvJournal {
  readonly #hints = new Channel<void>(1);

  hint(): void {
    this.#hints.trySend();
  }

  override async *follow(signal: AbortSignal): AsyncIterable<void> {
    signal.addEventListener("abort", () => this.#hints.close(), { once: true });
    yield* this.#hints;
  }
}

type HintedHub = OpenHub<
  { journal: HintedJournal; positions: KvReadPositions; known: Map<string, string> }
>;

/** Someone in the lobby of one of the hubs, who hears everything as it comes. */
class Hearer {
  readonly events: Event[] = [];
  readonly said: string[] = [];

  readonly hub: HintedHub;
  readonly member: Member;

  constructor(hub: HintedHub, member: Member) {
    this.hub = hub;
    this.member = member;

    member.connect({ wake: () => this.#hear(), trySend: () => false });
    hub.hub.handle({ type: "connected", member, positions: [] });
    hub.hub.handle({ type: "commanded", member, at: 1, command: { type: "join", room: "lobby" } });
  }

  says(id: string): void {
    this.said.push(id);
    const { member } = this;
    const command = { type: "say", room: "lobby", id, text: `${this.said.length}` } as const;
    this.hub.hub.handle({ type: "commanded", member, at: 1, command });
  }

  /** What was told of the log. */
  get log(): Event[] {
    return this.events.filter((event) => "seq" in event && event.type !== "stored");
  }

  #hear(): void {
    for (let frame = this.member.take(); frame !== undefined; frame = this.member.take()) {
      this.events.push(...frame.split("\n").map((line) => JSON.parse(line)));
    }
  }
}

/** People talk on both hubs while chance decides what comes first. */
async function talk(
  hubs: readonly HintedHub[],
  people: readonly Hearer[],
  shuffle: Shuffle,
  random: () => number,
): Promise<void> {
  for (let said = 0; said < SAYINGS;) {
    const hub = hubs[below(hubs.length, random)]!;
    switch (below(8, random)) {
      case 0:
        people[below(people.length, random)]!.says(`id-${below(12, random)}`);
        said++;
        break;
      case 1:
        hub.journal.hint();
        break;
      case 2:
        hub.ticks(1);
        break;
      default:
        await shuffle.step();
    }
  }
  await shuffle.finish();
  for (const hub of hubs) hub.journal.hint();
  await shuffle.finish();
}

/** Sees that people heard the log, and what became of all that they said. */
async function compare(journal: KvJournal, people: readonly Hearer[]): Promise<void> {
  const log = await wholeLog(journal, "lobby");
  assertEquals(log.map(({ seq }) => seq), upTo(log.length), "no number twice, no hole");
  const identities = log.map((entry) => entry.type === "said" && `${entry.from} ${entry.id}`);
  assertEquals(new Set(identities).size, log.length, "each id once");
  for (const { events, said, log: heard, member: { person } } of people) {
    assertEquals<unknown>(heard, log, `what ${person.name} heard`);
    assertEquals(events.filter(({ type }) => type === "refused"), []);
    for (const id of said) {
      assertEquals(identities.includes(`${person.name} ${id}`), true, `${person.name} ${id}`);
    }
  }
  // Who said something was told of it as an entry, or else that it was stored before.
  const asked = people.reduce((sum, { said }) => sum + said.length, 0);
  const stored = people.flatMap(({ events }) => events.filter(({ type }) => type === "stored"));
  assertEquals(log.length + stored.length, asked);
}

async function run(options: StoreOptions, random: () => number): Promise<void> {
  await using file = await SharedFile.make();
  const [first, second, witness] = [
    await file.store(options),
    await file.store(options),
    await file.store(options),
  ];
  const shuffle = new Shuffle(random);
  const open = (store: Store): Promise<HintedHub> => {
    const journal = new HintedJournal(store, TIMELESS);
    return OpenHub.over({
      journal,
      policies: new KvPolicies(store),
      positions: new KvReadPositions(store, journal),
      known: new Map(),
    });
  };
  await using ours = await open(first);
  await using theirs = await open(second);
  const people = [[ours, "ada"], [theirs, "ada"], [ours, "bob"], [theirs, "eve"]] as const;
  const hearers = people.map(([hub, name]) => new Hearer(hub, person(name)));
  for (const store of [first, second]) shuffle.hold(store);
  await talk([ours, theirs], hearers, shuffle, random);
  shuffle.end();
  await compare(new KvJournal(witness), hearers);
  for (const { member } of hearers) member.close();
}

function person(name: string): Member {
  return new Member({ id: `guest:${name}`, name, key: name, guest: true });
}

Deno.test("Two servers over one database hear of each other, whoever speaks where", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  await using ada = await TestClient.enter(ours, "ada");
  await using bob = await TestClient.enter(theirs, "bob");
  for (const client of [ada, bob]) await client.join("kitchen");
  for (let i = 1; i <= 100; i++) {
    ada.say("lobby", `ada ${i}`);
    bob.say("kitchen", `bob ${i}`);
    for (const client of [ada, bob]) {
      const heard = (await client.entries(2)).map(({ room, seq, text }) => [room, seq, text]);
      assertEquals(heard.sort(), [["kitchen", i, `bob ${i}`], ["lobby", i, `ada ${i}`]]);
    }
  }
  for (let i = 0; i < 50; i++) for (const client of [ada, bob]) client.say("lobby", "at once");
  const [first, second] = [await ada.entries(100), await bob.entries(100)];
  assertEquals(first.map(({ seq }) => seq), upTo(200, 101));
  assertEquals(first, second);
});

Deno.test("Who is told something on another server hears it at once, and nothing twice", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  await using ada = await TestClient.enter(ours, "ada");
  await using bob = await TestClient.enter(theirs, "bob");
  const tellBob = async (text: string) => {
    ada.send({ type: "say", to: ["bob"], id: text, text });
    await ada.next("said");
  };
  await tellBob("the first");
  assertEquals((await bob.entries(1)).map(({ seq, text }) => [seq, text]), [[1, "the first"]]);
  // Of a third server, which knew the room when it began, and does not have it in use.
  await using later = await TestServer.start({ backing: backingOver(store) });
  await using phone = await TestClient.connect(later, { token: bob.welcome.token! });
  await tellBob("the second");
  for (const client of [bob, phone]) {
    assertEquals((await client.entries(1)).map(({ seq, text }) => [seq, text]), [[
      2,
      "the second",
    ]]);
  }
  phone.send({ type: "say", to: ["ada"], id: "reply", text: "the third" });
  for (const client of [ada, bob]) assertEquals((await client.entries(1))[0]?.text, "the third");
});

Deno.test("A room that is made on one server is listed on the other", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  await using bob = await TestClient.enter(theirs, "bob");
  await using ada = await TestClient.enter(ours, "ada");
  await ada.join("kitchen");
  ada.say("kitchen", "is there tea?");
  let names: string[] = [];
  for (let asked = 0; !names.includes("kitchen"); asked++) {
    assert(asked < TRIES_MAX, `${names}`);
    const { rooms } = await bob.ask({ type: "rooms" }) as EventOf<"rooms">;
    names = rooms.map(({ room }) => room);
  }
});

Deno.test("What somebody said here is gone when they delete their account elsewhere", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  const token = await claim(ours, "ada");
  await using ada = await TestClient.connect(theirs, { token });
  await ada.join("lobby");
  ada.say("lobby", "I was here");
  await ada.next("said");
  const body = { password: PASSWORD, messages: "delete" };
  await expect(ours, 204, "DELETE /api/account", { token, body });
  let told: string[] = [];
  for (let tries = 0; told[0] !== "former member"; tries++) {
    assert(tries < TRIES_MAX, `${told}`);
    await using bob = await TestClient.connect(theirs, "bob");
    await bob.join("lobby");
    told = (await bob.entries(1)).flatMap(({ from, text }) => [from, text]);
    assertEquals(told[1], told[0] === "ada" ? "I was here" : "");
    await bob[Symbol.asyncDispose]();
    await theirs.freed("bob");
  }
});

Deno.test("Two hubs over one database tell everybody the same, in order, whatever comes between", async () => {
  await withChance(async (random) => {
    for (let i = 0; i < RUNS; i++) {
      // Every other database takes few checks.
      const options = i % 2 === 0 ? SHARED : { ...SHARED, checksMax: 3 };
      await run(options, seeded(below(2 ** 31, random)));
    }
  });
});
