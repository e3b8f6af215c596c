/**
 * The server as a process, started as people start it.
 *
 * @module
 */
import manifest from "../../deno.json" with { type: "json" };
import { soon } from "../static/arrivals.ts";
import { assertNoSecret } from "./secrets.ts";
import type { Address } from "./test_server.ts";

const ROOT = new URL("../../", import.meta.url);
/** What `deno task start` allows, and so has to be enough. */
const PERMISSIONS = manifest.tasks.start.command.split(" ").filter((word) => /^--allow/.test(word));

/** What a process left behind. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class ServerProcess implements Address, AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #output: ReadableStreamDefaultReader<string>;
  readonly #errors: Promise<string>;
  #stdout = "";
  #hasEnded = false;
  #address: string | undefined;

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#errors = new Response(process.stderr).text();
  }

  /** Starts `deno run main.ts` with flags, or with `serve` the same by `deno serve`. */
  static start(
    flags: string[],
    { env = {}, by = ["run"] }: { env?: Record<string, string>; by?: string[] } = {},
  ): ServerProcess {
    const command = new Deno.Command(Deno.execPath(), {
      args: [...by, "--quiet", "--no-prompt", ...PERMISSIONS, "main.ts", ...flags],
      cwd: ROOT,
      env: { HOST: "127.0.0.1", PORT: "0", EPHEMERAL: "1", NO_COLOR: "1", ...env },
      stdout: "piped",
      stderr: "piped",
    });
    return new ServerProcess(command.spawn());
  }

  /** Starts it, and waits until it says where it is. */
  static async open(...args: Parameters<typeof ServerProcess.start>): Promise<ServerProcess> {
    const server = ServerProcess.start(...args);
    server.#address = await server.#says(/^Hubbub is open at (http:\S+)$/m);
    return server;
  }

  url(path = "/"): URL {
    return new URL(path, this.#address);
  }

  get pid(): number {
    return this.#process.pid;
  }

  kill(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** Waits for its end. */
  async ended(): Promise<Ended> {
    const { code } = await soon(this.#process.status, "the end of the server");
    this.#hasEnded = true;
    while (await this.#reads());
    const stderr = await this.#errors;
    assertNoSecret(this.#stdout + stderr);
    return { code, stdout: this.#stdout, stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.kill("SIGKILL");
    await this.ended();
  }

  async #says(pattern: RegExp): Promise<string> {
    while (true) {
      const [, found] = pattern.exec(this.#stdout) ?? [];
      if (found !== undefined) return found;
      if (await soon(this.#reads(), `the server to say ${pattern}`)) continue;
      throw new Error(`The server ended before it said ${pattern}: ${await this.#errors}`);
    }
  }

  async #reads(): Promise<boolean> {
    const { done, value = "" } = await this.#output.read();
    this.#stdout += value;
    return !done;
  }
}
