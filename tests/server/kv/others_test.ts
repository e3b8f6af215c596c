import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import { KvJournal } from "../../../server/kv/journal.ts";
import type { Store } from "../../../server/kv/store.ts";
import { Arrivals } from "../../support/arrivals.ts";
import { saying, timedId, upTo } from "../../support/hub/log.ts";
import { ROOM, SharedFile } from "../../support/store/shared_file.ts";

const SHARED = { shared: true };

/** Has the next watches of a store fail, as many as the test says. */
class Watches {
  /** How many fail from now on, before they tell anything. */
  failing = 0;
  /** How many were begun. */
  begun = 0;
  /** The one that is read. */
  reader: ReadableStreamDefaultReader | undefined;

  constructor(store: Store) {
    const use = store.use.bind(store);
    store.use = (operation) => use((kv) => operation(this.#faulty(kv)));
  }

  #faulty(kv: Deno.Kv): Deno.Kv {
    return new Proxy(kv, {
      get: (kv, name) => {
        if (name === "watch") return (keys: Deno.KvKey[]) => this.#watch(kv, keys);
        const value = Reflect.get(kv, name);
        return typeof value === "function" ? value.bind(kv) : value;
      },
    });
  }

  #watch(kv: Deno.Kv, keys: Deno.KvKey[]): ReadableStream {
    this.begun++;
    if (this.failing-- > 0) {
      return new ReadableStream({ start: (it) => it.error(new TypeError("connection lost")) });
    }
    const stream = kv.watch(keys);
    return new Proxy(stream, {
      get: (stream, name) => {
        if (name !== "getReader") return Reflect.get(stream, name);
        return () => this.reader = stream.getReader();
      },
    });
  }
}

Deno.test("A server goes on following others when a watch fails, and says so once", async () => {
  await using file = await SharedFile.make();
  const [ourStore, theirStore] = [await file.store(SHARED), await file.store(SHARED)];
  const theirs = new KvJournal(theirStore);
  await theirs.createRoom(ROOM, ROOM);
  const watches = new Watches(ourStore);
  const reports = new Arrivals<unknown[]>("a report");
  const pauses: number[] = [];
  const others = {
    report: (...what: unknown[]) => reports.push(what),
    sleep: (ms: number) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  };
  const ours = new KvJournal(ourStore, { others });
  const stop = new AbortController();
  const hints = new Arrivals<true>("a hint");
  const following = (async () => {
    for await (const _ of ours.follow(stop.signal)) hints.push(true);
  })();
  const say = async () => {
    await theirs.append(ROOM, [saying(ROOM, timedId())]);
    await hints.next();
  };
  await say();
  for (const failing of [1, 9]) {
    watches.failing = failing;
    pauses.length = 0;
    const ended = watches.reader!;
    // The database ends it: nobody has asked for that.
    await ended.cancel();
    const [why, cause] = await reports.next();
    assertEquals(why, "Cannot follow other servers, trying again:");
    assert(cause instanceof Error);
    assertEquals((await reports.next()).join(" "), "Following other servers again");
    // What was told meanwhile may have been missed.
    await hints.next();
    assertEquals(pauses.length, failing + 1);
    upTo(pauses.length, 1).forEach((n) => {
      const most = [250, 500, 1_000, 2_000, 5_000, 10_000, 30_000].at(Math.min(n, 7) - 1)!;
      assertGreaterOrEqual(pauses[n - 1]!, most / 2);
      assertLessOrEqual(pauses[n - 1]!, most);
    });
    await say();
  }
  assertEquals(watches.begun, 1 + 2 + 10);
  stop.abort();
  await following;
});
