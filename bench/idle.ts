/**
 * What sockets cost on which nothing happens.
 *
 * @module
 */
import type { Chart } from "./report/chart.ts";
import { inTurn, type Measured, TALK } from "./fanout/measure.ts";
import { bare, hubbub } from "./fanout/servers.ts";
import { judge, median } from "./report.ts";

const SOCKETS = 10_000;
const ROUNDS = 3;
/** A round of pings is in it: the last of ours come after 57 s. */
const MEASURE_MS = 58_000;

export async function idle(chart: Chart): Promise<void> {
  const title = `Idle: ${SOCKETS} members of a room in which nobody talks, kB of memory each`;
  console.log(`\n${title}`);
  const scene = { ...TALK, members: SOCKETS, window: 0, rate: 0, measureMs: MEASURE_MS };
  const entrants = [hubbub, bare].map((contender) => ({
    name: contender.name,
    contender,
    scene,
  }));
  const runs = await inTurn(entrants, ROUNDS);
  const ours = runs.get(hubbub.name)!;
  for (const [name, some] of runs) {
    if (some.length === 0) {
      console.log(`${name} is missing on this machine`);
      continue;
    }
    const memory = median(some.map(kilobytes)).toFixed(1).padStart(6);
    const later = median(some.map(kilobytesLater)).toFixed(1).padStart(6);
    const cpu = median(some.map(cpuPercent)).toFixed(2).padStart(5);
    console.log(
      `${name.padEnd(14)} ${memory} kB a socket, ${later} kB a minute later  ${cpu} % of a core`,
    );
  }
  const times = median(runs.get(bare.name)!.map((run, i) => kilobytes(ours[i]!) / kilobytes(run)));
  console.log(
    `  ours: ${times.toFixed(2)} × the memory of bare loop (${judge(times, { most: 1.3 })})`,
  );
  const cpu = median(ours.map(cpuPercent));
  console.log(`  ours: ${cpu.toFixed(2)} % of a core (${judge(cpu, { most: 3 })})`);
  chart.add(title, runs, kilobytes, "kB");
}

function kilobytes({ emptyMB, beginMB }: Measured): number {
  return (beginMB - emptyMB) * 1000 / SOCKETS;
}

function kilobytesLater({ emptyMB, endMB }: Measured): number {
  return (endMB - emptyMB) * 1000 / SOCKETS;
}

function cpuPercent({ cpuS, ms }: Measured): number {
  return cpuS / ms * 1e5;
}
