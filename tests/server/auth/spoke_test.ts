import { assertEquals } from "@std/assert";
import { Sessions } from "../../../server/auth/sessions.ts";
import { MEMORY } from "../../../server/kv/database.ts";
import { KvSessionStore } from "../../../server/kv/session_store.ts";
import { Store } from "../../../server/kv/store.ts";

Deno.test("Of guests who begin to talk at once it is noted of one after the other, whatever fails", async () => {
  await using store = await Store.open(MEMORY);
  const book = new KvSessionStore(store);
  const sessions = new Sessions(book, Date.now, (error) => {
    throw error;
  });
  const begun = ["ada", "bob", "eve", "zoe"].map((name) =>
    sessions.beginGuest(name, { program: "", address: "" })
  );
  for (const one of begun) sessions.keepGuest(one);
  await sessions.settled();
  let [underWay, most, count] = [0, 0, 0];
  const renew = book.renew.bind(book);
  book.renew = async (session) => {
    most = Math.max(most, ++underWay);
    if (++count === 2) underWay--;
    if (count === 2) throw new Error("The disk is full");
    await renew(session);
    underWay--;
  };
  const noted = await Promise.allSettled(
    begun.map(({ session }) => sessions.spoke(session.person)),
  );
  assertEquals(noted.map(({ status }) => status), [
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  assertEquals(most, 1);
  for (const [i, { token }] of begun.entries()) {
    assertEquals((await sessions.find(token))?.silent, i === 1 ? true : undefined);
  }
});
