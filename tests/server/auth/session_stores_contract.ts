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

const PROMISES: Readonly<Record<string, (book: SessionStore) => Promise<void>>> = {
  "finds a session by its token's hash, and by no other": async (book) => {
    await book.write("hash", sessionOf());
    assertEquals(await book.find("hash"), sessionOf());
    for (const other of ["", "has", "hash ", "HASH", "s1", "__proto__"]) {
      assertEquals(await book.find(other), undefined, other);
    }
  },

  "lists a person's sessions, and nobody else's": async (book) => {
    await book.write("one", sessionOf());
    await book.write("two", sessionOf({ id: "s2" }));
    await book.write("three", sessionOf({ id: "s3", person: "guest:bob", name: "bob" }));
    const ids = (await book.of("guest:ada")).map(({ id }) => id);
    assertEquals([ids.sort(), await book.of("guest:a")], [["s1", "s2"], []]);
  },

  "ends a session of its owner alone, once, and tells so": async (book) => {
    await book.write("one", sessionOf());
    await book.write("two", sessionOf({ id: "s2" }));
    assertEquals(await book.end("guest:bob", "s1"), false);
    assertEquals([await book.find("one"), await book.ended()], [sessionOf(), []]);
    assertEquals(await book.end("guest:ada", "s1"), true);
    assertEquals(await book.end("guest:ada", "s1"), false);
    assertEquals([await book.find("one"), await book.ended()], [undefined, ["s1"]]);
    assertEquals(await book.of("guest:ada"), [sessionOf({ id: "s2" })]);
  },

  "renews a session, but not one that has ended": async (book) => {
    await book.write("hash", sessionOf());
    const renewed = sessionOf({ seen: 2, expires: 70_000 });
    await book.renew(["guest:ada"], () => renewed);
    assertEquals([await book.find("hash"), await book.of("guest:ada")], [renewed, [renewed]]);
    await book.end("guest:ada", "s1");
    await book.renew(["guest:ada"], () => renewed);
    assertEquals([await book.find("hash"), await book.of("guest:ada")], [undefined, []]);
  },

  "renews some of many, whatever happens to others meanwhile": async (book) => {
    const people = Array.from({ length: 120 }, (_, i) => `guest:${i}`);
    for (const [i, person] of people.entries()) {
      await book.write(`hash${i}`, sessionOf({ id: `s${i}`, person, name: `name${i}` }));
    }
    const ending = Promise.withResolvers<boolean>();
    await book.renew([...people, "guest:nobody"], (session) => {
      if (session.id === "s7") ending.resolve(book.end("guest:7", "s7"));
      return session.id === "s9" ? undefined : { ...session, seen: 2 };
    });
    await ending.promise;
    const seen = await Promise.all(people.map(async (_, i) => (await book.find(`hash${i}`))?.seen));
    const expected = people.map((_, i) => i === 7 ? undefined : i === 9 ? sessionOf().seen : 2);
    assertEquals(seen, expected);
  },

  "knows who had a name last, however it was written": async (book) => {
    assertEquals(await book.lastNamed("ada"), undefined);
    await book.write("one", sessionOf());
    assertEquals(await book.lastNamed("ada"), "guest:ada");
    await book.write("two", sessionOf({ id: "s2", person: "guest:later", name: "ADA" }));
    await book.renew(["guest:ada"], (session) => ({ ...session, seen: 2 }));
    assertEquals(await book.lastNamed("ada"), "guest:later");
    await book.unname("ada", "guest:ada");
    assertEquals(await book.lastNamed("ada"), "guest:later");
    await book.unname("ada", "guest:later");
    assertEquals(await book.lastNamed("ada"), undefined);
  },
};

/** Tests that a book keeps the promises of one. */
export function sessionStoreContract(
  name: string,
  open: () => Promise<{ book: SessionStore } & AsyncDisposable>,
): void {
  for (const [promise, keeps] of Object.entries(PROMISES)) {
    Deno.test(`${name} ${promise}`, async () => {
      await using opened = await open();
      await keeps(opened.book);
    });
  }
}
