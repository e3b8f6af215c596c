/**
 * What one member who never reads costs the others.
 *
 * @module
 */
import { cpuUs, inTurn, type Measured, rate, ratio, TALK } from "./measure.ts";
import { hubbub } from "./servers.ts";
import { judge, median } from "../report.ts";

const ROUNDS = 5;
/** Messages a second: half of what saturates a core, so that a delay would show. */
const RATE = 2000;

export async function stuck(): Promise<void> {
  console.log(`\nOne stuck member among 200, ${RATE} messages a second`);
  const scene = { ...TALK, members: 199, window: 0, rate: RATE, measureMs: 6000 };
  const runs = await inTurn([
    { name: "without", contender: hubbub, scene },
    { name: "with one", contender: hubbub, scene: { ...scene, stuck: 1 } },
  ], ROUNDS);
  for (const [name, some] of runs) {
    const of = (figure: (run: Measured) => number, digits: number) =>
      median(some.map(figure)).toFixed(digits);
    console.log(
      `${name.padEnd(14)} ${of((run) => rate(run) / 1e6, 3)} M/s  ${of(cpuUs, 3)} µs CPU  ` +
        `p50 ${of(({ p50 }) => p50, 1)} ms  p99 ${of(({ p99 }) => p99, 1)} ms  ` +
        `${of(({ endMB }) => endMB, 0)} MB`,
    );
  }
  const [without, withOne] = [runs.get("without")!, runs.get("with one")!];
  const p99 = ratio(withOne, without, ({ p99 }) => p99);
  const heard = ratio(withOne, without, rate);
  const grownMB = median(withOne.map(({ endMB }, i) => endMB - without[i]!.endMB));
  console.log(`  the others' p99: ${p99.toFixed(2)} × (${judge(p99, { most: 1.5 })})`);
  console.log(`  what they hear: ${heard.toFixed(2)} × (${judge(heard, { least: 0.99 })})`);
  console.log(`  the server's memory: ${grownMB.toFixed(1)} MB more`);
}
