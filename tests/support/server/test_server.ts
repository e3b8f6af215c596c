/**
 * A server for one test.
 *
 * @module
 */
import { MemoryReadPositions } from "../memory/memory_read_positions.ts";
import { type Backing, kvBacking } from "../../../server/backing.ts";
import { Chat } from "../../../server/chat.ts";
import type { ChatOptions } from "../../../server/chat/options.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import type { Peer } from "../../../server/auth/origins.ts";
import { WorkerMeters } from "../../../server/metrics/worker_meters.ts";
import { PATIENCE_MS } from "../arrivals.ts";
import type { HeldJournal } from "../memory/held_journal.ts";
import { listenHere, type Place, WorkerPlace } from "./places.ts";

const NAME_TAKEN = 409;
/** Passwords cost next to nothing here. */
const EFFORT = { cost: 2 ** 4, blocks: 8, rounds: 1 } as const;

/** Where a server is. */
export interface Address {
  /** The address of something on it; without a path, of its page. */
  url(path?: string): URL;
  /** The code that makes its bearer the administrator, where there was none at the start. */
  readonly claimCode?: string | undefined;
}

export interface TestServerOptions extends Partial<ChatOptions> {
  /** A journal that the test holds. */
  journal?: HeldJournal;
  /** The file that keeps everything. Without it, or a journal, the server's memory does. */
  store?: string;
  /** How many threads hold its connections; this one does, unless said. */
  workers?: number;
}

/** A chat that listens on a port of its own, in this process. What it says went wrong fails the test. */
export class TestServer implements Address, AsyncDisposable {
  readonly chat: Chat;
  readonly backing: Backing;
  /** What `main.ts` prints where there is no administrator yet: the code that makes one. */
  readonly claimCode: string | undefined;
  readonly #place: Place;
  readonly #errors: unknown[];

  private constructor(
    chat: Chat,
    backing: Backing,
    errors: unknown[],
    claimCode: string | undefined,
    place: Place,
  ) {
    this.chat = chat;
    this.claimCode = claimCode;
    this.backing = backing;
    this.#errors = errors;
    this.#place = place;
  }

  /** Starts a chat that keeps everything in memory, or as the options say. */
  static async start(
    { journal, store, workers = 0, ...options }: TestServerOptions = {},
  ): Promise<TestServer> {
    const errors: unknown[] = [];
    const backing = options.backing ?? await backingOf(journal, store);
    const workerMeters = new WorkerMeters();
    const chat = await Chat.open({
      ...{ backing, workerMeters },
      server: "test/1",
      effort: EFFORT,
      // Most tests are in a hurry. Those of limits say which.
      limits: "off",
      onError: (error) => errors.push(error),
      ...options,
    });
    const handler = (request: Request, peer: Peer) => chat.fetch(request, peerOf(request) ?? peer);
    const place = workers > 0
      ? await WorkerPlace.open(handler, workers, workerMeters)
      : listenHere(handler);
    return new TestServer(chat, backing, errors, await chat.offerClaimCode(), place);
  }

  url(path = "/"): URL {
    return new URL(path, `http://127.0.0.1:${this.#place.addr.port}`);
  }

  /** Kills the workers that hold its connections. */
  killWorkers(): void {
    if (this.#place instanceof WorkerPlace) this.#place.kill();
  }

  /** Resolves when nobody has a name any more: who had it was taken out of every room. */
  async freed(name: string, beforeEach = () => {}): Promise<void> {
    const start = performance.now();
    while (performance.now() - start < PATIENCE_MS) {
      beforeEach();
      const response = await fetch(this.url(`/ws?name=${encodeURIComponent(name)}`));
      await response.body?.cancel();
      if (response.status !== NAME_TAKEN) return;
    }
    throw new Error(`Waited in vain for ${name} to be gone`);
  }

  /** Stops the chat, as a signal would, then the listening, and lets go of what it keeps. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.chat[Symbol.asyncDispose]();
    await this.#place.shutdown();
    await this.backing[Symbol.asyncDispose]();
    if (this.#errors.length > 0) throw new AggregateError(this.#errors, "The server had errors");
  }
}

/** Where somebody says that they come from, by `?from=ADDRESS`: all are on this machine. */
function peerOf(request: Request): Peer | undefined {
  const hostname = URL.parse(request.url)?.searchParams.get("from");
  return hostname ? { remoteAddr: { transport: "tcp", hostname, port: 0 } } : undefined;
}

async function backingOf(journal?: HeldJournal, store?: string): Promise<Backing> {
  const backing = await kvBacking(store ?? MEMORY);
  if (!journal) return backing;
  return { ...backing, journal, positions: new MemoryReadPositions(journal.memory) };
}
