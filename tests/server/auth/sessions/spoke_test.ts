import { assertEquals, assertLess } from "@std/assert";
import { Sessions } from "../../../../server/auth/sessions.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import { KvSessionStore } from "../../../../server/kv/people/session_store.ts";
import { Store } from "../../../../server/kv/store.ts";

const GUESTS = 300;

Deno.test("Of guests who begin to talk at once it is noted in few commits, also after one fails", async () => {
  await using store = await Store.open(MEMORY);
  const sessions = new Sessions(new KvSessionStore(store), Date.now, (error) => {
    throw error;
  });
  const begun = Array.from(
    { length: GUESTS },
    (_, i) => sessions.beginGuest(`guest${i}`, { program: "", address: "" }),
  );
  for (const one of begun) sessions.keepGuest(one);
  await sessions.settled();
  const silent = async () => {
    const found = await Promise.all(begun.map(({ token }) => sessions.find(token)));
    return found.filter((session) => session?.silent).length;
  };
  assertEquals(await silent(), GUESTS);
  for (const { session } of begun) sessions.spoke(session.person);
  let commits = 0;
  const write = store.write.bind(store);
  store.write = (act) => {
    if (++commits === 2) return Promise.reject(new Error("The disk is full"));
    return write(act);
  };
  const failures: unknown[] = [];
  for (let i = 0; i < 10; i++) await sessions.noteSpoken().catch((error) => failures.push(error));
  assertEquals(failures.map(String), ["Error: The disk is full"]);
  assertEquals(await silent(), 0);
  assertLess(commits, GUESTS / 10);
});
