/**
 * Somebody who talks, and a program that is run for what they say.
 *
 * @module
 */
import { type Chat, connect, type Room } from "../../../../client.ts";
import type { Ended, Program } from "../../../support/process/program.ts";
import type { ServerProcess } from "../../../support/process/server_process.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { until } from "../../../support/until.ts";
import { Caller } from "../caller.ts";

/** Bob talks in the lobby; a program of the guest echo listens, and keeps what it is told in a folder. */
export class Listening implements AsyncDisposable {
  readonly #stack = new AsyncDisposableStack();
  readonly folder: TempFolder;
  readonly url: string;
  readonly bob: Chat;
  readonly lobby: Room;
  readonly echo: Chat;
  readonly #caller: Caller;

  private constructor(parts: Pick<Listening, "folder" | "url" | "bob" | "lobby" | "echo">) {
    this.folder = this.#stack.use(parts.folder);
    this.url = parts.url;
    this.bob = parts.bob;
    this.lobby = parts.lobby;
    this.echo = parts.echo;
    const env = { HUBBUB_URL: this.url, HUBBUB_TOKEN: this.echo.token ?? "" };
    this.#caller = new Caller({ ...env, LOG: this.log }, ["--allow-write", "--allow-run"]);
  }

  static async at(server: ServerProcess): Promise<Listening> {
    const url = server.url().href;
    const bob = await connect(url, { name: "bob" });
    const echo = await connect(url, { name: "echo" });
    const lobby = await bob.join("lobby");
    return new Listening({ folder: await TempFolder.make(), url, bob, lobby, echo });
  }

  /** Where programs note what they were run for. */
  get log(): string {
    return this.folder.file("log");
  }

  /** Starts `on`, which runs a line of a shell, and waits until it listens. */
  async starts(script: string, ...options: string[]): Promise<Program> {
    const state = this.folder.file("state");
    const program = this.#caller.starts(
      ...["on", "lobby", "--state", state, ...options, "--", "sh", "-c", script],
    );
    await until(async () => await this.kept() !== undefined, () => program.errors.text);
    return program;
  }

  /** Runs `on` as it is, and waits for its end. */
  async runs(...args: string[]): Promise<Ended> {
    return await this.#caller.runs(...args);
  }

  /** The number that is kept. */
  async kept(): Promise<number | undefined> {
    const text = await readIfThere(this.folder.file("state"));
    return text === "" ? undefined : Number(text);
  }

  /** What was noted, once it is so many lines. */
  async notes(lines: number): Promise<string[]> {
    const read = async () => (await readIfThere(this.log)).split("\n").filter(Boolean);
    await until(async () => (await read()).length >= lines, async () => {
      return `${lines} lines, seen: ${(await read()).join(" | ")}`;
    });
    return await read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bob[Symbol.asyncDispose]();
    await this.echo[Symbol.asyncDispose]();
    await this.#stack.disposeAsync();
  }
}

/** The text of a file; "" where there is none. */
export async function readIfThere(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

/** Notes who said what, where. */
export const NOTE =
  `printf '%s %s %s %s\\n' "$HUBBUB_ROOM" "$HUBBUB_SEQ" "$HUBBUB_FROM" "$(cat)" >> "$LOG"`;
