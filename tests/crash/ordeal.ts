/**
 * A server that is killed again and again, while everyone talks over a network that breaks.
 *
 * @module
 */
import type { Entry } from "../../protocol.ts";
import { kvBacking } from "../../server/backing.ts";
import { Cutter } from "../client/connection/support/cutter.ts";
import { below, seeded } from "../support/random/random.ts";
import { Ledger, type Line, Violation } from "./ledger.ts";
import { OneServer, type Site, TwoInstances } from "./site.ts";
import { Stutterer } from "./stutterer.ts";
import { Talker } from "./talker.ts";
import { Visit } from "./visit.ts";
import { within } from "./within.ts";

const ROOMS = ["lobby", "kitchen", "attic"];
/** Who talks, each in two of the rooms. */
const NAMES = ["ada", "bob", "cleo", "dan", "eve"];
/**
 * Messages that are acknowledged between two crashes, at most: so many of a few people, of a crowd, or
 * where servers share a database, which takes longer for each.
 */
const BETWEEN_CRASHES_MAX = { few: 6_000, crowd: 1_000, shared: 600 } as const;
/** How people of a crowd are: many talk, so each says little at a time, and waits longer for answers. */
const OF_A_CROWD = { waitingMax: 2, answerMs: 20_000 } as const;
/** Milliseconds after such a message until the crash, at most: so it may hit anything. */
const MOMENT_MAX_MS = 6;
/** Bytes that a connection carries until it is cut. */
const CARRIED_BYTES = { least: 2_000, most: 600_000 };
/** Crashes until all fall silent and everything is compared. What was compared is forgotten. */
const LEG_ROUNDS = 12;
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
  /** Whether two servers over one database are killed, and that. */
  readonly instances?: boolean;
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
  readonly #site: Site;
  readonly #network: Cutter;
  readonly #ledger = new Ledger();
  readonly #talkers: Talker[];
  readonly #stutterer: Stutterer;
  readonly #betweenMax: number;
  /** The entry from which each room is compared next. */
  readonly #firsts = new Map(ROOMS.map((room) => [room, 1]));

  private constructor(options: OrdealOptions, site: Site, random: () => number) {
    const { people = NAMES.length, instances = false } = options;
    const isCrowd = people > NAMES.length;
    this.#random = random;
    this.#betweenMax = BETWEEN_CRASHES_MAX[instances ? "shared" : isCrowd ? "crowd" : "few"];
    this.#site = site;
    const { least, most } = CARRIED_BYTES;
    this.#network = new Cutter(() => site.url(), () => least + below(most - least, random));
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
    const random = seeded(options.seed);
    const site = options.instances
      ? await TwoInstances.open(random)
      : await OneServer.open(random, options.workers);
    return new Ordeal(options, site, random);
  }

  /** What happened so far, in words. */
  get told(): string {
    return [
      `${this.#network.cuts} cuts`,
      ...this.#site.told,
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
        await this.#site.crash();
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
    await this.#site[Symbol.asyncDispose]();
  }

  /** Compares the store, what the server tells, and what everyone heard and was told. */
  async #compare(): Promise<void> {
    // After one more crash nothing is under way any more.
    let kept = new Map<string, Piece>();
    await this.#site.crashAll(async () => {
      kept = await this.#readStore();
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

  async #readStore(): Promise<Map<string, Piece>> {
    await using backing = await kvBacking(this.#site.store);
    return await this.#readLogs((room, after) =>
      backing.journal.read(room, { after, limit: PAGE_ENTRIES })
    );
  }

  async #readWire(): Promise<Map<string, Piece>> {
    await using visit = Visit.begin(new URL(this.#site.url()).origin, "auditor");
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
