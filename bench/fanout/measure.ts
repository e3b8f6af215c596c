/**
 * One crowd at one server, and several servers in turn.
 *
 * @module
 */
import { median } from "../report.ts";
import { CrowdProcess } from "./crowd_process.ts";
import type { Findings, Plan } from "./plan.ts";
import { type Contender, start } from "./servers.ts";

/** Ticks of the kernel's clock a second, on every Linux that there is. */
const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4096;
/** How long a server is left alone after its start, until what it takes then is there, in ms. */
const SETTLE_MS = 500;

/** What a run shows. */
export interface Measured extends Findings {
  /** Of the server while it was measured, in seconds. */
  readonly cpuS: number;
  /** That of its first thread, which has everything but what workers have. */
  readonly ownerS: number;
  /** Of the server without a crowd, when the crowd was there, and at the end, in megabytes. */
  readonly emptyMB: number;
  readonly beginMB: number;
  readonly endMB: number;
}

/** What a crowd does, without what only its server knows, and who is there beside it. */
export interface Scene extends Omit<Plan, "port" | "path" | "name" | "hello" | "rooms"> {
  /** Members who do nothing, in rooms of their own: `rooms` in all. */
  readonly idle: number;
  readonly rooms: number;
}

/** A member of some hundreds who talk, as most scenes have it. */
export const TALK = {
  stuck: 0,
  idle: 0,
  rooms: 0,
  rate: null,
  windowOf: "all",
  talkRooms: 1,
  ids: "time",
  warmUpMs: 1500,
  measureMs: 3000,
} as const;

/** Of a crowd that does nothing. */
const SILENCE = {
  ...{ stuck: 0, rate: 0, window: 0, warmUpMs: 0 },
  ...{ windowOf: "all", talkRooms: 1 } as const,
};

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
  readonly #pid: number;
  readonly #emptyMB: number;
  readonly #crowd: CrowdProcess;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    { pid, emptyMB }: { pid: number; emptyMB: number },
    crowd: CrowdProcess,
    resources: AsyncDisposableStack,
  ) {
    this.#pid = pid;
    this.#emptyMB = emptyMB;
    this.#crowd = crowd;
    this.#resources = resources;
  }

  /** Starts a contender, and brings it its crowd; `undefined` when what it needs is not on this machine. */
  static async begin(contender: Contender, scene: Scene): Promise<Meeting | undefined> {
    const server = await start(contender);
    if (!server) return undefined;
    await using resources = new AsyncDisposableStack();
    resources.use(server);
    const { port, pid } = server;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const emptyMB = await memoryMB(pid);
    const { idle, rooms, ...talk } = scene;
    const { hello } = contender;
    const plan: Plan = {
      ...talk,
      port,
      path: "/ws?name=NAME&room=ROOM",
      name: "w",
      hello,
      rooms: 0,
    };
    // In a process of their own: they would make those who talk slower, which makes frames smaller.
    const idlers = { ...plan, ...SILENCE, name: "idle", members: idle, rooms };
    if (idle > 0) resources.use(await CrowdProcess.gather(idlers));
    const crowd = resources.use(await CrowdProcess.gather(plan));
    return new Meeting({ pid, emptyMB }, crowd, resources.move());
  }

  async measure(): Promise<Measured> {
    const beginMB = await memoryMB(this.#pid);
    const ofOwner = `${this.#pid}/task/${this.#pid}`;
    const [before, ownBefore] = [await cpuSeconds(this.#pid), await cpuSeconds(ofOwner)];
    const findings = await this.#crowd.talk();
    const cpuS = await cpuSeconds(this.#pid) - before;
    const ownerS = await cpuSeconds(ofOwner) - ownBefore;
    const endMB = await memoryMB(this.#pid);
    return { ...findings, cpuS, ownerS, emptyMB: this.#emptyMB, beginMB, endMB };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
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
 * differ by three. So do servers of one code, by where their memory happens to be: there are several
 * sets of them, one after the other.
 */
export async function inBursts(
  entrants: readonly Entrant[],
  { sets, bursts }: { sets: number; bursts: number },
): Promise<Map<string, Measured[]>> {
  const runs = new Map<string, Measured[]>(entrants.map(({ name }) => [name, []]));
  for (let set = 0; set < sets; set++) {
    await using resources = new AsyncDisposableStack();
    const meetings: [string, Meeting][] = [];
    for (const { name, contender, scene } of entrants) {
      const meeting = await Meeting.begin(contender, scene);
      if (meeting) meetings.push([name, resources.use(meeting)]);
    }
    for (let burst = 0; burst < bursts; burst++) {
      for (const [name, meeting] of meetings) runs.get(name)!.push(await meeting.measure());
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

/** What a process has taken, or a thread of one, by where the kernel tells that. */
export async function cpuSeconds(pid: number | string): Promise<number> {
  // Behind the name, which may have spaces: user and system time are the 12th and 13th.
  const fields = (await Deno.readTextFile(`/proc/${pid}/stat`)).replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The memory that a process has, in megabytes. */
async function memoryMB(pid: number): Promise<number> {
  const [, resident] = (await Deno.readTextFile(`/proc/${pid}/statm`)).split(" ");
  return Number(resident) * PAGE_BYTES / 1e6;
}
