/**
 * A program on a terminal of its own, by `script` of util-linux.
 *
 * @module
 */

/** How long to wait for what a program should print, in milliseconds. */
const PATIENCE_MS = 600_000;
/** As much of what was printed last is looked at. */
const TAIL_UNITS = 4_096;

export class Pty implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #reading: Promise<void>;
  #printed = "";
  #sought: { text: string; found: () => void } | undefined;

  /** Starts what `deno run` does with arguments. */
  constructor(...args: readonly string[]) {
    const words = [Deno.execPath(), "run", "--quiet", "--no-prompt", ...args];
    // A terminal of no width would have a letter a row.
    const command = `stty cols 80 rows 24; exec ${words.map((word) => `'${word}'`).join(" ")}`;
    this.#process = new Deno.Command("script", {
      args: ["--quiet", "--flush", "--command", command, "/dev/null"],
      env: { TERM: "xterm-256color", SHELL: "/bin/sh" },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#reading = this.#read();
  }

  /** Waits until it prints a text. */
  async prints(text: string): Promise<void> {
    if (this.#printed.includes(text)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#sought = { text, found: resolve };
    const timer = setTimeout(() => reject(new Error(`Waited in vain for ${text}`)), PATIENCE_MS);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#sought = undefined;
    }
  }

  /** How much of the machine's memory it has, in megabytes. */
  async megabytes(): Promise<number> {
    const status = await Deno.readTextFile(`/proc/${await this.#pid()}/status`);
    return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]) / 1_000;
  }

  /** The processor time that its threads have taken so far, in milliseconds. */
  async processorMs(): Promise<number> {
    const tasks = `/proc/${await this.#pid()}/task`;
    const stats = await Array.fromAsync(
      Deno.readDir(tasks),
      ({ name }) => Deno.readTextFile(`${tasks}/${name}/schedstat`),
    );
    return stats.reduce((sum, stat) => sum + parseInt(stat) / 1_000_000, 0);
  }

  async #pid(): Promise<string> {
    const { pid } = this.#process;
    return (await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`)).trim();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    await Promise.all([this.#process.status, this.#reading, this.#process.stdin.close()]);
  }

  async #read(): Promise<void> {
    for await (const piece of this.#process.stdout.pipeThrough(new TextDecoderStream())) {
      this.#printed += piece;
      const { text, found } = this.#sought ?? {};
      if (text !== undefined && this.#printed.includes(text)) found?.();
      this.#printed = this.#printed.slice(-TAIL_UNITS);
    }
  }
}
