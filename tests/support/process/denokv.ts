/**
 * A real Deno KV database that several servers share: `denokv`, as a process of its own.
 *
 * @module
 */
import { cachedDenokv } from "../../../tools/denokv.ts";
import { soon } from "../arrivals.ts";
import { TempFolder } from "../temp_folder.ts";
import { freePort } from "./free_port.ts";
import { Printed } from "./printed.ts";

/** What lets servers in. Each database of a test takes the same one, as it comes by the environment. */
const TOKEN = "a-token-of-tests";
/** How often another port is tried when somebody else was faster to take one. */
const TRIES_MAX = 5;

/** Where the program is; `undefined` if `deno task denokv` has not been run: then its tests are ignored. */
export const DENOKV = cachedDenokv();

/**
 * Whether all that is promised of a store is tried over it, too, which takes minutes: `deno task
 * test:remote`.
 */
export const ALL_OVER_DENOKV = DENOKV !== undefined && Deno.env.get("OVER_DENOKV") === "all";

/** What it takes to open a database of {@link Denokv}. */
export const DENOKV_ENV: Readonly<Record<string, string>> = { DENO_KV_ACCESS_TOKEN: TOKEN };

export class Denokv implements AsyncDisposable {
  readonly #folder: TempFolder;
  readonly #port: number;
  #process: Deno.ChildProcess;
  #printed: Promise<unknown>;

  private constructor(folder: TempFolder, port: number, { process, printed }: Started) {
    this.#folder = folder;
    this.#port = port;
    this.#process = process;
    this.#printed = printed;
  }

  /** Starts one with an empty database. This process may open it from then on. */
  static async start(): Promise<Denokv> {
    await using starting = new AsyncDisposableStack();
    const folder = starting.use(await TempFolder.make());
    for (let tries = 1;; tries++) {
      const port = freePort();
      const started = await begin(folder, port);
      if (started) {
        starting.move();
        Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);
        return new Denokv(folder, port, started);
      }
      if (tries === TRIES_MAX) throw new Error("denokv does not start");
    }
  }

  /** Where it is: a place as `--store` takes it. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The file that it keeps everything in. */
  get path(): string {
    return this.#folder.file("chat.db");
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#process.status;
    await this.#printed;
  }

  /** Starts it again where it was, after {@link kill}. */
  async restart(): Promise<void> {
    const started = await begin(this.#folder, this.#port);
    if (!started) throw new Error(`denokv does not start again at ${this.url}`);
    this.#process = started.process;
    this.#printed = started.printed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#folder[Symbol.asyncDispose]();
  }
}

interface Started {
  readonly process: Deno.ChildProcess;
  readonly printed: Promise<unknown>;
}

/** Starts the program, and waits until it listens; `undefined` if it ends instead. */
async function begin(folder: TempFolder, port: number): Promise<Started | undefined> {
  if (DENOKV === undefined) throw new Error("There is no denokv: deno task denokv brings it");
  const store = ["--sqlite-path", folder.file("chat.db")];
  const process = new Deno.Command(DENOKV, {
    args: [...store, "serve", "--addr", `127.0.0.1:${port}`, "--access-token", TOKEN],
    env: { RUST_LOG: "info" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [output, errors] = [new Printed(process.stdout), new Printed(process.stderr)];
  const printed = Promise.all([output.ended, errors.ended]);
  if (await soon(errors.find(/Listening on/), "denokv")) return { process, printed };
  await process.status;
  await printed;
  return undefined;
}
