/**
 * One crowd at one server.
 *
 * @module
 */
import type { Findings, Plan } from "./plan.ts";
import { type Contender, CORE, pinned, start } from "./servers.ts";

/** Ticks of the kernel's clock a second, on every Linux that there is. */
const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4096;

/** What a run shows. */
export interface Measured extends Findings {
  /** Of the server, in microseconds for one delivery. */
  readonly cpuUs: number;
  /** Of the server at the end, in megabytes. */
  readonly memoryMB: number;
}

/** Measures a contender; `undefined` when what it needs is not on this machine. */
export async function measure(
  contender: Contender,
  plan: Omit<Plan, "port" | "path" | "hello">,
): Promise<Measured | undefined> {
  await using server = await start(contender);
  if (!server) return undefined;
  const { port, pid } = server;
  const whole: Plan = { ...plan, port, path: "/ws?name=NAME", hello: contender.hello };
  const crowd = new URL("crowd.ts", import.meta.url).pathname;
  const command = [Deno.execPath(), "run", "--allow-net", crowd, JSON.stringify(whole)];
  const [program, ...args] = await pinned(CORE.crowd, command);
  const process = new Deno.Command(program!, { args, stdout: "piped", stderr: "piped" }).spawn();
  const marks: number[] = [];
  for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) {
    for (const _ of text.matchAll(/^(begin|end)$/gm)) marks.push(await cpuSeconds(pid));
  }
  const findings: Findings = JSON.parse(await new Response(process.stdout).text());
  await process.status;
  const [begin = NaN, end = NaN] = marks;
  const cpuUs = (end - begin) * 1e6 / findings.deliveries;
  return { ...findings, cpuUs, memoryMB: await memoryMB(pid) };
}

async function cpuSeconds(pid: number): Promise<number> {
  // Behind the name, which may have spaces: user and system time are the 12th and 13th.
  const fields = (await Deno.readTextFile(`/proc/${pid}/stat`)).replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The memory that a process has, in megabytes. */
export async function memoryMB(pid: number): Promise<number> {
  const [, resident] = (await Deno.readTextFile(`/proc/${pid}/statm`)).split(" ");
  return Number(resident) * PAGE_BYTES / 1e6;
}
