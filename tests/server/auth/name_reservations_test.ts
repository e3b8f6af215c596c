import { assert, assertEquals, assertLess } from "@std/assert";
import { NameReservations } from "../../../server/auth/name_reservations.ts";
import { Sessions } from "../../../server/auth/sessions.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { KvSessionStore } from "../../../server/kv/people/session_store.ts";
import { Store } from "../../../server/kv/store.ts";
import { stepsOf } from "../../support/measure/steps.ts";

const COUNT = 2000;
/** Far less than there are people, and more than one of them takes. */
const FEW = 100;

function person(i: number) {
  const name = `guest${i}`;
  return { id: `id${i}`, name, key: name, guest: true };
}

Deno.test("NameReservations are found without looking at those of others", () => {
  const names = new NameReservations(() => 0);
  const all = Array.from({ length: COUNT }, (_, i) => names.take(person(i), `session${i}`)!);
  let ended = 0;
  for (const reservation of all) reservation.onEnd(() => ended++);
  assertLess(stepsOf(() => names.end(["session7", "gone"])), FEW);
  assertEquals(ended, 1);
  assertLess(stepsOf(() => assert(names.isHeldAgainst("guest9", "other"))), FEW);
  assert(!names.isHeldAgainst("guest9", "id9"));
  assertLess(stepsOf(() => all[9]![Symbol.dispose]()), FEW);
  assert(!names.isHeldAgainst("guest9", "other"));
});

Deno.test("NameReservations of one session, and of names that look alike, are all found until each is left", () => {
  const names = new NameReservations(() => 0);
  const two = [1, 2].map(() => names.take(person(1), "session")!);
  const alike = names.take({ ...person(2), name: "ɡuest1", key: "ɡuest1" }, "another")!;
  let ended = 0;
  for (const reservation of two) reservation.onEnd(() => ended++);
  two[0]![Symbol.dispose]();
  two[0]![Symbol.dispose]();
  assertEquals(names.holder("guest1"), "id1");
  assert(names.isHeldAgainst("guest1", "id1"), "by the other name");
  alike[Symbol.dispose]();
  assert(!names.isHeldAgainst("guest1", "id1"));
  names.end(["session"]);
  assertEquals(ended, 1);
  two[1]![Symbol.dispose]();
  assertEquals(names.holder("guest1"), undefined);
});

Deno.test("A guest who was cut off has their name for a while, against all who come or claim", async () => {
  let now = 0;
  const names = new NameReservations(() => now);
  const thief = { ...person(1), id: "thief" };
  const cut = (session: string) => {
    const reservation = names.take(person(1), session)!;
    reservation.cut();
    reservation[Symbol.dispose]();
  };
  cut("session");
  now = 4999;
  assertEquals(names.take(thief, "another"), undefined);
  assertEquals(await names.reserve("guest1", "thief"), undefined);
  assertEquals(names.holder("guest1"), "id1");
  cut("session");
  now = 9998;
  assert(names.isHeldAgainst("guest1", "thief"), "counted from the last time");
  now = 9999;
  assert(!names.isHeldAgainst("guest1", "thief"));
  assert(names.isEmpty);
  // Who signs out or leaves needs their name no more.
  const out = names.take(person(1), "session")!;
  names.end(["session"]);
  out.cut();
  out[Symbol.dispose]();
  names.take(person(2), "session")![Symbol.dispose]();
  assert(names.isEmpty);
});

Deno.test("A name is taken from all who have it, and they are gone", () => {
  const names = new NameReservations(() => 0);
  const [guest, alike] = [person(1), { ...person(2), name: "ɡuest1", key: "ɡuest1" }]
    .map((one) => names.take(one, one.id)!);
  let ended = 0;
  for (const reservation of [guest!, alike!]) reservation.onEnd(() => ended++);
  names.free("guest1", "id2");
  assertEquals([ended, names.holder("guest1"), names.holder("ɡuest1")], [1, undefined, "id2"]);
  const owner = names.take({ ...person(1), id: "owner" }, "another")!;
  guest![Symbol.dispose]();
  assertEquals(names.holder("guest1"), "owner");
  owner[Symbol.dispose]();
  assertEquals(names.holder("guest1"), undefined);
});

Deno.test("A session ends, and is looked for, without a look at those of others", async () => {
  await using store = await Store.open(MEMORY);
  const stored = new KvSessionStore(store);
  const sessions = new Sessions(stored, () => 0, (error) => {
    throw error;
  });
  const begun = Array.from(
    { length: COUNT },
    (_, i) => sessions.beginGuest(`guest${i}`, { program: "", address: "" }),
  );
  for (const one of begun) sessions.keepGuest(one);
  await sessions.settled();
  const { session } = begun[5]!;
  const looks = [
    () => stored.of(session.person),
    () => stored.renew([session.person], () => undefined),
    () => sessions.end(session.person, session.id),
  ];
  for (const look of looks) {
    let looking: Promise<unknown> | undefined;
    assertLess(stepsOf(() => void (looking = look())), FEW);
    await looking;
  }
  assertEquals(await sessions.find(begun[5]!.token), undefined);
  assertEquals((await sessions.find(begun[6]!.token))?.id, begun[6]!.session.id);
});
