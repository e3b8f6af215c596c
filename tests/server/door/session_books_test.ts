import { assert, assertEquals } from "@std/assert";
import { memoryBacking } from "../../../server/backing.ts";
import { House } from "../../../server/door/house.ts";
import { MemorySessionBook } from "../../../server/door/memory_session_book.ts";
import { SESSION_MS, Sessions } from "../../../server/door/sessions.ts";
import { KvSessionBook } from "../../../server/kv/session_book.ts";
import { Clock } from "../../support/clock.ts";
import { StoreFile } from "../../support/store_file.ts";
import { sessionBookContract } from "./session_books_contract.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const ADA = { person: "account:ada", name: "Ada", guest: false };
const HERE = { program: "test/1", address: "127.0.0.1" };

sessionBookContract("MemorySessionBook", () => {
  const nothing = () => Promise.resolve();
  return Promise.resolve({ book: new MemorySessionBook(), [Symbol.asyncDispose]: nothing });
});

sessionBookContract("KvSessionBook", async () => {
  const file = await StoreFile.make();
  return {
    book: new KvSessionBook(file.store),
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
});

/** Sessions by a clock. What goes wrong fails the test. */
function sessionsBy(clock: Clock): Sessions {
  return new Sessions(new MemorySessionBook(), clock.now, (error) => {
    throw error;
  });
}

Deno.test("A session that nobody uses ends after thirty days, to the millisecond", async () => {
  const clock = new Clock();
  const sessions = sessionsBy(clock);
  const begun = sessions.begin(ADA, HERE);
  assertEquals(await sessions.find(begun.token), undefined, "it is not kept yet");
  await sessions.keep(begun);
  clock.pass(DAY_MS / 2);
  assertEquals((await sessions.find(begun.token))?.id, begun.session.id);
  clock.pass(SESSION_MS - DAY_MS / 2 - 1);
  assertEquals((await sessions.of(ADA.person)).length, 1);
  clock.pass(1);
  assertEquals(await sessions.find(begun.token), undefined);
  assertEquals(await sessions.of(ADA.person), []);
});

Deno.test("A session that is used goes on, and that is written once a day", async () => {
  const clock = new Clock();
  const sessions = sessionsBy(clock);
  const begun = sessions.begin(ADA, HERE);
  await sessions.keep(begun);
  const seen = async () => {
    await sessions.find(begun.token);
    await sessions.settled();
    const [session] = await sessions.of(ADA.person);
    return session && session.seen - session.made;
  };
  clock.pass(DAY_MS - 1);
  assertEquals(await seen(), 0);
  clock.pass(1);
  assertEquals(await seen(), DAY_MS);
  clock.pass(1);
  assertEquals(await seen(), DAY_MS);
  for (let day = 0; day < 100; day += 20) {
    clock.pass(20 * DAY_MS);
    assertEquals((await sessions.find(begun.token))?.id, begun.session.id, `day ${day}`);
    await sessions.settled();
  }
});

Deno.test("A session goes on for as long as it has a socket, and thirty days more", async () => {
  const clock = new Clock();
  const house = new House({ backing: memoryBacking(), now: clock.now });
  const [here, away] = [1, 2].map(() => house.sessions.beginGuest("ada", HERE));
  assert(here && away);
  for (const begun of [here, away]) await house.sessions.keep(begun);
  const ada = { id: here.session.person, name: "ada", key: "ada", guest: true };
  await house.sessions.spoke(ada.id);
  const seat = house.seats.take(ada, here.session.id);
  for (let day = 0; day < 100; day++) {
    clock.pass(DAY_MS);
    await house.look();
    await house.settled();
  }
  assertEquals((await house.sessions.of(ada.id)).length, 1);
  assertEquals(await house.sessions.find(away.token), undefined);
  seat?.[Symbol.dispose]();
  clock.pass(SESSION_MS - 1);
  await house.look();
  assertEquals((await house.sessions.of(ada.id)).length, 1);
  clock.pass(1);
  assertEquals(await house.sessions.find(here.token), undefined);
  await house.settled();
});
