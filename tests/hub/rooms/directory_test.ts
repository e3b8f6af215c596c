import { assert, assertEquals, assertLess } from "@std/assert";
import { openPolicy, type Policy } from "../../../hub/permissions/policy.ts";
import { Directory } from "../../../hub/rooms/directory.ts";
import { openHead, summary } from "../../support/hub/log.ts";
import { Listener } from "../../support/hub/listener.ts";
import { stepsOf } from "../../support/measure/steps.ts";

/** Rooms of others. */
const MANY = 3000;
/** Looks that a command may take, however many rooms there are: it tells of 500, each of some looks. */
const FEW = 500;
const FULL_LIST = 50 * FEW;

/** A directory with the lobby, and rooms of others: this many open ones, and hidden ones of one name. */
function crowded({ open = 0, hidden = 0 }: { open?: number; hidden?: number }): Directory {
  const directory = new Directory();
  directory.list("lobby", openHead("lobby"));
  for (let i = 0; i < open; i++) directory.list(`room${i}`, openHead(`room${i}`));
  for (let i = 0; i < hidden; i++) hide(directory, `guest:${i}`);
  return directory;
}

/** Somebody makes a room that they hide, as mallory's friends do. */
function hide(directory: Directory, owner: string, name = "vault"): string {
  const { key } = directory.place(name, new Listener(owner, owner).member, 0);
  directory.list(key, openHead(name));
  directory.govern(key, { ...openPolicy(owner), access: "hidden" });
  return key;
}

const ada = new Listener("ada", "guest:ada").member;
const root = new Listener("root", "guest:root", { standing: { admin: true } }).member;

Deno.test("What somebody asks for does not look at hidden rooms of others, whatever they are called", () => {
  const directory = crowded({ hidden: MANY });
  const own = hide(directory, "guest:ada");
  for (const name of ["vault", "attic"]) {
    const calls = {
      place: () => directory.place(name, ada, 0),
      isFree: () => directory.isFree(name, ada, 0),
      sees: () => directory.sees(name, ada),
      isTaken: () => directory.isTaken(name, own),
      all: () => directory.all([], ada, 0),
      known: () => directory.known([], ada, 0),
    };
    for (const [what, call] of Object.entries(calls)) assertLess(stepsOf(call), FEW, what);
  }
  assertEquals(directory.place("vault", ada, 0).key, own);
  const mallory = new Listener("mallory", "guest:mallory").member;
  assertLess(stepsOf(() => directory.place("vault", mallory, 0)), FEW);
  assertEquals(directory.place("vault", mallory, 0).key, `vault ${MANY + 2}`);
});

Deno.test("A list of rooms looks at those that it tells of, not at all that there are", () => {
  const few = crowded({ open: 600 });
  const many = crowded({ open: 600 + 10 * MANY });
  const steps = [few, many].map((directory) => stepsOf(() => directory.all([], ada, 0)));
  assertLess(steps[1]!, FULL_LIST);
  assertLess(steps[1]!, steps[0]! * 1.5);
  assertEquals(many.all([], ada, 0).length, 500);
});

Deno.test("An administrator finds hidden rooms, too, without a look at all of a name", () => {
  const directory = crowded({ hidden: MANY });
  assertLess(stepsOf(() => directory.place("vault", root, 0)), FEW);
  assertEquals(directory.place("vault", root, 0).key, "vault");
  // Of those that hide behind one name, it looks at 5,000 at most.
  assertLess(stepsOf(() => directory.all([], root, 0)), 20 * 5000);
  assertEquals(directory.all([], root, 0).map(({ room }) => room), ["lobby", "vault"]);
});

Deno.test("A policy that changes, a room that is closed, and one that is forgotten cost no look at others", () => {
  const directory = crowded({ open: MANY, hidden: MANY });
  const key = hide(directory, "guest:ada");
  const policy: Policy = { ...openPolicy("guest:ada"), access: "listed" };
  const calls = [
    () => directory.govern(key, policy),
    () => directory.govern(key, { ...policy, closed: true }),
    () => directory.forget(key),
  ];
  for (const call of calls) assertLess(stepsOf(() => void call()), FEW);
  assertEquals([directory.has(key), directory.owned("guest:ada")], [false, 0]);
});

Deno.test("A room that is closed keeps its key until it is forgotten, and no name", () => {
  const directory = crowded({});
  directory.list("den", openHead("Den"));
  directory.govern("den", { ...openPolicy("guest:ada"), closed: true });
  assertEquals(directory.place("den", ada, 0).key, "den 2");
  assertEquals([directory.has("den"), directory.isTaken("den", ""), directory.size], [
    false,
    false,
    1,
  ]);
  assert(directory.policy("den").closed);
  directory.forget("den");
  assertEquals(directory.place("den", ada, 0).key, "den");
});

Deno.test("Rooms are listed by how many are there, then by how much was said, whatever changes", () => {
  const directory = crowded({});
  const now = { head: 0, said: 0, topic: "", count: 0, people: [] };
  const rooms = ["a", "b", "c", "d"].map((name) => ({ ...now, name, key: name }));
  for (const room of rooms) directory.add(room);
  const order = () => directory.all([], ada, 0).map(({ room }) => room);
  rooms[2]!.count = 2;
  rooms[0]!.count = 1;
  rooms[3]!.head = 9;
  for (const room of rooms) directory.move(room);
  assertEquals(order(), ["c", "a", "d", "b", "lobby"]);
  rooms[2]!.count = 0;
  rooms[1]!.count = 5;
  for (const room of rooms) directory.move(room);
  assertEquals(order(), ["b", "a", "d", "c", "lobby"]);
  directory.forget("a");
  assertEquals(order(), ["b", "d", "c", "lobby"]);
});

Deno.test("Of one guest's invitations only so many are listed, and of others' all", () => {
  const directory = crowded({});
  const people = [["guest:eve", 300], ["guest:mallory", 300], ["account:bob", 60]] as const;
  for (const [owner, count] of people) {
    for (let i = 0; i < count; i++) {
      const key = hide(directory, owner, `${owner.split(":")[1]}${i}`);
      const policy = { ...openPolicy(owner), access: "hidden", invited: ["guest:ada"] } as const;
      directory.govern(key, policy);
    }
  }
  const rooms = directory.known([], ada, 0).map(({ room }) => room);
  const listed = ["eve", "mallory", "bob"].map((name) =>
    rooms.filter((room) => room.startsWith(name)).length
  );
  assertEquals(listed, [20, 20, 60]);
});

Deno.test("Many invitations hide none of the rooms that were somebody's before", () => {
  const directory = crowded({});
  const own = hide(directory, "guest:ada", "mine");
  for (let i = 0; i < MANY; i++) {
    const key = hide(directory, `guest:${i}`, `trap${i}`);
    directory.govern(key, {
      ...openPolicy(`guest:${i}`),
      access: "hidden",
      invited: ["guest:ada"],
    });
  }
  const known = directory.known([], ada, 0);
  assertEquals(known.length, 501);
  assert(known.some(({ room }) => room === "mine"), own);
  assertEquals(known.at(-1), summary("lobby"));
});
