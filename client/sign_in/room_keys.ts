/**
 * The secrets of private rooms that somebody has been in: one file for each server, beside the session,
 * that nobody else may read.
 *
 * @module
 */
import { parseLink } from "../sealed.ts";
import { SessionFile } from "./session_file.ts";

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Rooms that are remembered. Of more, the first is forgotten. */
const ROOMS_MAX = 500;

/** A variable of the environment, if it is set and may be read. */
type Variable = (name: string) => string | undefined;

/** Where the secrets for a server are, or would be. */
export class RoomKeys {
  readonly #path: string | undefined;
  #secrets: string[] = [];

  private constructor(path: string | undefined) {
    this.#path = path;
  }

  /** Reads what is kept for a server, as far as that may be read. */
  static async of(url: string, variable: Variable): Promise<RoomKeys> {
    const session = await SessionFile.of(url, variable);
    const keys = new RoomKeys(session?.path.replace(/\.json$/, ".rooms.json"));
    await keys.#read();
    return keys;
  }

  get secrets(): readonly string[] {
    return this.#secrets;
  }

  /** Keeps a secret. Resolves with whether it is there the next time. */
  async add(secret: string): Promise<boolean> {
    // Another terminal may have made a room meanwhile, whose link is nowhere else.
    await this.#read();
    if (!this.#secrets.includes(secret)) this.#secrets.push(secret);
    this.#secrets = this.#secrets.slice(-ROOMS_MAX);
    return await this.#write();
  }

  /** Forgets a secret. Resolves with whether it is gone for the next time, too. */
  async forget(secret: string): Promise<boolean> {
    await this.#read();
    this.#secrets = this.#secrets.filter((one) => one !== secret);
    return await this.#write();
  }

  async #read(): Promise<void> {
    if (!this.#path || !await isGranted("read", this.#path)) return;
    let text;
    try {
      text = await Deno.readTextFile(this.#path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      throw error;
    }
    // A line that is none is left out, whoever wrote it.
    this.#secrets = text.split("\n").flatMap((line) => parseLink(line)?.secret ?? []);
  }

  async #write(): Promise<boolean> {
    if (!this.#path || !await isGranted("write", this.#path)) return false;
    const folder = this.#path.slice(0, this.#path.lastIndexOf("/"));
    const draft = `${this.#path}.${crypto.randomUUID()}`;
    await Deno.mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    const text = this.#secrets.map((secret) => `#!${secret}\n`).join("");
    await Deno.writeTextFile(draft, text, { createNew: true, mode: FILE_MODE });
    await Deno.rename(draft, this.#path);
    return true;
  }
}

async function isGranted(name: "read" | "write", path: string): Promise<boolean> {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return (await Deno.permissions.query({ name, path: folder })).state === "granted";
}
