import { assert, assertEquals } from "@std/assert";
import { backingOver } from "../../../server/backing.ts";
import { AuthService } from "../../../server/auth/service.ts";
import { SESSION_MS, Sessions } from "../../../server/auth/sessions.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { KvSessionStore } from "../../../server/kv/people/session_store.ts";
import { Store } from "../../../server/kv/store.ts";
import { Clock } from "../../support/clock.ts";
import { ALL_OVER_DENOKV } from "../../support/process/denokv.ts";
import { RemoteStore } from "../../support/store/remote_store.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { sessionStoreContract } from "./session_stores_contract.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const ADA = { person: "account:ada", name: "Ada", guest: false };
const HERE = { program: "test/1", address: "127.0.0.1" };

const PLACES = {
  "KvSessionStore": () => StoreFile.make(),
  ...ALL_OVER_DENOKV && { "KvSessionStore over denokv": () => RemoteStore.make() },
};
for (const [name, make] of Object.entries(PLACES)) {
  sessionStoreContract(name, async () => {
    const place = await make();
    return {
      store: new KvSessionStore(place.store),
      [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
    };
  });
}

/** Sessions by a clock. What goes wrong fails the test. */
function sessionsBy(clock: Clock, store: Store): Sessions {
  return new Sessions(new KvSessionStore(store), clock.now, (error) => {
    throw error;
  });
}

Deno.test("A session that nobody uses ends after thirty days, to the millisecond", async () => {
  const clock = new Clock();
  await using store = await Store.open(MEMORY);
  const sessions = sessionsBy(clock, store);
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
  await using store = await Store.open(MEMORY);
  const sessions = sessionsBy(clock, store);
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
  await using store = await Store.open(MEMORY);
  const auth = new AuthService({ backing: backingOver(store), now: clock.now });
  const [here, away] = [1, 2].map(() => auth.sessions.beginGuest("ada", HERE));
  assert(here && away);
  for (const begun of [here, away]) await auth.sessions.keep(begun);
  const ada = { id: here.session.person, name: "ada", key: "ada", guest: true };
  auth.sessions.spoke(ada.id);
  const reservation = auth.names.take(ada, here.session.id);
  for (let day = 0; day < 100; day++) {
    clock.pass(DAY_MS);
    await auth.look();
    await auth.settled();
  }
  assertEquals((await auth.sessions.of(ada.id)).length, 1);
  assertEquals(await auth.sessions.find(away.token), undefined);
  reservation?.[Symbol.dispose]();
  clock.pass(SESSION_MS - 1);
  await auth.look();
  assertEquals((await auth.sessions.of(ada.id)).length, 1);
  clock.pass(1);
  assertEquals(await auth.sessions.find(here.token), undefined);
  await auth.settled();
});
