/**
 * What workers cost, beside a server without them, on one core: so nothing is gained, and each
 * microsecond more shows. What more cores would give is computed from the part that the owner has.
 *
 * @module
 */
import { cpuUs, inBursts, type Measured, rate, ratio, type Scene, TALK } from "./measure.ts";
import { hubbub, withWorkers } from "./servers.ts";
import { judge, median } from "../report.ts";

const COUNTS = [2, 4];
/** How often each talks, after the others. */
const BURSTS = { sets: 2, bursts: 7 } as const;
/** So few that 2,000 deliveries for each do not fill a core. */
const MESSAGES_A_SECOND = 25;
/** Scenes: where messages gather, and where one message goes to many by itself. */
const SCENES: readonly (readonly [title: string, scene: Scene])[] = [
  ["200 members all talking", { ...TALK, members: 200, window: 200 }],
  [
    `2000 members, ${MESSAGES_A_SECOND} messages a second`,
    { ...TALK, members: 2000, window: 0, rate: MESSAGES_A_SECOND, warmUpMs: 3000 },
  ],
];
const BUDGET = { cpu: { most: 1.15 }, p99: { most: 1.5 } } as const;

/** CPU a delivery, the owner's part of it, and from saying to hearing, beside one thread. */
export async function workers(): Promise<void> {
  for (const [title, scene] of SCENES) {
    console.log(`\nWorkers, ${title}`);
    const contenders = [hubbub, ...COUNTS.map((count) => withWorkers(count))];
    const runs = await inBursts(
      contenders.map((contender, i) => ({
        ...{ contender, scene },
        name: i === 0 ? "one thread" : `${COUNTS[i - 1]} workers`,
      })),
      BURSTS,
    );
    const [one = [], ...others] = runs.values();
    for (const [name, some] of runs) console.log(line(name, some));
    for (const [i, some] of others.entries()) tell(`${COUNTS[i]} workers`, some, one);
  }
}

function tell(name: string, some: readonly Measured[], one: readonly Measured[]): void {
  const cpu = ratio(some, one, cpuUs);
  const p99 = ratio(some, one, ({ p99 }) => p99);
  // Until the owner has a core to itself, and its workers the others.
  const share = median(some.map(shareOfOwner));
  console.log(
    `  ${name}: ${cpu.toFixed(2)} × the CPU a delivery (${judge(cpu, BUDGET.cpu)}), ` +
      `${p99.toFixed(2)} × the p99 (${judge(p99, BUDGET.p99)}); ` +
      `with a core for each thread at most ${(1 / share / cpu).toFixed(1)} × the deliveries`,
  );
}

/** The part of the CPU that the thread has that no worker takes anything off. */
function shareOfOwner({ ownerS, cpuS }: Measured): number {
  return ownerS / cpuS;
}

function line(name: string, some: readonly Measured[]): string {
  const of = (figure: (run: Measured) => number, digits: number) =>
    median(some.map(figure)).toFixed(digits).padStart(7);
  return [
    name.padEnd(14),
    `${of((run) => rate(run) / 1e6, 3)} M/s`,
    `${of(cpuUs, 3)} µs CPU`,
    `owner ${of((run) => shareOfOwner(run) * 100, 0).trim()} %`,
    `p50 ${of(({ p50 }) => p50, 1)} ms`,
    `p99 ${of(({ p99 }) => p99, 1)} ms`,
    `${of(({ endMB }) => endMB, 0)} MB`,
  ].join("  ");
}
