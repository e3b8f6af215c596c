import { assertEquals } from "@std/assert";
import { Metrics } from "../../../server/metrics.ts";
import { EventLoopDelay } from "../../../server/metrics/event_loop.ts";
import { Counter, Histogram, LabelledCounter } from "../../../server/metrics/meters.ts";
import { reportTo } from "../../../server/metrics/telemetry.ts";
import { soon } from "../../support/arrivals.ts";

/** One of each kind. */
function each() {
  const said = new Counter();
  const refused = new LabelledCounter({ "too-fast": 1, muted: 2 });
  const seconds = new Histogram([0.1, 1]);
  const rooms = { count: undefined as number | undefined };
  const metrics = new Metrics([
    { name: "said_total", help: "Said.", type: "counter", meter: said },
    { name: "refused_total", help: "Refused.", type: "counter", label: "why", meters: refused },
    { name: "took_seconds", help: "Took.", type: "histogram", meter: seconds },
    { name: "rooms", help: "Rooms.", type: "gauge", read: () => rooms.count },
  ]);
  return { said, refused, seconds, rooms, metrics };
}

Deno.test("expose writes each metric with its kind, and leaves out a gauge that is unknown", async () => {
  const { said, refused, seconds, rooms, metrics } = each();
  said.add(2);
  refused.add("muted");
  for (const value of [0.1, 0.5, 20]) seconds.observe(value);
  const known = [
    ...["# HELP said_total Said.", "# TYPE said_total counter", "said_total 2"],
    ...["# HELP refused_total Refused.", "# TYPE refused_total counter"],
    ...['refused_total{why="too-fast"} 0', 'refused_total{why="muted"} 1'],
    ...["# HELP took_seconds Took.", "# TYPE took_seconds histogram"],
    ...['took_seconds_bucket{le="0.1"} 1', 'took_seconds_bucket{le="1"} 2'],
    ...['took_seconds_bucket{le="+Inf"} 3', "took_seconds_sum 20.6", "took_seconds_count 3"],
  ];
  assertEquals((await metrics.expose()).split("\n"), [...known, ""]);
  rooms.count = 3;
  const last = ["# HELP rooms Rooms.", "# TYPE rooms gauge", "rooms 3", ""];
  assertEquals((await metrics.expose()).split("\n"), [...known, ...last]);
});

Deno.test("reportTo reports each metric under its name when it is collected", async () => {
  const { said, refused, seconds, rooms, metrics } = each();
  const callbacks: ((result: { observe(...seen: unknown[]): void }) => unknown)[] = [];
  const seen: unknown[] = [];
  const observable = (name: string) => ({
    addCallback(callback: (result: { observe(...seen: unknown[]): void }) => unknown) {
      callbacks.push((result) =>
        callback({ observe: (...values) => result.observe(name, ...values) })
      );
    },
  });
  reportTo({
    getMeter: () => ({
      createObservableCounter: observable,
      createObservableGauge: observable,
      createHistogram: (name) => ({ record: (value) => void seen.push([name, value]) }),
    }),
  }, metrics);
  seconds.observe(0.5);
  said.add();
  refused.add("too-fast");
  rooms.count = 7;
  for (const callback of callbacks) await callback({ observe: (...one) => void seen.push(one) });
  assertEquals(seen, [
    ["took_seconds", 0.5],
    ["said_total", 1],
    ["refused_total", 1, { why: "too-fast" }],
    ["refused_total", 0, { why: "muted" }],
    ["rooms", 7],
  ]);
});

Deno.test("EventLoopDelay measures how much later than asked for it gets its turn", async () => {
  const times = [0, 500 + 250];
  const delay = new EventLoopDelay(() => times.shift() ?? 750);
  const { promise, resolve } = Promise.withResolvers<number>();
  delay.seconds.listen(resolve);
  const running = delay.run();
  assertEquals(await soon(promise, "a look at the clock"), 0.25);
  delay.stop();
  await running;
});
