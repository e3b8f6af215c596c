/**
 * A program of ours, as a process of its own.
 *
 * @module
 */
import { soon } from "../arrivals.ts";
import { Printed } from "./printed.ts";

const ROOT = new URL("../../../", import.meta.url);

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A program and its arguments that run what is appended to them, under a limit for example. */
  readonly under?: readonly string[];
}

/** What a program left behind. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class Program implements AsyncDisposable {
  /** What it prints on standard output. */
  readonly output: Printed;
  /** What it prints on standard error. */
  readonly errors: Printed;
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  #hasEnded = false;
  #end: Promise<Ended> | undefined;

  /** Starts what `deno` does with arguments, the first of which is its verb, at the project's root. */
  constructor([verb = "", ...args]: readonly string[], { env, under = [] }: ProgramOptions = {}) {
    const deno = [Deno.execPath(), verb, "--quiet", "--no-prompt", ...args];
    const [command = "", ...words] = [...under, ...deno];
    this.#process = new Deno.Command(command, {
      args: words,
      cwd: ROOT,
      env: { NO_COLOR: "1", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#process.stdin.getWriter();
    this.output = new Printed(this.#process.stdout);
    this.errors = new Printed(this.#process.stderr);
    this.#process.status.then(() => this.#hasEnded = true);
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Feeds it, and waits until it has taken that, or has ended without. */
  async feed(input: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
    await this.#input.write(bytes).catch(() => {});
  }

  /** What a pattern finds on its standard output, as soon as it is there. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const found = await soon(this.output.find(pattern), `a program that says ${pattern}`);
    if (found) return found;
    const { code, stderr } = await this.ended();
    throw new Error(`It ended with ${code} before it said ${pattern}: ${stderr}`);
  }

  /** Sends it a signal, which it may listen for. */
  signal(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** Ends its input, and waits for its end. */
  ended(): Promise<Ended> {
    return this.#end ??= this.#leave();
  }

  /** Ends it as a crash would: it can't say goodbye, or finish what it is doing. */
  async kill(): Promise<void> {
    if (!this.#hasEnded) this.signal("SIGKILL");
    await this.ended();
  }

  /** Ends it as it should be ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.signal("SIGTERM");
    await this.ended();
  }

  async #leave(): Promise<Ended> {
    // It need not have read all of what it was fed.
    await this.#input.close().catch(() => {});
    try {
      const { code } = await soon(this.#process.status, "the end of a program");
      await Promise.all([this.output.ended, this.errors.ended]);
      return { code, stdout: this.output.text, stderr: this.errors.text };
    } finally {
      // Whatever it is at, it does not outlive the test.
      if (!this.#hasEnded) this.signal("SIGKILL");
    }
  }
}
