/**
 * What everything that keeps sessions has to hold.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Session, SessionStore } from "../../../server/auth/sessions.ts";

/** A session of ada, with some of it otherwise. */
function sessionOf(rest: Partial<Session> = {}): Session {
  return {
    ...{ id: "s1", person: "guest:ada", name: "Ada", guest: true },
    ...{ made: 1, seen: 1, expires: 60_000, program: "test/1", address: "127.0.0.1" },
    ...rest,
  };
}

const PROMISES: Readonly<Record<string, (store: SessionStore) => Promise<void>>> = {
  "finds a session by its token's hash, and by no other": async (store) => {
    await store.write("hash", sessionOf());
    assertEquals(await store.find("hash"), sessionOf());
    for (const other of ["", "has", "hash ", "HASH", "s1", "__proto__"]) {
      assertEquals(await store.find(other), undefined, other);
    }
  },

  "lists a person's sessions, and nobody else's": async (store) => {
    await store.write("one", sessionOf());
    await store.write("two", sessionOf({ id: "s2" }));
    await store.write("three", sessionOf({ id: "s3", person: "guest:bob", name: "bob" }));
    const ids = (await store.of("guest:ada")).map(({ id }) => id);
    assertEquals([ids.sort(), await store.of("guest:a")], [["s1", "s2"], []]);
  },

  "ends a session of its owner alone, once, and tells so": async (store) => {
    await store.write("one", sessionOf());
    await store.write("two", sessionOf({ id: "s2" }));
    assertEquals(await store.end("guest:bob", "s1"), false);
    assertEquals([await store.find("one"), await store.ended()], [sessionOf(), []]);
    assertEquals(await store.end("guest:ada", "s1"), true);
    assertEquals(await store.end("guest:ada", "s1"), false);
    assertEquals([await store.find("one"), await store.ended()], [undefined, ["s1"]]);
    assertEquals(await store.of("guest:ada"), [sessionOf({ id: "s2" })]);
  },

  "renews a session, but not one that has ended": async (store) => {
    await store.write("hash", sessionOf());
    const renewed = sessionOf({ seen: 2, expires: 70_000 });
    await store.renew(["guest:ada"], () => renewed);
    assertEquals([await store.find("hash"), await store.of("guest:ada")], [renewed, [renewed]]);
    await store.end("guest:ada", "s1");
    await store.renew(["guest:ada"], () => renewed);
    assertEquals([await store.find("hash"), await store.of("guest:ada")], [undefined, []]);
  },

  "renews some of many, whatever happens to others meanwhile": async (store) => {
    const people = Array.from({ length: 120 }, (_, i) => `guest:${i}`);
    for (const [i, person] of people.entries()) {
      await store.write(`hash${i}`, sessionOf({ id: `s${i}`, person, name: `name${i}` }));
    }
    const ending = Promise.withResolvers<boolean>();
    await store.renew([...people, "guest:nobody"], (session) => {
      if (session.id === "s7") ending.resolve(store.end("guest:7", "s7"));
      return session.id === "s9" ? undefined : { ...session, seen: 2 };
    });
    await ending.promise;
    const seen = await Promise.all(
      people.map(async (_, i) => (await store.find(`hash${i}`))?.seen),
    );
    const expected = people.map((_, i) => i === 7 ? undefined : i === 9 ? sessionOf().seen : 2);
    assertEquals(seen, expected);
  },

  "loses no change of several that are made at once": async (store) => {
    await store.write("hash", sessionOf({ seen: 0 }));
    const later = (session: Session) => ({ ...session, seen: session.seen + 1 });
    await Promise.all(Array.from({ length: 8 }, () => store.renew(["guest:ada"], later)));
    assertEquals((await store.find("hash"))?.seen, 8);
  },

  "knows who had a name last, however it was written": async (store) => {
    assertEquals(await store.lastNamed("ada"), undefined);
    await store.write("one", sessionOf());
    assertEquals(await store.lastNamed("ada"), "guest:ada");
    await store.write("two", sessionOf({ id: "s2", person: "guest:later", name: "ADA" }));
    await store.renew(["guest:ada"], (session) => ({ ...session, seen: 2 }));
    assertEquals(await store.lastNamed("ada"), "guest:later");
    await store.forgetName("ada", "guest:ada");
    assertEquals(await store.lastNamed("ada"), "guest:later");
    await store.forgetName("ada", "guest:later");
    assertEquals(await store.lastNamed("ada"), undefined);
  },
};

/** Tests that a store keeps the promises of one. */
export function sessionStoreContract(
  name: string,
  open: () => Promise<{ store: SessionStore } & AsyncDisposable>,
): void {
  for (const [promise, keeps] of Object.entries(PROMISES)) {
    Deno.test(`${name} ${promise}`, async () => {
      await using opened = await open();
      await keeps(opened.store);
    });
  }
}
