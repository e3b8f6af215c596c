/**
 * The tools of a backup, as `deno task` starts them.
 *
 * @module
 */
import manifest from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

/** What a tool left behind. */
export interface Ended {
  readonly code: number;
  readonly stdout: Uint8Array<ArrayBuffer>;
  readonly stderr: string;
}

/** A tool that is at work, and can be fed. */
export class ToolProcess implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #output: Promise<Deno.CommandOutput>;
  #hasEnded = false;

  constructor(tool: "export" | "import", ...flags: string[]) {
    const [, ...args] = manifest.tasks[tool].command.split(" ");
    const [verb = "", ...words] = args;
    const command = new Deno.Command(Deno.execPath(), {
      args: [verb, "--quiet", "--no-prompt", ...words, ...flags],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    });
    this.#process = command.spawn();
    this.#input = this.#process.stdin.getWriter();
    this.#output = this.#process.output();
  }

  /** Feeds it, and waits until it has taken that. */
  async feed(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#input.write(bytes);
  }

  /** Ends its input, and waits for its end. */
  async ended(): Promise<Ended> {
    // It need not have read all of what it was fed.
    await this.#input.close().catch(() => {});
    const { code, stdout, stderr } = await this.#output;
    this.#hasEnded = true;
    return { code, stdout, stderr: new TextDecoder().decode(stderr) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#hasEnded) return;
    this.#process.kill("SIGKILL");
    await this.#input.abort().catch(() => {});
    await this.#output;
  }
}

/** Runs a tool on some input. */
export async function runTool(
  tool: "export" | "import",
  flags: string[],
  input: Uint8Array<ArrayBuffer> = new Uint8Array(),
): Promise<Ended> {
  await using process = new ToolProcess(tool, ...flags);
  await process.feed(input).catch(() => {});
  return await process.ended();
}

/** A backup of a store, by the program. */
export async function backUp(store: string): Promise<Uint8Array<ArrayBuffer>> {
  const { code, stdout, stderr } = await runTool("export", ["--store", store]);
  if (code !== 0 || stderr !== "") throw new Error(`The export ended with ${code}: ${stderr}`);
  return stdout;
}

/** A folder for stores, that is gone with the test. */
export async function tempFolder(): Promise<AsyncDisposable & { path: (name: string) => string }> {
  const folder = await Deno.makeTempDir({ prefix: "hubbub backup " });
  return {
    path: (name) => `${folder}/${name}`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}
