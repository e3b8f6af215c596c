/**
 * The program that `on` runs for a message. It is started as it is, never by a shell: nothing that
 * somebody says is read as a command.
 *
 * @module
 */

import { LIMITS, type Said } from "../../../protocol.ts";
import { RefusedError } from "../../connection.ts";
import { UsageError } from "../spec/call.ts";

/** More than a message can hold, in bytes. What comes after that is read, and not kept. */
const OUTPUT_MAX = 4 * LIMITS.text;

/** It failed for one message: a sentence about it. */
export class HandlerError extends Error {
  override name = "HandlerError";
}

/** How it is run. */
export interface HandlerOptions {
  /** Whether it gets the entry as JSON, and not the text. */
  readonly isJson: boolean;
  /** Whether what it prints is for us; otherwise it prints where we do. */
  readonly isOutputRead: boolean;
}

export class Handler {
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #options: HandlerOptions;

  /** @throws {UsageError} If there is no program. */
  constructor([program, ...args]: readonly string[], options: HandlerOptions) {
    if (!program) throw new UsageError("There is no program to run: write it behind --");
    this.#program = program;
    this.#args = args;
    this.#options = options;
  }

  /**
   * Whoever sits at a terminal is asked, for this program only.
   *
   * @throws {RefusedError} If it may not be run.
   */
  expectPermission(): void {
    const run = { name: "run", command: this.#program } as const;
    if (Deno.permissions.requestSync(run).state === "granted") return;
    const how = `run with --allow-run=${this.#program}`;
    throw new RefusedError("forbidden", `${this.#program} may not be run: ${how}`);
  }

  /**
   * Runs it for a message, and resolves with what it printed, if that is for us.
   *
   * @throws {HandlerError} If it fails, or what it printed can't be said.
   * @throws What the system says, if it can't be started.
   */
  async run(said: Said): Promise<string> {
    const { isJson, isOutputRead } = this.#options;
    const child = new Deno.Command(this.#program, {
      args: [...this.#args],
      env: { HUBBUB_FROM: said.from, HUBBUB_SEQ: `${said.seq}`, HUBBUB_ROOM: said.room },
      stdin: "piped",
      stdout: isOutputRead ? "piped" : "inherit",
      stderr: "inherit",
      // Ctrl-C is for us: we wait for what is being done. Windows has no such groups.
      detached: Deno.build.os !== "windows",
    }).spawn();
    using _ending = endedWithUs(child);
    const [{ code, signal }, output] = await Promise.all([
      child.status,
      isOutputRead ? outputOf(child.stdout) : "",
      feed(child.stdin, isJson ? JSON.stringify(said) : said.text),
    ]);
    if (signal !== null) throw new HandlerError(`${this.#program} was ended by ${signal}`);
    if (code !== 0) throw new HandlerError(`${this.#program} ended with ${code}`);
    if (output instanceof HandlerError) throw output;
    return output;
  }
}

/** Whoever does not want to wait any more, and ends us, ends it, too. */
function endedWithUs(child: Deno.ChildProcess): Disposable {
  const end = () => child.kill();
  const stay = () => removeEventListener("unload", end);
  addEventListener("unload", end);
  child.status.then(stay, stay);
  return { [Symbol.dispose]: stay };
}

/** It need not read what it is given. */
async function feed(stdin: WritableStream<Uint8Array>, text: string): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(`${text}\n`));
    await writer.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** All that it prints, or why that can't be said. It is read to its end, so that the program comes to its own. */
async function outputOf(stdout: AsyncIterable<Uint8Array>): Promise<string | HandlerError> {
  const kept = new Uint8Array(OUTPUT_MAX);
  let size = 0;
  for await (const piece of stdout) {
    if (size + piece.length <= OUTPUT_MAX) kept.set(piece, size);
    size += piece.length;
  }
  const most = new HandlerError(
    `its output was not said: a message has at most ${LIMITS.text} characters`,
  );
  if (size > OUTPUT_MAX) return most;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const text = decoder.decode(kept.subarray(0, size)).trimEnd();
    return [...text.normalize("NFC")].length > LIMITS.text ? most : text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new HandlerError("its output was not said: it is not UTF-8");
  }
}
