/**
 * The number of the last message that is done with, kept in a file.
 *
 * @module
 */

import { located } from "../../terminal/files/places.ts";
import { UsageError } from "../spec/call.ts";

export class StateFile {
  readonly #path: string;
  #written: number | undefined;

  constructor(path: string) {
    this.#path = located({ text: path, isHome: false }, isPermitted);
  }

  /**
   * The number; `undefined` where there is none yet.
   *
   * @throws {UsageError} If it holds something else, which then stays.
   */
  async read(): Promise<number | undefined> {
    for (const name of ["read", "write"] as const) {
      if (!isPermitted({ name, path: this.#path })) {
        throw new UsageError(
          `${this.#path} may not be read and written: run with --allow-read and --allow-write`,
        );
      }
    }
    let text;
    try {
      text = (await Deno.readTextFile(this.#path)).split("\n")[0]?.trim() ?? "";
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
    if (text === "") return undefined;
    if (/^\d{1,15}$/.test(text)) return this.#written = Number(text);
    throw new UsageError(`${this.#path} holds no number of a message: name another file`);
  }

  /** Whenever we are killed, the first line is the number before, or this one. */
  async write(seq: number): Promise<void> {
    if (seq === this.#written) return;
    const line = new TextEncoder().encode(`${seq}\n`);
    using file = await Deno.open(this.#path, { write: true, create: true });
    await file.write(line);
    await file.truncate(line.length);
    this.#written = seq;
  }
}

function isPermitted(what: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.requestSync(what).state === "granted";
}
