/**
 * Workers: threads that hold the connections, each a part of them. They listen on one port, and the
 * kernel divides new connections among them. What is asked and said, the owner answers: this thread,
 * which has the hub, the store and everything else. So nothing has to be kept in step between them.
 *
 * @module
 */
import { ROOT } from "../../chat/program.ts";
import type { CertificateFiles } from "../../settings/https.ts";
import type { Service } from "../../service.ts";
import { rest } from "../rest.ts";
import type { Handler } from "./workers/link.ts";
import type { ListenOrder } from "./workers/messages.ts";
import { WorkerMeters } from "../../metrics/worker_meters.ts";
import { RunningWorker } from "./workers/running_worker.ts";

/** How long after a worker that could not be replaced it is tried again, in milliseconds. */
const RETRY_MS = 1_000;
const MODULE = new URL("server/service/listener/workers/worker.ts", ROOT);

export interface WorkersOptions {
  readonly count: number;
  /** As of a `Listener`. */
  readonly host: string | undefined;
  readonly port: number;
  readonly certificate?: CertificateFiles | undefined;
  readonly handler: Handler;
  readonly meters?: WorkerMeters;
  /** Called with why one has ended and is replaced. */
  readonly onReplace?: (why: string) => void;
  /** Tells the operator of a certificate. */
  readonly say?: (line: string) => void;
  /** Starts the thread of one. */
  readonly spawn?: () => Worker;
}

/** One that ends is replaced at once; whoever was connected by it comes back, as after any cut. */
export class Workers implements Service {
  readonly #options: WorkersOptions;
  readonly #meters: WorkerMeters;
  readonly #running: RunningWorker[] = [];
  /** Those whose threads are not gone yet. */
  readonly #threads = new Set<RunningWorker>();
  readonly #stopping = new AbortController();
  #addr: Deno.NetAddr | undefined;

  private constructor(options: WorkersOptions) {
    this.#options = options;
    this.#meters = options.meters ?? new WorkerMeters();
  }

  /**
   * Starts them, and waits until all listen.
   *
   * @throws {ListenError} If one can't.
   */
  static async open(options: WorkersOptions): Promise<Workers> {
    const { count, host, port } = options;
    const workers = new Workers(options);
    try {
      workers.#addr = await workers.#start(0, { host, port, isFirst: true });
      const others = Array.from({ length: count - 1 }, (_, i) => workers.#join(i + 1));
      await Promise.all(others);
      return workers;
    } catch (error) {
      workers.stop();
      throw error;
    }
  }

  get addr(): Deno.NetAddr {
    if (!this.#addr) throw new Error("The workers do not listen yet");
    return this.#addr;
  }

  /**
   * Replaces those that end, until it is stopped.
   *
   * @throws {StuckError} If one hangs.
   */
  async run(): Promise<void> {
    await Promise.all(this.#running.map((_, index) => this.#keep(index)));
  }

  /** Ends all of them, with what is under way. */
  stop(): void {
    this.#stopping.abort();
    for (const worker of this.#threads) worker.stop();
  }

  async #keep(index: number): Promise<void> {
    const { signal } = this.#stopping;
    const { onReplace } = this.#options;
    while (true) {
      const why = await this.#running[index]?.ended;
      if (signal.aborted || why === undefined) return;
      onReplace?.(why);
      this.#meters.replaced.add();
      try {
        await this.#join(index);
      } catch {
        // Its end says why; what keeps one from listening may last.
        await rest(RETRY_MS, signal);
      }
    }
  }

  /** Has one more listen where the first one does. */
  #join(index: number): Promise<Deno.NetAddr> {
    const { hostname: host, port } = this.addr;
    return this.#start(index, { host, port, isFirst: false });
  }

  async #start(
    index: number,
    place: Omit<ListenOrder, "type" | "certificate">,
  ): Promise<Deno.NetAddr> {
    const { certificate, handler, say = console.error, spawn = spawnWorker } = this.#options;
    const worker = new RunningWorker({
      ...{ spawn, handler },
      // All of them have the same certificate to tell of.
      say: (line) => index === 0 && say(line),
    });
    this.#running[index] = worker;
    this.#threads.add(worker);
    worker.gone.then(() => this.#threads.delete(worker));
    const addr = await worker.listen({ ...place, certificate });
    this.#meters.listening++;
    const over = () => void this.#meters.listening--;
    worker.ended.then(over, over);
    return addr;
  }
}

function spawnWorker(): Worker {
  return new Worker(MODULE, { type: "module", name: "front" });
}
