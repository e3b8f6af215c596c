/**
 * A program of ours as a process of its own.
 *
 * @module
 */

export interface ProgramOptions {
  /** What it may do: the names of Deno's permissions. */
  allow: string[];
  args: string[];
}

export class Program implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #output: ReadableStreamDefaultReader<string>;
  #hasEnded = false;

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#input = process.stdin.getWriter();
    this.#output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    process.status.then(() => this.#hasEnded = true);
  }

  static start(script: URL, { allow, args }: ProgramOptions): Program {
    const permissions = allow.map((name) => `--allow-${name}`);
    const command = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", ...permissions, script.href, ...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    });
    return new Program(command.spawn());
  }

  /** Waits for something on its output. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (let text = "";;) {
      const { value, done } = await this.#output.read();
      if (done) throw new Error(`Waited in vain for ${pattern}, read ${JSON.stringify(text)}`);
      text += value;
      const match = pattern.exec(text);
      if (match) return match;
    }
  }

  /** Types a line into it. */
  async type(line: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Ends its input, and waits until it has done its work. Answers with its exit code. */
  async finish(): Promise<number> {
    await this.#input.close();
    return (await this.#process.status).code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.#process.kill("SIGTERM");
    await this.#process.status;
    await Promise.allSettled([this.#input.abort(), this.#output.cancel()]);
  }
}
