import { assert, assertEquals } from "@std/assert";
import { kvBacking } from "../../../../server/backing.ts";
import { Cutter } from "../../../client/connection/support/cutter.ts";
import { Ledger, type Line } from "../../../crash/ledger.ts";
import { Talker } from "../../../crash/talker.ts";
import { ALL_OVER_DENOKV, DENOKV, Denokv, DENOKV_ENV } from "../../../support/process/denokv.ts";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { soon } from "../../../support/arrivals.ts";

const PEOPLE = 20;
const ROOMS = ["lobby", "kitchen"];
/** How often each server is replaced. */
const TURNS = ALL_OVER_DENOKV ? 3 : 1;
/** What a server says of those who come while it stops, and of those who then ask why. */
const EXPECTED = /^\S+ refused( (stopping|not-a-websocket)=\d+)+\n/gm;
/** How often somebody tries until they are back: the library waits 1 s before the first, 2 s before the next. */
const TRIES_MAX = 2;
/** How long they wait for that in all, in milliseconds. */
const WAITED_MAX_MS = 5_000;

/** Two servers over one database, behind a balancer that brings each connection to one that is ready. */
class Two implements AsyncDisposable {
  readonly #store: string;
  readonly #servers: ServerProcess[] = [];
  readonly #balancer: Cutter;
  #connections = 0;
  readonly #stack = new AsyncDisposableStack();

  private constructor(store: string) {
    this.#store = store;
    this.#balancer = this.#stack.use(new Cutter(() => this.#ready()));
  }

  static async open(store: string): Promise<Two> {
    await using starting = new AsyncDisposableStack();
    const two = starting.use(new Two(store));
    for (const i of [0, 1]) two.#servers[i] = await two.#open();
    starting.move();
    return two;
  }

  get url(): string {
    return this.#balancer.url;
  }

  /** Stops each, and starts it again before the other one is stopped; waits for something in between. */
  async replace(settled: () => Promise<void>): Promise<void> {
    for (const [i, server] of this.#servers.entries()) {
      server.signal("SIGTERM");
      const { code, stderr } = await server.ended();
      assertEquals([code, stderr.replaceAll(EXPECTED, "")], [0, ""]);
      this.#servers[i] = await this.#open(server.port);
      await settled();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
    for (const server of this.#servers) await server[Symbol.asyncDispose]();
  }

  #open(port = 0): Promise<ServerProcess> {
    const flags = ["start", "--limits=off"];
    return ServerProcess.open({ store: this.#store, port, flags, env: DENOKV_ENV });
  }

  /** Where a server is that takes connections, as it says; another one is asked first each time. */
  async #ready(): Promise<string> {
    const servers = this.#servers.map((server) => server.url());
    const inTurn = [...servers.splice(this.#connections++ % servers.length), ...servers];
    for (const { href } of inTurn) if (await isReady(href)) return href;
    return inTurn[0]!.href;
  }
}

async function isReady(server: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL("/readyz", server));
    await answer.body?.cancel();
    return answer.ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** What people say in both rooms, through the balancer, while each server is replaced. */
class Crowd implements AsyncDisposable {
  readonly ledger = new Ledger();
  readonly talkers: readonly Talker[];
  readonly #stop = new AbortController();
  readonly #talking: Promise<unknown>;

  constructor(url: string) {
    const common = { url, rooms: ROOMS, ledger: this.ledger, random: Math.random };
    this.talkers = Array.from({ length: PEOPLE }, (_, i) =>
      new Talker({
        ...{ ...common, name: `person${i}`, waitingMax: 2 },
        // As everybody has it: what the library does by itself.
        ...{ answerMs: 10_000, backoffMs: undefined },
      }));
    this.#talking = Promise.all(this.talkers.map((talker) => talker.talk(this.#stop.signal)));
    // Whoever waits for them is told; until then nobody is.
    this.#talking.catch(() => {});
  }

  /** Resolves when what each says from now on is acknowledged. */
  async isBack(): Promise<void> {
    const heard = Promise.all(this.talkers.map((talker) => talker.isHeard()));
    await soon(heard, "everybody to be back");
  }

  /** Has them say no more, and waits until all that they said is acknowledged. */
  async fallSilent(): Promise<void> {
    this.#stop.abort();
    await soon(this.#talking, "all that was said to be acknowledged");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.talkers.map((talker) => talker[Symbol.asyncDispose]()));
  }
}

Deno.test({
  name: "Servers over denokv are replaced while people talk: all are back, and nothing is lost",
  ignore: DENOKV === undefined,
  async fn() {
    await using denokv = await Denokv.start();
    await using two = await Two.open(denokv.url);
    await using crowd = new Crowd(two.url);
    await crowd.isBack();
    for (let turn = 0; turn < TURNS; turn++) await two.replace(() => crowd.isBack());
    await crowd.fallSilent();
    const kept = await logs(denokv.url);
    for (const talker of crowd.talkers) {
      for (const [room, { lines }] of kept) await soon(talker.hears(room, lines.length), "all");
      assertEquals(talker.takeHeard(), kept, `${talker.name} has heard something else`);
    }
    crowd.ledger.settle(kept);
    const returns = crowd.talkers.flatMap(({ arrivals }) => arrivals.slice(1));
    // All were on the other server when that was stopped, but for those who came meanwhile.
    assert(returns.length >= PEOPLE * TURNS, `${returns.length} were cut off`);
    for (const { tries, waitedMs } of returns) {
      assert(tries <= TRIES_MAX && waitedMs <= WAITED_MAX_MS, `${tries} tries, ${waitedMs} ms`);
    }
  },
});

/** What is kept of both rooms. */
async function logs(store: string): Promise<Map<string, { first: number; lines: Line[] }>> {
  await using backing = await kvBacking(store);
  const kept = new Map<string, { first: number; lines: Line[] }>();
  for (const room of ROOMS) {
    const lines: Line[] = [];
    for (let isMore = true; isMore;) {
      const entries = await backing.journal.read(room, { after: lines.length, limit: 200 });
      for (const entry of entries) {
        assert(entry.type === "said" && entry.seq === lines.length + 1);
        lines.push({ id: entry.id, from: entry.from, text: entry.text });
      }
      isMore = entries.length > 0;
    }
    kept.set(room, { first: 1, lines });
  }
  return kept;
}
