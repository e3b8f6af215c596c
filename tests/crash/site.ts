/**
 * What crashes: a server over a file, or several over one database.
 *
 * @module
 */
import { below } from "../support/random/random.ts";
import { Denokv, DENOKV_ENV } from "../support/process/denokv.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { Violation } from "./ledger.ts";
import { LOSE } from "./site/mortal_workers.ts";
import { within } from "./within.ts";

/** Of so many servers that are started one has a short log of commits, which is compacted all the time. */
const SHORT_LOG_EVERY = 2;
const MORTAL_WORKERS = new URL("site/mortal_workers.ts", import.meta.url).pathname;
const SHORT_LOG = new URL("site/short_log.ts", import.meta.url).pathname;
/** Lines of a server's log that are no trouble: who could not connect asks why. */
const EXPECTED = new RegExp(
  `^\\S+ (worker-replaced [^\\n]*|refused not-a-websocket=\\d+)\\n`,
  "gm",
);
/** One crash of so many is the database's, where that is a process. */
const DATABASE_EVERY = 4;
/** One of so many instances is stopped, as when they are replaced one after the other. */
const STOPPED_EVERY = 3;

export interface Site extends AsyncDisposable {
  /** Where everything is kept, as `--store` takes it. */
  readonly store: string;
  /** What happened to it so far, in words. */
  readonly told: readonly string[];
  /** Where somebody who connects now comes to. */
  url(): string;
  /** Ends some of it at once, and starts that again. */
  crash(): Promise<void>;
  /** Ends all servers at once, and starts them again when something was done meanwhile. */
  crashAll(meanwhile: () => Promise<void>): Promise<void>;
}

/** A server over a file, perhaps with workers: then one of these loses its thread in each crash. */
export class OneServer implements Site {
  readonly #folder: TempFolder;
  readonly #random: () => number;
  readonly #workers: number;
  #server: ServerProcess;
  /** How many workers were lost, of all servers and of this one. */
  #lost = { before: 0, now: 0 };

  private constructor(
    folder: TempFolder,
    server: ServerProcess,
    { random, workers }: { random: () => number; workers: number },
  ) {
    this.#folder = folder;
    this.#server = server;
    this.#random = random;
    this.#workers = workers;
  }

  static async open(random: () => number, workers = 1): Promise<OneServer> {
    const folder = await TempFolder.make();
    const server = await openServer(folder.file("chat.db"), { workers });
    return new OneServer(folder, server, { random, workers });
  }

  get store(): string {
    return this.#folder.file("chat.db");
  }

  get told(): string[] {
    return this.#workers > 1 ? [`${this.#lost.before + this.#lost.now} workers lost`] : [];
  }

  url(): string {
    return this.#server.url().href;
  }

  crash(): Promise<void> {
    return this.#workers > 1 ? this.#loseWorker() : this.crashAll(() => Promise.resolve());
  }

  async crashAll(meanwhile: () => Promise<void>): Promise<void> {
    const { port, errors } = this.#server;
    await this.#server.kill();
    const printed = errors.text.replaceAll(EXPECTED, "");
    if (printed !== "") throw new Violation(`the server printed ${printed}`);
    this.#lost = { before: this.#lost.before + this.#lost.now, now: 0 };
    await meanwhile();
    const hasShortLog = below(SHORT_LOG_EVERY, this.#random) === 0;
    this.#server = await openServer(this.store, { port, hasShortLog, workers: this.#workers });
  }

  /** Has the server lose a worker, and waits until it says that it has another one. */
  async #loseWorker(): Promise<void> {
    const count = ++this.#lost.now;
    this.#server.signal(LOSE);
    const lines = new RegExp(`(?:[^]*? worker-replaced [^\\n]*\n){${count}}`);
    await within(this.#server.errors.find(lines), "a worker in the place of another");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.kill();
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** Two servers over one database. Whoever connects comes to either of them. */
export class TwoInstances implements Site {
  readonly #denokv: Denokv;
  readonly #random: () => number;
  readonly #servers: ServerProcess[];
  #ended = 0;
  #databases = 0;

  private constructor(denokv: Denokv, servers: ServerProcess[], random: () => number) {
    this.#denokv = denokv;
    this.#servers = servers;
    this.#random = random;
  }

  static async open(random: () => number): Promise<TwoInstances> {
    await using starting = new AsyncDisposableStack();
    const denokv = starting.use(await Denokv.start());
    const servers = [];
    for (let i = 0; i < 2; i++) servers.push(starting.use(await openServer(denokv.url)));
    starting.move();
    return new TwoInstances(denokv, servers, random);
  }

  get store(): string {
    return this.#denokv.url;
  }

  get told(): string[] {
    return [`${this.#ended} servers and ${this.#databases} databases ended`];
  }

  url(): string {
    return this.#servers[below(this.#servers.length, this.#random)]!.url().href;
  }

  async crash(): Promise<void> {
    if (below(DATABASE_EVERY, this.#random) === 0) {
      this.#databases++;
      await this.#denokv.kill();
      return await this.#denokv.restart();
    }
    this.#ended++;
    const i = below(this.#servers.length, this.#random);
    const server = this.#servers[i]!;
    if (below(STOPPED_EVERY, this.#random) === 0) await server[Symbol.asyncDispose]();
    else await this.#kill(server);
    this.#servers[i] = await openServer(this.store, { port: server.port });
  }

  async crashAll(meanwhile: () => Promise<void>): Promise<void> {
    for (const server of this.#servers) await this.#kill(server);
    await meanwhile();
    for (const [i, { port }] of this.#servers.entries()) {
      this.#servers[i] = await openServer(this.store, { port });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) await server.kill();
    await this.#denokv[Symbol.asyncDispose]();
  }

  async #kill(server: ServerProcess): Promise<void> {
    await server.kill();
    // Whatever it says of a database that is gone, a bug has a stack.
    if (/^ +at /m.test(server.errors.text)) {
      throw new Violation(`a server printed ${server.errors.text}`);
    }
  }
}

function openServer(
  store: string,
  { port = 0, hasShortLog = false, workers = 1 }: {
    readonly port?: number;
    readonly hasShortLog?: boolean;
    readonly workers?: number;
  } = {},
): Promise<ServerProcess> {
  const preloaded = [...hasShortLog ? [SHORT_LOG] : [], ...workers > 1 ? [MORTAL_WORKERS] : []];
  const by = ["run", ...preloaded.map((path) => `--preload=${path}`)];
  const flags = ["start", "--limits=off", `--workers=${workers}`];
  return ServerProcess.open({ store, port, by, flags, env: DENOKV_ENV });
}
