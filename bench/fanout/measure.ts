/**
 * One crowd at one server, and several servers in turn.
 *
 * @module
 */
import { median } from "../report.ts";
import type { Findings, Plan } from "./plan.ts";
import { type Contender, CORE, pinned, type Running, start } from "./servers.ts";

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

/** A server and its crowd, which talks while it is measured. */
class Meeting implements AsyncDisposable {
  readonly #name: string;
  readonly #pid: number;
  readonly #emptyMB: number;
  readonly #asked: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers: ReadableStreamDefaultReader<string>;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    { name }: Contender,
    { pid }: Running,
    emptyMB: number,
    crowd: Deno.ChildProcess,
    resources: AsyncDisposableStack,
  ) {
    this.#name = name;
    this.#pid = pid;
    this.#emptyMB = emptyMB;
    this.#asked = crowd.stdin.getWriter();
    this.#answers = crowd.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#resources = resources;
  }

  /** Starts a contender, and brings it a crowd; `undefined` when what it needs is not on this machine. */
  static async begin(contender: Contender, scene: Scene): Promise<Meeting | undefined> {
    const server = await start(contender);
    if (!server) return undefined;
    await using resources = new AsyncDisposableStack();
    resources.use(server);
    const { port, pid } = server;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const emptyMB = await memoryMB(pid);
    const plan: Plan = { ...scene, port, path: "/ws?name=NAME", hello: contender.hello };
    const file = new URL("crowd.ts", import.meta.url).pathname;
    const command = [Deno.execPath(), "run", "--allow-net", file, JSON.stringify(plan)];
    const [program, ...args] = await pinned(CORE.crowd, command);
    const crowd = new Deno.Command(program!, { args, stdin: "piped", stdout: "piped" }).spawn();
    resources.use(crowd);
    const meeting = new Meeting(contender, server, emptyMB, crowd, resources.move());
    await meeting.#answer();
    return meeting;
  }

  async measure(): Promise<Measured> {
    const beginMB = await memoryMB(this.#pid);
    const before = await cpuSeconds(this.#pid);
    await this.#asked.write(new TextEncoder().encode("go\n"));
    const findings: Findings = JSON.parse(await this.#answer());
    const cpuS = await cpuSeconds(this.#pid) - before;
    const endMB = await memoryMB(this.#pid);
    return { ...findings, cpuS, emptyMB: this.#emptyMB, beginMB, endMB };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
    await this.#answers.cancel();
  }

  /** What the crowd says next: a line, which a pipe does not cut. */
  async #answer(): Promise<string> {
    const { value } = await this.#answers.read();
    if (value === undefined) {
      throw new Error(`Cannot measure ${this.#name}: its crowd broke off`);
    }
    return value;
  }
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
      await using meeting = await Meeting.begin(contender, scene);
      if (meeting) runs.get(name)!.push(await meeting.measure());
    }
  }
  return runs;
}

/**
 * Measures entrants that are all there at once, in short bursts: neighbours then are a second apart,
 * and find the machine in the same mood. Of what a tenth is judged, runs that are half a minute apart
 * differ by three.
 */
export async function inBursts(
  entrants: readonly Entrant[],
  bursts: number,
): Promise<Map<string, Measured[]>> {
  await using resources = new AsyncDisposableStack();
  const runs = new Map<string, Measured[]>(entrants.map(({ name }) => [name, []]));
  const meetings: [string, Meeting][] = [];
  for (const { name, contender, scene } of entrants) {
    const meeting = await Meeting.begin(contender, scene);
    if (meeting) meetings.push([name, resources.use(meeting)]);
  }
  for (let burst = 0; burst < bursts; burst++) {
    for (const [name, meeting] of meetings) runs.get(name)!.push(await meeting.measure());
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
