/**
 * Where the chat of a test listens: in this thread, or in workers, which a test may kill.
 *
 * @module
 */
import { onServeError } from "../../../server/service/listener/serve_error.ts";
import { Workers } from "../../../server/service/listener/workers.ts";
import type { Handler } from "../../../server/service/listener/workers/link.ts";
import type { WorkerMeters } from "../../../server/metrics/worker_meters.ts";
import { DIE } from "./die.ts";

const MODULE = new URL("./mortal_worker.ts", import.meta.url);

/** Where a chat listens. */
export interface Place {
  readonly addr: Deno.NetAddr;
  shutdown(): Promise<void>;
}

export function listenHere(handler: Handler): Place {
  const options = { hostname: "127.0.0.1", port: 0, onListen() {}, onError: onServeError };
  return Deno.serve(options, handler);
}

export class WorkerPlace implements Place {
  readonly #workers: Workers;
  readonly #running: Promise<void>;
  readonly #threads: Worker[];

  private constructor(workers: Workers, threads: Worker[]) {
    this.#workers = workers;
    this.#running = workers.run();
    this.#threads = threads;
  }

  static async open(handler: Handler, count: number, meters: WorkerMeters): Promise<WorkerPlace> {
    const threads: Worker[] = [];
    const workers = await Workers.open({
      ...{ count, host: "127.0.0.1", port: 0, handler, meters },
      spawn() {
        const thread = new Worker(MODULE, { type: "module" });
        threads.push(thread);
        return thread;
      },
    });
    return new WorkerPlace(workers, threads);
  }

  get addr(): Deno.NetAddr {
    return this.#workers.addr;
  }

  /** Kills all that run now. */
  kill(): void {
    for (const thread of this.#threads.splice(0)) thread.postMessage(DIE);
  }

  async shutdown(): Promise<void> {
    this.#workers.stop();
    await this.#running;
  }
}
