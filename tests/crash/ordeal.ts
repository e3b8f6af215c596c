/**
 * A server that is killed again and again, while everyone talks over a network that breaks.
 *
 * @module
 */
import type { Entry } from "../../protocol.ts";
import { kvBacking } from "../../server/backing.ts";
import { Cutter } from "../client/connection/support/cutter.ts";
import { below, seeded } from "../support/random/random.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { Ledger, type Line, Violation } from "./ledger.ts";
import { Stutterer } from "./stutterer.ts";
import { LOSE } from "./mortal_workers.ts";
import { Talker } from "./talker.ts";
import { Visit } from "./visit.ts";

const ROOMS = ["lobby", "kitchen", "attic"];
/** Who talks, each in two of the rooms. */
const NAMES = ["ada", "bob", "cleo", "dan", "eve"];
/** Messages that are acknowledged between two crashes, at most: so many of a few people, or of a crowd. */
const BETWEEN_CRASHES_MAX = { few: 6_000, crowd: 1_000 } as const;
/** How people of a crowd are: many talk, so each says little at a time, and waits longer for answers. */
const OF_A_CROWD = { waitingMax: 2, answerMs: 20_000 } as const;
/** Milliseconds after such a message until the crash, at most: so it may hit anything. */
const MOMENT_MAX_MS = 6;
/** Bytes that a connection carries until it is cut. */
const CARRIED_BYTES = { least: 2_000, most: 600_000 };
/** Crashes until all fall silent and everything is compared. What was compared is forgotten. */
const LEG_ROUNDS = 12;
/** Of so many servers that are started one has a short log of commits, which is compacted all the time. */
const SHORT_LOG_EVERY = 2;
const MORTAL_WORKERS = new URL("mortal_workers.ts", import.meta.url).pathname;
const SHORT_LOG = new URL("short_log.ts", import.meta.url).pathname;
/** Lines of a server's log that are no trouble: who could not connect asks why. */
const EXPECTED = new RegExp(
  `^\\S+ (worker-replaced [^\\n]*|refused not-a-websocket=\\d+)\\n`,
  "gm",
);
/** How long anything may take, in milliseconds. */
const PATIENCE_MS = 60_000;
/** Entries that are asked for at once. */
const PAGE_ENTRIES = 200;

export interface OrdealOptions {
  /** How often the server is killed while people talk. */
  readonly rounds: number;
  /** The same seed makes the same choices. */
  readonly seed: number;
  /** Told how it goes. */
  readonly tell?: (line: string) => void;
  /** Workers that lose their threads instead of the server, which only ends when all is compared. */
  readonly workers?: number;
  /** How many people talk. */
  readonly people?: number;
}

/** A room's log from an entry on. */
interface Piece {
  readonly first: number;
  readonly lines: Line[];
}

/**
 * Lets people talk through crashes and cuts, and compares what they were told with what is kept.
 *
 * @throws {Violation} If anything acknowledged is lost, or anything is there twice or out of order.
 */
export async function runOrdeal(options: OrdealOptions): Promise<void> {
  const { rounds, tell = () => {} } = options;
  await using ordeal = await Ordeal.begin(options);
  for (let round = 0; round < rounds; round += LEG_ROUNDS) {
    await ordeal.leg(Math.min(LEG_ROUNDS, rounds - round));
    tell(`${Math.min(round + LEG_ROUNDS, rounds)} rounds, ${ordeal.told}`);
  }
}

class Ordeal implements AsyncDisposable {
  readonly #random: () => number;
  readonly #folder: TempFolder;
  readonly #network: Cutter;
  readonly #ledger = new Ledger();
  readonly #talkers: Talker[];
  readonly #stutterer: Stutterer;
  readonly #workers: number;
  readonly #betweenMax: number;
  #server: ServerProcess;
  /** How many workers were lost, of all servers and of this one. */
  #lost = { before: 0, now: 0 };
  /** The entry from which each room is compared next. */
  readonly #firsts = new Map(ROOMS.map((room) => [room, 1]));

  private constructor(options: OrdealOptions, folder: TempFolder, server: ServerProcess) {
    const { seed, workers = 1, people = NAMES.length } = options;
    const random = this.#random = seeded(seed);
    const isCrowd = people > NAMES.length;
    this.#workers = workers;
    this.#betweenMax = BETWEEN_CRASHES_MAX[isCrowd ? "crowd" : "few"];
    this.#folder = folder;
    this.#server = server;
    const { least, most } = CARRIED_BYTES;
    this.#network = new Cutter(server.url().href, () => least + below(most - least, random));
    const common = {
      ...{ url: this.#network.url, ledger: this.#ledger, random },
      ...(isCrowd && OF_A_CROWD),
    };
    this.#talkers = Array.from({ length: people }, (_, i) => {
      const name = NAMES[i] ?? `person${i}`;
      const rooms = [0, 1].map((n) => ROOMS[(i + n) % ROOMS.length] ?? "");
      return new Talker({ ...common, name, rooms });
    });
    this.#stutterer = new Stutterer({ ...common, name: "mumble", rooms: ROOMS });
  }

  static async begin(options: OrdealOptions): Promise<Ordeal> {
    const folder = await TempFolder.make();
    const server = await openServer(folder.file("chat.db"), options);
    return new Ordeal(options, folder, server);
  }

  /** What happened so far, in words. */
  get told(): string {
    const lost = this.#lost.before + this.#lost.now;
    return [
      `${this.#network.cuts} cuts`,
      ...(this.#workers > 1 ? [`${lost} workers lost`] : []),
      `${this.#ledger.acknowledged} messages acknowledged`,
    ].join(", ");
  }

  /** Lets everyone talk while the server crashes, then compares. */
  async leg(rounds: number): Promise<void> {
    const stop = new AbortController();
    const arriving = this.#talkers.map((talker) => talker.arrives());
    await within(Promise.all(arriving), "everyone in their rooms");
    const talking = Promise.all(
      [...this.#talkers, this.#stutterer].map((one) => one.talk(stop.signal)),
    );
    try {
      for (let round = 0; round < rounds; round++) {
        const acknowledged = this.#ledger.grows(below(this.#betweenMax, this.#random));
        await within(Promise.race([acknowledged, talking]), "acknowledgements");
        await new Promise((resolve) => setTimeout(resolve, below(MOMENT_MAX_MS, this.#random)));
        if (this.#workers > 1) await this.#loseWorker();
        else await this.#crash();
      }
    } finally {
      stop.abort();
    }
    await within(talking, "all that was said to be acknowledged");
    await this.#compare();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stutterer.close();
    await Promise.all(this.#talkers.map((talker) => talker[Symbol.asyncDispose]()));
    await this.#network[Symbol.asyncDispose]();
    await this.#server.kill();
    await this.#folder[Symbol.asyncDispose]();
  }

  /** Has the server lose a worker, and waits until it says that it has another one. */
  async #loseWorker(): Promise<void> {
    const count = ++this.#lost.now;
    this.#server.signal(LOSE);
    const lines = new RegExp(`(?:[^]*? worker-replaced [^\\n]*\n){${count}}`);
    await within(this.#server.errors.find(lines), "a worker in the place of another");
  }

  async #crash(meanwhile?: () => Promise<void>): Promise<void> {
    const { port, errors } = this.#server;
    await this.#server.kill();
    const printed = errors.text.replaceAll(EXPECTED, "");
    if (printed !== "") throw new Violation(`the server printed ${printed}`);
    this.#lost = { before: this.#lost.before + this.#lost.now, now: 0 };
    await meanwhile?.();
    const hasShortLog = below(SHORT_LOG_EVERY, this.#random) === 0;
    this.#server = await openServer(this.#store, { port, hasShortLog, workers: this.#workers });
  }

  get #store(): string {
    return this.#folder.file("chat.db");
  }

  /** Compares the file, what the server tells, and what everyone heard and was told. */
  async #compare(): Promise<void> {
    // After one more crash nothing is under way any more.
    let kept = new Map<string, Piece>();
    await this.#crash(async () => {
      kept = await this.#readFile();
    });
    equal(await within(this.#readWire(), "the log over the wire"), kept, "the server tells");
    for (const [room, { first, lines }] of kept) {
      const hearing = this.#talkers.map((talker) => talker.hears(room, first + lines.length - 1));
      await within(Promise.all(hearing), `everyone to hear all of ${room}`);
    }
    for (const talker of this.#talkers) equal(talker.takeHeard(), kept, `${talker.name} heard`);
    this.#ledger.settle(kept);
    for (const [room, { first, lines }] of kept) this.#firsts.set(room, first + lines.length);
  }

  async #readFile(): Promise<Map<string, Piece>> {
    await using backing = await kvBacking(this.#store);
    return await this.#readLogs((room, after) =>
      backing.journal.read(room, { after, limit: PAGE_ENTRIES })
    );
  }

  async #readWire(): Promise<Map<string, Piece>> {
    await using visit = Visit.begin(this.#server.url().origin, "auditor");
    const events = visit.events[Symbol.asyncIterator]();
    const next = async (type: string) => {
      while (true) {
        const { value } = await events.next();
        if (value === undefined) throw new Violation(`the auditor waits in vain for ${type}`);
        if (value.type === type) return value;
      }
    };
    await next("welcome");
    return await this.#readLogs(async (room, after) => {
      visit.send([{ type: "history", room, after, limit: PAGE_ENTRIES }]);
      const history = await next("history");
      return history.type === "history" ? history.entries : [];
    });
  }

  async #readLogs(
    read: (room: string, after: number) => Promise<Entry[]>,
  ): Promise<Map<string, Piece>> {
    const pieces = new Map<string, Piece>();
    for (const [room, first] of this.#firsts) {
      const lines: Line[] = [];
      for (let entries: Entry[] = []; entries.length > 0 || lines.length === 0;) {
        entries = await read(room, first - 1 + lines.length);
        if (entries.length === 0) break;
        for (const entry of entries) lines.push(lineOf(entry, room, first + lines.length));
      }
      pieces.set(room, { first, lines });
    }
    return pieces;
  }
}

function openServer(
  store: string,
  { port = 0, hasShortLog = false, workers = 1 }: {
    readonly port?: number;
    readonly hasShortLog?: boolean;
    readonly workers?: number;
  },
): Promise<ServerProcess> {
  const preloaded = [...hasShortLog ? [SHORT_LOG] : [], ...workers > 1 ? [MORTAL_WORKERS] : []];
  const by = ["run", ...preloaded.map((path) => `--preload=${path}`)];
  const flags = ["start", "--limits=off", `--workers=${workers}`];
  return ServerProcess.open({ store, port, by, flags });
}

function lineOf(entry: Entry, room: string, seq: number): Line {
  if (entry.seq !== seq || entry.room !== room || entry.type !== "said") {
    throw new Violation(`${room} has ${JSON.stringify(entry)} where number ${seq} belongs`);
  }
  const { id, from, text } = entry;
  return { id, from, text };
}

/** Holds what somebody has of some rooms against what is kept. */
function equal(had: ReadonlyMap<string, Piece>, kept: ReadonlyMap<string, Piece>, who: string) {
  for (const [room, { first, lines }] of had) {
    const log = kept.get(room);
    if (log?.first !== first || log.lines.length !== lines.length) {
      const numbers = `${first} to ${first + lines.length - 1}`;
      throw new Violation(
        `${who} ${room} ${numbers}, kept are ${log?.first} and ${log?.lines.length}`,
      );
    }
    const i = lines.findIndex(({ id, text }, i) =>
      id !== log.lines[i]?.id || text !== log.lines[i]?.text
    );
    if (i < 0) continue;
    const [one, other] = [lines[i], log.lines[i]].map((line) => JSON.stringify(line));
    throw new Violation(`${who} ${room} ${first + i} as ${one}, kept is ${other}`);
  }
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Violation(`waited ${PATIENCE_MS} ms for ${what}`)),
    PATIENCE_MS,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
