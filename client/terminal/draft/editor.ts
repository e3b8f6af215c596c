/**
 * Writes a draft in the editor that somebody has chosen: Ctrl-X Ctrl-E.
 *
 * @module
 */

import type { Permits } from "../files/places.ts";
import { say } from "../../program/languages.ts";

/** Bytes that are read back: more is no message. */
const SIZE_MAX = 64 * 1024;
const isWindows = Deno.build.os === "windows";
const USUAL = isWindows ? "notepad" : "vi";
const FLAGS = "--allow-run --allow-env=VISUAL,EDITOR --allow-read --allow-write";

/** What this needs of a terminal. */
export interface Place {
  permits: Permits;
  /** Leaves the terminal to another program for as long as that runs. The signal ends it. */
  lend<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T>;
  wrong(message: string): void;
}

/** Starts editors, one at a time. */
export class Editor {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Has somebody edit a text. `undefined` when it stays as it is, of which the reason was told. */
  async edit(text: string): Promise<string | undefined> {
    const { permits } = this.#place;
    const [program, ...args] = this.#chosen();
    const path = `${folder()}${isWindows ? "\\" : "/"}hubbub-${crypto.randomUUID()}.txt`;
    // Whoever is asked is asked at once.
    const isPermitted = program !== undefined && permits({ name: "run", command: program }) &&
      permits({ name: "write", path }) && permits({ name: "read", path });
    if (!isPermitted) {
      this.#place.wrong(
        say`The editor may not be started: run with ${FLAGS}, or allow it when asked`,
      );
      return undefined;
    }
    try {
      return await this.#editFile(path, text, [program, ...args]);
    } catch (error) {
      this.#place.wrong(say`Not edited, ${reasonOf(error, program)}. Your draft is as it was`);
    }
  }

  async #editFile(path: string, text: string, [program, ...args]: [string, ...string[]]) {
    let isDone = false;
    await write(path, text);
    try {
      const { success, code } = await this.#place.lend((signal) =>
        new Deno.Command(program, {
          ...{ args: [...args, path], stdin: "inherit", stdout: "inherit", stderr: "inherit" },
          signal,
        }).spawn().status
      );
      if (!success) {
        isDone = true;
        throw new Error(say`the editor ended with code ${code}`);
      }
      const edited = await read(path);
      isDone = true;
      return edited;
    } catch (error) {
      // Nothing was written yet.
      if (error instanceof Deno.errors.NotFound) isDone = true;
      throw error;
    } finally {
      if (isDone) await Deno.remove(path);
    }
  }

  /** The program and what stands behind it, as `code --wait`. */
  #chosen(): string[] {
    const chosen = ["VISUAL", "EDITOR"].map((variable) =>
      this.#place.permits({ name: "env", variable }) ? Deno.env.get(variable)?.trim() : ""
    ).find(Boolean);
    return (chosen ?? USUAL).match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', "")) ?? [];
  }
}

/** Where drafts are written. Nobody is asked for that. */
function folder(): string {
  const variable = isWindows ? "TEMP" : "TMPDIR";
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  const chosen = state === "granted" ? Deno.env.get(variable) : undefined;
  return (chosen || (isWindows ? "C:\\Windows\\Temp" : "/tmp")).replace(/[/\\]+$/, "");
}

/** For nobody else to read. */
async function write(path: string, text: string): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  const bytes = new TextEncoder().encode(`${text}\n`);
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

async function read(path: string): Promise<string> {
  const { size } = await Deno.stat(path);
  if (size > SIZE_MAX) {
    throw new Error(say`it is longer than ${SIZE_MAX} bytes, and is kept in ${path}`);
  }
  const bytes = await Deno.readFile(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trimEnd();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(say`it is not UTF-8, and is kept in ${path}`);
  }
}

function reasonOf(error: unknown, program: string): string {
  if (error instanceof Deno.errors.NotFound) {
    return say`there is no ${program}: set EDITOR to another`;
  }
  return error instanceof Error ? error.message : String(error);
}
