import { assertEquals } from "@std/assert";
import {
  UNANSWERED_MAX,
  Watchdog,
} from "../../../../../../server/service/listener/workers/running_worker/watchdog.ts";
import { soon } from "../../../../../support/arrivals.ts";

Deno.test("Watchdog tells of a thread that answers no question, once", async () => {
  let pings = 0;
  const { promise: stuck, resolve } = Promise.withResolvers<void>();
  using _watchdog = new Watchdog({ everyMs: 1, ping: () => pings++, onStuck: resolve });
  await soon(stuck, "a thread that is stuck");
  assertEquals(pings, UNANSWERED_MAX);
});

Deno.test("Watchdog leaves a thread alone that answers late, or says something else", async () => {
  let pings = 0;
  const stuck: number[] = [];
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  const ping = () => {
    pings++;
    if (pings % (UNANSWERED_MAX - 1) === 0) signs.forEach((notice) => notice());
    if (pings === 5 * UNANSWERED_MAX) resolve();
  };
  using watchdog = new Watchdog({ everyMs: 1, ping, onStuck: () => stuck.push(pings) });
  const signs = [() => watchdog.notice()];
  await soon(enough, "many questions");
  assertEquals(stuck, []);
});
