/**
 * How fast a room's messages reach its members, beside other servers.
 *
 * @module
 */
import { measure, type Measured } from "./fanout/measure.ts";
import { median } from "./report.ts";
import { bare, bun, type Contender, gorilla, hubbub, nodeWs } from "./fanout/servers.ts";

/** Runs of each contender, one after the other and again, so that ratios can be quoted. */
const PAIRS = 5;
const WARM_UP_MS = 1500;
const MEASURE_MS = 3000;

/** All talk as fast as what they said comes back. */
export async function saturated(members: number): Promise<void> {
  console.log(`\nFan-out, ${members} members all talking: deliveries a second`);
  const plan = {
    members,
    rate: null,
    window: members,
    warmUpMs: WARM_UP_MS,
    measureMs: MEASURE_MS,
  };
  await compare([hubbub, bun, gorilla, nodeWs, bare], plan, rate, "of what others deliver");
}

/** Few messages to many members: what one delivery costs when there is nothing to share. */
export async function lowRate(members = 2000, rate = 40): Promise<void> {
  console.log(`\nFan-out, ${members} members, ${rate} messages a second: CPU µs a delivery`);
  const plan = { members, rate, window: 0, warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS };
  await compare([hubbub, bare], plan, ({ cpuUs }) => cpuUs, "of what others use");
}

type Figure = (measured: Measured) => number;

function rate({ deliveries, ms }: Measured): number {
  return deliveries / ms * 1000;
}

/** Measures contenders in turn and prints medians: of what each did, and of ours to theirs. */
async function compare(
  contenders: readonly Contender[],
  plan: Parameters<typeof measure>[1],
  figure: Figure,
  ratioOf: string,
): Promise<void> {
  const runs = new Map<Contender, Measured[]>(contenders.map((contender) => [contender, []]));
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const [contender, measured] of runs) {
      const run = await measure(contender, plan);
      if (run) measured.push(run);
    }
  }
  const [ours = []] = runs.values();
  for (const [{ name }, theirs] of runs) {
    if (theirs.length === 0) console.log(`${name.padEnd(14)} is missing on this machine`);
    else console.log(line(name, theirs), `ours is ${ratio(ours, theirs, figure)} ${ratioOf}`);
  }
}

function line(name: string, runs: readonly Measured[]): string {
  const of = (figure: Figure, digits: number) =>
    median(runs.map(figure)).toFixed(digits).padStart(7);
  return [
    name.padEnd(14),
    `${of((run) => rate(run) / 1e6, 3)} M/s`,
    `${of(({ deliveries, frames }) => deliveries / frames, 1)} a frame`,
    `${of(({ cpuUs }) => cpuUs, 3)} µs CPU`,
    `p50 ${of(({ p50 }) => p50, 1)} ms`,
    `p99 ${of(({ p99 }) => p99, 1)} ms`,
    `${of(({ memoryMB }) => memoryMB, 0)} MB`,
  ].join("  ");
}

/** The median of the ratios of runs that were made one after the other. */
function ratio(ours: readonly Measured[], theirs: readonly Measured[], figure: Figure): string {
  return median(theirs.map((run, i) => figure(ours[i]!) / figure(run))).toFixed(2);
}
