/**
 * One crowd at one server, and several servers in turn.
 *
 * @module
 */
import { median } from "../report.ts";
import type { Findings, Plan } from "./plan.ts";
import { type Contender, CORE, pinned, start } from "./servers.ts";

/** Ticks of the kernel's clock a second, on every Linux that there is. */
const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4096;
/** How long a server is left alone after its start, until what it takes then is there, in ms. */
const SETTLE_MS = 500;

/** What a run shows. */
export interface Measured extends Findings {
  /** Of the server while it was measured, in seconds. */
  readonly cpuS: number;
  /** Of the server without a crowd, when the crowd was there, and at the end, in megabytes. */
  readonly emptyMB: number;
  readonly beginMB: number;
  readonly endMB: number;
}

/** What a crowd does, without what only its server knows. */
export type Scene = Omit<Plan, "port" | "path" | "hello">;

/** A member of some hundreds who talk, as most scenes have it. */
export const TALK = {
  stuck: 0,
  idle: 0,
  rooms: 0,
  rate: null,
  warmUpMs: 1500,
  measureMs: 3000,
} as const;

/** Server CPU for one delivery, in microseconds. */
export function cpuUs({ cpuS, deliveries }: Measured): number {
  return cpuS * 1e6 / deliveries;
}

/** Deliveries a second. */
export function rate({ deliveries, ms }: Measured): number {
  return deliveries / ms * 1000;
}

/** Measures a contender; `undefined` when what it needs is not on this machine. */
export async function measure(contender: Contender, scene: Scene): Promise<Measured | undefined> {
  await using server = await start(contender);
  if (!server) return undefined;
  const { port, pid } = server;
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const emptyMB = await memoryMB(pid);
  const plan: Plan = { ...scene, port, path: "/ws?name=NAME", hello: contender.hello };
  const crowd = new URL("crowd.ts", import.meta.url).pathname;
  const command = [Deno.execPath(), "run", "--allow-net", crowd, JSON.stringify(plan)];
  const [program, ...args] = await pinned(CORE.crowd, command);
  const process = new Deno.Command(program!, { args, stdout: "piped", stderr: "piped" }).spawn();
  const output = new Response(process.stdout).text();
  const marks: { cpuS: number; MB: number }[] = [];
  for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) {
    for (const _ of text.matchAll(/^(begin|end)$/gm)) {
      marks.push({ cpuS: await cpuSeconds(pid), MB: await memoryMB(pid) });
    }
  }
  await process.status;
  const [begin, end] = marks;
  if (!begin || !end) throw new Error(`Cannot measure ${contender.name}: its crowd broke off`);
  const findings: Findings = JSON.parse(await output);
  const cpuS = end.cpuS - begin.cpuS;
  return { ...findings, cpuS, emptyMB, beginMB: begin.MB, endMB: end.MB };
}

/** What is measured in turn: a contender in a scene, and its name where the contender's won't do. */
export interface Entrant {
  readonly name: string;
  readonly contender: Contender;
  readonly scene: Scene;
}

/** Measures entrants one after the other, and again, so that ratios can be told of neighbours. */
export async function inTurn(
  entrants: readonly Entrant[],
  rounds: number,
): Promise<Map<string, Measured[]>> {
  const runs = new Map<string, Measured[]>(entrants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, contender, scene } of entrants) {
      const run = await measure(contender, scene);
      if (run) runs.get(name)!.push(run);
    }
  }
  return runs;
}

/** The median of the ratios of runs that were made one after the other. */
export function ratio(
  ours: readonly Measured[],
  theirs: readonly Measured[],
  figure: (run: Measured) => number,
): number {
  return median(theirs.map((run, i) => figure(ours[i]!) / figure(run)));
}

async function cpuSeconds(pid: number): Promise<number> {
  // Behind the name, which may have spaces: user and system time are the 12th and 13th.
  const fields = (await Deno.readTextFile(`/proc/${pid}/stat`)).replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The memory that a process has, in megabytes. */
async function memoryMB(pid: number): Promise<number> {
  const [, resident] = (await Deno.readTextFile(`/proc/${pid}/statm`)).split(" ");
  return Number(resident) * PAGE_BYTES / 1e6;
}
