/**
 * How fast a room's messages reach its members, beside other servers and beside itself.
 *
 * @module
 */
import type { Chart } from "./report/chart.ts";
import {
  cpuUs,
  type Entrant,
  inBursts,
  inTurn,
  type Measured,
  rate,
  ratio,
  type Scene,
  TALK,
} from "./fanout/measure.ts";
import { bare, before, bun, type Contender, gorilla, hubbub, nodeWs } from "./fanout/servers.ts";
import { judge, median } from "./report.ts";

/** Runs of each, one after the other and again. */
const ROUNDS = 5;
/** How often each talks, where two that differ little are compared. */
const BURSTS = { sets: 3, bursts: 9 } as const;
/** How many times as much ours is to do as others, by their names. */
type Budgets = Readonly<Record<string, number>>;
/** Where few messages come in a second, it takes longer until what they need is compiled. */
const SMALL_WARM_UP_MS = 5000;
/** Above this part of a core, a crowd measures how fast it is itself. */
const CROWD_FULL = 0.97;
/** Members of a large room, and of a crowd beside it who do nothing. */
const MANY = 5000;
const IDLE_ROOMS = 10_000;

/** All talk as fast as what they said comes back. */
export async function saturated(chart: Chart, members: number): Promise<void> {
  const title = `Fan-out, ${members} members all talking: deliveries a second`;
  const scene = { ...TALK, members, window: members };
  const budgets = { "bun publish": 1, "gorilla chat": 3 };
  const runs = await compare(title, [hubbub, bun, gorilla, nodeWs, bare], scene);
  tellRatios(runs, rate, "the deliveries", members === 200 ? budgets : {}, "least");
  chart.add(title, runs, (run) => rate(run) / 1e6, "M/s");
}

/** Each keeps messages of their own under way: nobody's next waits until the crowd has heard the last. */
export async function each(chart: Chart): Promise<void> {
  const scenes: [string, Partial<Scene>, Budgets][] = [
    ["32 members", { members: 32 }, {}],
    ["200 members", { members: 200 }, { "bun publish": 0.8 }],
    ["200 members, random ids", { members: 200, ids: "random" }, {}],
    ["1000 members", { members: 1000 }, {}],
  ];
  for (const [who, some, budgets] of scenes) {
    const title = `Fan-out, ${who}, each with 2 messages under way: deliveries a second`;
    const scene = { ...TALK, members: 200, ...some, window: 2, windowOf: "each" } as const;
    const runs = await compare(title, [hubbub, bun, gorilla], scene);
    tellRatios(runs, rate, "the deliveries", budgets, "least");
    chart.add(title, runs, (run) => rate(run) / 1e6, "M/s");
  }
}

/**
 * Each keeps one message under way, in a room that few or no others are in. The bare loop shows what
 * can be had in Deno.
 */
export async function smallRooms(chart: Chart): Promise<void> {
  for (const talkRooms of [200, 1000]) {
    const title = `Fan-out, 1000 members in ${talkRooms} rooms, each with 1 message under way: ` +
      "deliveries a second";
    const scene = {
      ...TALK,
      members: 1000,
      talkRooms,
      window: 1,
      windowOf: "each",
      warmUpMs: SMALL_WARM_UP_MS,
    } as const;
    const runs = await compare(title, [hubbub, bun, bare], scene);
    tellRatios(runs, rate, "the deliveries", {}, "least");
    chart.add(title, runs, (run) => rate(run) / 1e6, "M/s");
  }
}

/** Few messages to many members: what one delivery costs when there is nothing to share. */
export async function lowRate(chart: Chart): Promise<void> {
  const title = "Fan-out, 2000 members, 40 messages a second: CPU µs a delivery";
  // Longer than where many talk: 40 messages are too few to compare two servers by.
  const scene = { ...TALK, members: 2000, rate: 40, window: 0, warmUpMs: 3000, measureMs: 2000 };
  console.log(`\n${title}`);
  const runs = await inBursts(entrantsOf([hubbub, bare], scene), BURSTS);
  tellLines(runs);
  tellRatios(runs, cpuUs, "the CPU", { "bare loop": 1.15 }, "most");
  chart.add(title, runs, cpuUs, "µs");
}

/** What a delivery costs when a room grows, and when there are many others in which nobody talks. */
export async function growth(): Promise<void> {
  console.log("\nFan-out, saturated: what a delivery costs as the server grows");
  const few = { ...TALK, members: 200, window: 200 };
  const many = { ...few, members: MANY, window: MANY, warmUpMs: 6000, measureMs: 6000 };
  const larger = await inTurn(entrantsIn({ "200": few, [`${MANY}`]: many }), ROUNDS);
  const crowded = { ...few, idle: MANY, rooms: IDLE_ROOMS };
  const bursts = (scene: Scene) => ({ ...scene, measureMs: 1000 });
  const beside = await inBursts(
    entrantsIn({ "200 alone": bursts(few), "200 + idle": bursts(crowded) }),
    BURSTS,
  );
  for (const runs of [larger, beside]) tellLines(runs);
  const [grown, besideIdle] = [larger, beside].map((runs) => {
    const [without, withThem] = [...runs.values()];
    return ratio(withThem!, without!, cpuUs);
  });
  console.log(`  ${MANY} members: ${judged(grown!, { most: 1.2 })} the CPU a delivery`);
  console.log(
    `  beside ${MANY} idle members in ${IDLE_ROOMS} rooms: ` +
      `${judged(besideIdle!, { most: 1.1 })} the CPU a delivery`,
  );
}

async function compare(
  title: string,
  contenders: readonly Contender[],
  scene: Scene,
): Promise<Map<string, Measured[]>> {
  console.log(`\n${title}`);
  const all = before ? [...contenders, before] : contenders;
  const runs = await inTurn(entrantsOf(all, scene), ROUNDS);
  tellLines(runs);
  return runs;
}

/** Several servers with the same crowd. */
function entrantsOf(contenders: readonly Contender[], scene: Scene): Entrant[] {
  return contenders.map((contender) => ({ name: contender.name, contender, scene }));
}

/** Our server in several scenes, by what they are called. */
function entrantsIn(scenes: Readonly<Record<string, Scene>>): Entrant[] {
  return Object.entries(scenes).map(([name, scene]) => ({ name, contender: hubbub, scene }));
}

function tellLines(runs: ReadonlyMap<string, readonly Measured[]>): void {
  for (const [name, some] of runs) {
    console.log(some.length > 0 ? line(name, some) : `${name} is missing on this machine`);
  }
}

function tellRatios(
  runs: ReadonlyMap<string, readonly Measured[]>,
  figure: (run: Measured) => number,
  what: string,
  budgets: Budgets,
  bound: "least" | "most",
): void {
  const [ours = [], ...others] = runs.values();
  const names = [...runs.keys()].slice(1);
  for (const [i, theirs] of others.entries()) {
    if (theirs.length === 0 || letGo(theirs)) continue;
    const name = names[i]!;
    if (isVoid(ours) || isVoid(theirs)) {
      console.log(`  beside ${name}: void, as the crowd had no time left`);
      continue;
    }
    const budget = budgets[name];
    const value = ratio(ours, theirs, figure);
    const times = budget === undefined
      ? `${value.toFixed(2)} ×`
      : judged(value, bound === "least" ? { least: budget } : { most: budget });
    console.log(`  ours: ${times} ${what} of ${name}`);
  }
}

function judged(value: number, budget: { least: number } | { most: number }): string {
  return `${value.toFixed(2)} × (${judge(value, budget)})`;
}

/** Whether a contender let all its members go: then it delivers nothing. */
function letGo(runs: readonly Measured[]): boolean {
  return median(runs.map(({ deliveries }) => deliveries)) === 0;
}

/** Whether a crowd was as busy as it can be. */
function isVoid(runs: readonly Measured[]): boolean {
  return median(runs.map(({ crowdShare }) => crowdShare)) > CROWD_FULL;
}

/** The medians of what a contender's runs show. */
function line(name: string, runs: readonly Measured[]): string {
  if (letGo(runs)) return `${name} let all its members go`;
  const of = (figure: (run: Measured) => number, digits: number) =>
    median(runs.map(figure)).toFixed(digits).padStart(7);
  return [
    name.padEnd(14),
    `${of((run) => rate(run) / 1e6, 3)} M/s`,
    `${of(({ deliveries, said }) => deliveries / said, 0)} hear it`,
    `${of(({ deliveries, frames }) => deliveries / frames, 1)} a frame`,
    `${of(cpuUs, 3)} µs CPU`,
    `p50 ${of(({ p50 }) => p50, 1)} ms`,
    `p99 ${of(({ p99 }) => p99, 1)} ms`,
    `${of(({ endMB }) => endMB, 0)} MB`,
    `crowd ${of(({ crowdShare }) => crowdShare * 100, 0).trim()} %`,
  ].join("  ");
}
