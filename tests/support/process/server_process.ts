/**
 * The server as a process, started as people start it.
 *
 * @module
 */
import manifest from "../../../deno.json" with { type: "json" };
import { type Ended, Program } from "./program.ts";
import { assertNoSecret } from "../secrets.ts";
import type { Address } from "../server/test_server.ts";

/** What `deno task start` allows, and so has to be enough. */
const PERMISSIONS = manifest.tasks.start.command.split(" ").filter((word) => /^--allow/.test(word));

export interface ServerOptions {
  /** The file that it keeps everything in; unless said, it keeps nothing. */
  readonly store?: string;
  /** The port to listen on; any that is free unless said. */
  readonly port?: number;
  /** The arguments of `main.ts`; unless said, those of `deno task start`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Deno's verb and its flags: `deno run`, unless said. */
  readonly by?: readonly string[];
  /** A program and its arguments that run what is appended to them, under a limit for example. */
  readonly under?: readonly string[];
}

/** A server that fails its test, when it ends, if it has printed a secret. */
export class ServerProcess extends Program implements Address {
  #address: string | undefined;

  /** Starts it, without waiting for it to be open. */
  constructor(options: ServerOptions = {}) {
    const { store, port = 0, flags = ["start"], env, by = ["run"], under = [] } = options;
    const place = store === undefined ? { EPHEMERAL: "1" } : { EPHEMERAL: "0", STORE: store };
    super([...by, ...PERMISSIONS, "main.ts", ...flags], {
      env: { HOST: "127.0.0.1", PORT: String(port), ...place, ...env },
      under,
    });
  }

  /** Starts it, and waits until it says where it is. */
  static async open(options?: ServerOptions): Promise<ServerProcess> {
    await using starting = new AsyncDisposableStack();
    const server = starting.use(new ServerProcess(options));
    [, server.#address] = await server.says(/^Hubbub is open at (https?:\S+)$/m);
    starting.move();
    return server;
  }

  url(path = "/"): URL {
    return new URL(path, this.#address);
  }

  /** What it prints where there is no administrator yet: the code that makes one. */
  get claimCode(): string | undefined {
    return /#claim=(\S+)$/m.exec(this.output.text)?.[1];
  }

  get port(): number {
    return Number(this.url().port);
  }

  override async ended(): Promise<Ended> {
    const ended = await super.ended();
    assertNoSecret(ended.stdout + ended.stderr);
    return ended;
  }
}
