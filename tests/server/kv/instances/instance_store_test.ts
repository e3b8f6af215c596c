import { assert, assertEquals, assertLess } from "@std/assert";
import type { Heard, People } from "../../../../hub/people/online/elsewhere.ts";
import type { RelayedSignal } from "../../../../hub/people/online/relayed.ts";
import { KvInstances } from "../../../../server/kv/instances/instance_store.ts";
import type { Store } from "../../../../server/kv/store.ts";
import { upTo } from "../../../support/hub/log.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";

const LEASE_MS = 10_000;
const NOBODY: People = { names: [], count: 0 };

/** Some people, by their names. */
function people(...names: string[]): People {
  return { names, count: names.length };
}

/** A machine's clock. */
class Ticks {
  at = 0;
  readonly now = (): number => this.at;
}

class Two {
  readonly ticks = new Ticks();
  readonly ours: KvInstances;
  readonly theirs: KvInstances;
  readonly store: Store;

  constructor(store: Store) {
    this.store = store;
    const options = { leaseMs: LEASE_MS, now: this.ticks.now };
    [this.ours, this.theirs] = [new KvInstances(store, options), new KvInstances(store, options)];
  }

  /** What of the other server's rooms is news to ours. */
  async heard(): Promise<Map<string, People>> {
    const heard: Heard[] = await this.ours.hear();
    assert(heard.every(({ server }) => server === this.theirs.id));
    return new Map(heard.flatMap(({ rooms }) => rooms));
  }

  /** How many rows there are of servers. */
  async rows(): Promise<number> {
    const prefixes = ["instance", "present", "held", "heldLike"];
    const lists = prefixes.map((prefix) => this.store.list({ prefix: [prefix] }, {}));
    return (await Promise.all(lists)).flat().length;
  }
}

Deno.test("KvInstances tells other servers of the rooms that have changed, each once", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  assertEquals(await two.heard(), new Map());
  assert(await two.theirs.tell([["lobby", people("ada", "bob")], ["den", people("bob")]]));
  assertEquals(
    await two.heard(),
    new Map([["lobby", people("ada", "bob")], ["den", people("bob")]]),
  );
  assertEquals(await two.heard(), new Map());
  await two.theirs.tell([["den", NOBODY], ["attic", people("eve")]]);
  assertEquals(await two.heard(), new Map([["den", NOBODY], ["attic", people("eve")]]));
  // What is renewed alone is no news.
  await two.theirs.tell();
  assertEquals(await two.heard(), new Map());
});

Deno.test("KvInstances tells of rooms also whoever reads only a later lease, with signals alone", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  const typing = { room: "den", signal: { type: "typing", room: "Den", from: "ada" } } as const;
  await two.theirs.tell([["lobby", people("ada")]]);
  await two.theirs.tell([], [typing]);
  assertEquals(await two.heard(), new Map([["lobby", people("ada")]]));
  await two.theirs.tell([["lobby", people("ada", "bob")]]);
  await two.theirs.tell([], [typing]);
  await two.theirs.tell();
  assertEquals(await two.heard(), new Map([["lobby", people("ada", "bob")]]));
  await two.theirs.tell([["lobby", NOBODY]]);
  await two.theirs.tell([], [typing]);
  assertEquals(await two.heard(), new Map([["lobby", NOBODY]]));
});

Deno.test("KvInstances tells a signal once, also who has missed the lease that it came with", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  const types = (from: string) =>
    ({ room: "lobby", signal: { type: "typing", room: "Lobby", from } }) as const;
  const heard = async () => (await two.ours.hear()).flatMap(({ signals = [] }) => signals);
  await two.theirs.tell([], [types("ada")]);
  await two.theirs.tell([], [types("bob")]);
  assertEquals(await heard(), [types("ada"), types("bob")]);
  await two.theirs.tell([["lobby", people("ada")]], [types("eve")]);
  assertEquals(await heard(), [types("eve")]);
  const read: RelayedSignal = {
    person: "ada",
    signal: {
      type: "read",
      room: "Lobby",
      seq: 7,
      back: 9,
      unread: 2,
      mentions: 1,
      mentioned: [8],
    },
  };
  await two.theirs.tell([], [read]);
  assertEquals(await heard(), [read]);
  await two.theirs.tell([], [types("ada")]);
  two.ticks.at += 3_000;
  await two.theirs.tell();
  assertEquals(await heard(), [], "what is long past is told no more");
  // A lease is one value: what would make it too large is lost.
  await two.theirs.tell([], upTo(1_000).map((n) => types(`guest${n}`)));
  const some = await heard();
  assertEquals(some, upTo(some.length).map((n) => types(`guest${n}`)));
  assertLess(JSON.stringify(some).length, 20_000);
});

Deno.test("KvInstances tells what others signal, too, while one person signals all the time", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  const reads = (person: string, room: string, seq: number): RelayedSignal => ({
    person,
    signal: { type: "read", room, seq },
  });
  const heard = async () => (await two.ours.hear()).flatMap(({ signals = [] }) => signals);
  await two.theirs.tell([], upTo(500).map((n) => reads("eve", `room-${n}`, 1)));
  assertLess((await heard()).length, 50);
  await two.theirs.tell([], [reads("ada", "Lobby", 1)]);
  assertEquals(await heard(), [reads("ada", "Lobby", 1)]);
  // Of what is told again and again, the newest is told alone: also to who has missed the others.
  for (const seq of upTo(200)) await two.theirs.tell([], [reads("bob", "Lobby", seq)]);
  await two.theirs.tell([], [reads("bob", "Den", 1)]);
  assertEquals(await heard(), [reads("bob", "Lobby", 200), reads("bob", "Den", 1)]);
  // What is long alone is told all the same.
  const mentioned = upTo(500).map((n) => 10_000 + n);
  const long = { type: "read", room: "Attic", seq: 1, back: 99_999 } as const;
  await two.theirs.tell([], [{ person: "cyd", signal: { ...long, mentioned } }]);
  assertEquals((await heard()).length, 1);
});

Deno.test("KvInstances tells all of many rooms, and of what somebody has missed", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  const names = upTo(200).map((n) => `${"中".repeat(29)}${n}`);
  const many = upTo(120).map((n) => [`@${n}`.padEnd(250, "中"), people(...names)] as const);
  await two.theirs.tell(many);
  assertEquals(await two.heard(), new Map(many));
  await two.theirs.tell([["lobby", people("ada")]]);
  await two.theirs.tell([["lobby", NOBODY], [many[0]![0], NOBODY], ["den", people("eve")]]);
  const heard = await two.heard();
  assertEquals([heard.get("den"), heard.get(many[0]![0])], [people("eve"), NOBODY]);
  assertEquals(heard.get(many[1]![0]), many[1]![1]);
});

Deno.test("KvInstances tells of rooms whose names are long, and of who types there", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  const names = upTo(100).map((count) => `@${"谈".repeat(290)}${count}`);
  const rooms = names.map((name): [string, People] => [name, people("ada")]);
  const signals = names.map((room, count): RelayedSignal => {
    return { room, signal: { type: "typing", room, from: `ada${count}` } };
  });
  assert(await two.theirs.tell(rooms, signals));
  assertEquals(await two.heard(), new Map(rooms));
});

Deno.test("Who was on a server that stops is gone at once, and nothing is left of it", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  await two.theirs.tell([["lobby", people("ada")]]);
  await two.heard();
  await two.theirs.end();
  assertEquals(await two.heard(), new Map([["lobby", NOBODY]]));
  assertEquals(await two.rows(), 0);
});

Deno.test("Who was on a server that has crashed is gone when its lease has expired", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  await two.theirs.tell([["lobby", people("ada")]]);
  assert(await two.theirs.names.hold("ada", "guest:ada"));
  await two.heard();
  two.ticks.at += LEASE_MS - 1;
  assertEquals(await two.heard(), new Map());
  assertEquals(await two.ours.names.hold("ada", "guest:eve"), false);
  two.ticks.at += 1;
  assertEquals(await two.heard(), new Map([["lobby", NOBODY]]));
  assert(await two.ours.names.hold("ada", "guest:eve"));
});

Deno.test("A server that was only slow tells all again of which others took its lease away", async () => {
  await using file = await SharedFile.make();
  const two = new Two(await file.store({ shared: true }));
  await two.theirs.tell([["lobby", people("ada")]]);
  await two.heard();
  two.ticks.at += LEASE_MS;
  assertEquals(await two.heard(), new Map([["lobby", NOBODY]]));
  assertEquals(await two.theirs.tell(), false);
  assert(await two.theirs.tell([["lobby", people("ada")]]));
  assertEquals(await two.heard(), new Map([["lobby", people("ada")]]));
});

Deno.test("A guest's name is one person's on all servers, until they have left the last of them", async () => {
  await using file = await SharedFile.make();
  const { ours, theirs } = new Two(await file.store({ shared: true }));
  const isGone = () => false;
  const both = await Promise.all([
    ours.names.hold("bob", "guest:bob"),
    theirs.names.hold("bob", "guest:other"),
  ]);
  assertEquals(both.filter((isHeld) => isHeld).length, 1);
  const [winner, loser] = both[0]
    ? [[ours, "guest:bob"], [theirs, "guest:other"]] as const
    : [[theirs, "guest:other"], [ours, "guest:bob"]] as const;
  // The same person may be on both.
  assert(await loser[0].names.hold("bob", winner[1]));
  await winner[0].names.release("bob", winner[1], isGone);
  assertEquals(await winner[0].names.hold("bob", loser[1]), false);
  // Who is back meanwhile keeps it.
  await loser[0].names.release("bob", winner[1], () => true);
  assertEquals(await winner[0].names.hold("bob", loser[1]), false);
  await loser[0].names.release("bob", winner[1], isGone);
  assert(await winner[0].names.hold("bob", loser[1]));
});

Deno.test("A guest's name elsewhere, and what looks like it, is found until they have left there", async () => {
  await using file = await SharedFile.make();
  const { ours, theirs } = new Two(await file.store({ shared: true }));
  assert(await theirs.names.hold("bill", "guest:bill"));
  for (const name of ["bill", "blll", "Bill"]) {
    assert(await ours.names.isHeldAgainst(name, "guest:other"), name);
    assert(!await ours.names.isHeldAgainst(name, "guest:bill"), name);
    assert(!await theirs.names.isHeldAgainst(name, "guest:other"), "who is here is known anyway");
  }
  assertEquals(await ours.names.holder("bill"), "guest:bill");
  await theirs.names.release("bill", "guest:bill", () => false);
  assert(!await ours.names.isHeldAgainst("blll", "guest:other"));
  assertEquals(await ours.names.holder("bill"), undefined);
  assert(await theirs.names.hold("bill", "guest:bill"));
  assertEquals(await ours.names.free("blll", "ada"), ["guest:bill"]);
  assert(!await ours.names.isHeldAgainst("bill", "ada"));
});
