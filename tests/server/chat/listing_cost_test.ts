import { assert } from "@std/assert";
import type { Account } from "../../../server/auth/accounts.ts";
import { backingOver } from "../../../server/backing.ts";
import { keys } from "../../../server/kv/keys.ts";
import type { Store } from "../../../server/kv/store.ts";
import { SOCKETS } from "../../../server/limits.ts";
import { ask, claim } from "../../support/server/asker.ts";
import { Clock } from "../../support/clock.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Writes to somebody in so many direct rooms, as so many strangers would. */
async function writeTo(store: Store, person: string, rooms: number): Promise<void> {
  for (let i = 0; i < rooms; i += 250) {
    await store.write((kv) => {
      const atomic = kv.atomic();
      for (let n = i; n < i + 250; n++) {
        atomic.set(keys.direct(person, `@ada,g${n} ${person} guest:g${n}`), true);
      }
      return atomic.commit();
    });
  }
}

Deno.test("Who is written to in thousands of rooms may list them, and come in, as often as that costs", async () => {
  await using file = await StoreFile.make();
  const clock = new Clock();
  await using server = await TestServer.start({
    backing: backingOver(file.store),
    limits: SOCKETS,
    now: clock.now,
  });
  /** How often somebody may come in, and list their rooms, before it is too much. */
  const measure = async (name: string, from: string, rooms: number) => {
    const token = await claim(server, name);
    const accounts = await file.store.list<Account>({ prefix: keys.accounts }, {});
    const account = accounts.find(({ value }) => value.name === name);
    await writeTo(file.store, account?.value.id ?? "", rooms);
    let arrivals = 0;
    const answers = () => ask(server, `GET /ws?from=${from}`, { token });
    while ((await answers()).status === 426) arrivals++;
    clock.pass(10 * 60_000);
    await using client = await TestClient.connect(server, { token, from });
    for (let i = 0; i < 400; i++) client.send({ type: "rooms", ref: i });
    const { ref: lists = 0 } = await client.next("refused");
    return { lists, arrivals };
  };
  const few = await measure("ada", "192.0.2.1", 250);
  const many = await measure("bob", "198.51.100.1", 3000);
  assert(few.arrivals > 200 && few.lists > 200, JSON.stringify(few));
  assert(many.arrivals < 60 && many.lists < 60, JSON.stringify(many));
});
