/**
 * A crowd in a process of its own, on a core of its own.
 *
 * @module
 */
import type { Findings, Plan } from "./plan.ts";
import { built, CORE, pinned } from "./servers.ts";

export class CrowdProcess implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #orders: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers: ReadableStreamDefaultReader<string>;

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#orders = process.stdin.getWriter();
    this.#answers = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Brings a crowd to a server, and has it warm up. */
  static async gather(plan: Plan): Promise<CrowdProcess> {
    const runner = plan.windowOf === "each"
      ? [await built("each", new URL("each", import.meta.url).pathname)]
      : [Deno.execPath(), "run", "--allow-net", new URL("crowd.ts", import.meta.url).pathname];
    const command = [...runner, JSON.stringify(plan)];
    const [program, ...args] = await pinned(CORE.crowd, command);
    const options = { args, stdin: "piped", stdout: "piped" } as const;
    const crowd = new CrowdProcess(new Deno.Command(program!, options).spawn());
    await crowd.#answer();
    return crowd;
  }

  /** Has the crowd talk as it is planned. */
  async talk(): Promise<Findings> {
    await this.#orders.write(new TextEncoder().encode("talk\n"));
    return JSON.parse(await this.#answer());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
    await this.#answers.cancel();
  }

  /** What the crowd says next: a line, which a pipe does not cut. */
  async #answer(): Promise<string> {
    const { value } = await this.#answers.read();
    if (value === undefined) throw new Error("Cannot measure: the crowd broke off");
    return value;
  }
}
