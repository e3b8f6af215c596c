/**
 * The real server as a process, which a test may kill.
 *
 * @module
 */
import { soon } from "../static/arrivals.ts";
import { assertNoSecret } from "../support/secrets.ts";
import type { Address } from "../support/test_server.ts";

const MAIN = new URL("../../main.ts", import.meta.url);
/** How much of what it prints is kept, in UTF-16 code units. */
const PRINTED_MAX = 16_384;

export interface ChatProcessOptions {
  /** The file that it keeps everything in. */
  readonly store: string;
  /** The port to listen on; any that is free unless said. */
  readonly port?: number;
  /** Flags of V8 and the like, for Deno itself. */
  readonly runtime?: readonly string[];
  /** A program and its arguments that run what is appended to them, under a limit for example. */
  readonly under?: readonly string[];
  /** More flags; unless said, no limits, as whoever starts it is in a hurry. */
  readonly flags?: readonly string[];
}

/** What somebody prints, of which the end is kept. */
class Printed {
  text = "";
  readonly #ended: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #hasEnded = false;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#ended = this.#read(stream);
  }

  /** Resolves when there is no more. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** What a pattern finds; `undefined` when it never will. */
  async find(pattern: RegExp): Promise<RegExpExecArray | undefined> {
    while (true) {
      const found = pattern.exec(this.text);
      if (found) return found;
      if (this.#hasEnded) return undefined;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async #read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      this.text = (this.text + text).slice(-PRINTED_MAX);
      this.#wake();
    }
    this.#hasEnded = true;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

export class ChatProcess implements Address, AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #output: Printed;
  readonly #errors: Printed;
  #address: string | undefined;
  #hasEnded = false;

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#output = new Printed(process.stdout);
    this.#errors = new Printed(process.stderr);
    process.status.then(() => this.#hasEnded = true);
  }

  /** Starts a server, without waiting for it to be open. */
  static spawn(options: ChatProcessOptions): ChatProcess {
    const { store, port = 0, runtime = [], under = [], flags = ["--limits", "off"] } = options;
    const permissions = ["net=127.0.0.1", "read", "write", "env"].map((name) => `--allow-${name}`);
    const deno = [Deno.execPath(), "run", "--quiet", "--no-prompt", ...permissions, ...runtime];
    const where = ["--host", "127.0.0.1", "--port", String(port), "--store", store];
    const [command = "", ...args] = [...under, ...deno, MAIN.href, "start", ...where, ...flags];
    const streams = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
    return new ChatProcess(new Deno.Command(command, { args, ...streams }).spawn());
  }

  /** Starts a server, and waits until it is open. */
  static async start(options: ChatProcessOptions): Promise<ChatProcess> {
    const chat = ChatProcess.spawn(options);
    const open = await soon(chat.#output.find(/open at (http:\S+?)\/\s/), "a server that is open");
    if (open === undefined) {
      const { code } = await chat.ended;
      throw new Error(`The server ended with ${code}: ${chat.errors}`);
    }
    chat.#address = open[1];
    return chat;
  }

  get pid(): number {
    return this.#process.pid;
  }

  url(path = "/"): URL {
    return new URL(path, this.#address);
  }

  get port(): number {
    return Number(this.url().port);
  }

  /** What a pattern finds in what it prints on standard output; `undefined` when it never will. */
  find(pattern: RegExp): Promise<RegExpExecArray | undefined> {
    return this.#output.find(pattern);
  }

  /** Asks something of it that it listens for. */
  signal(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** What it printed on standard error. */
  get errors(): string {
    return this.#errors.text;
  }

  /** How it ended, when it has, and printed all that it prints. */
  get ended(): Promise<Deno.CommandStatus> {
    return Promise.all([this.#process.status, this.#output.ended, this.#errors.ended])
      .then(([status]) => {
        assertNoSecret(this.#output.text + this.#errors.text);
        return status;
      });
  }

  /** Ends it as a crash would: it can't say goodbye, or finish what it is doing. */
  async kill(): Promise<void> {
    if (!this.#hasEnded) this.#process.kill("SIGKILL");
    await this.ended;
  }

  /** Ends it as it should be ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.#process.kill("SIGTERM");
    await this.ended;
  }
}
