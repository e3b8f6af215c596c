/**
 * The session of whoever signed in with `login`: one file for each server, in the user's configuration
 * folder, that nobody else may read.
 *
 * @module
 */

import { say } from "../program/languages.ts";

/** Other people's permissions, of which there must be none. */
const OTHERS = 0o077;
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Letters of a host in the name of its file: the rest of the address is in the hash. */
const HOST_MAX = 100;
const HASH_BYTES = 12;
/** Windows has no such modes: there a user's folder is theirs alone. */
const hasModes = Deno.build.os !== "windows";

/** Who somebody is on a server. */
export interface KeptSession {
  readonly url: string;
  readonly name: string;
  readonly token: string;
}

/** The session can't be read or kept: a sentence that says what to do. */
export class SessionFileError extends Error {
  override name = "SessionFileError";
}

/** A variable of the environment, if it is set and may be read. */
type Variable = (name: string) => string | undefined;

/** Where the session for a server is, or would be. */
export class SessionFile {
  readonly path: string;
  readonly #folder: string;
  readonly #url: string;

  private constructor(folder: string, name: string, url: string) {
    this.#folder = folder;
    this.path = `${folder}/${name}`;
    this.#url = url;
  }

  /** `undefined` where no variable tells which folder the user's configuration is in. */
  static async of(address: string, variable: Variable): Promise<SessionFile | undefined> {
    const folder = configFolder(variable);
    if (folder === undefined) return undefined;
    const url = plainAddress(address);
    const { host } = new URL(url);
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(url));
    const short = new Uint8Array(hash).subarray(0, HASH_BYTES).toHex();
    const shown = host.replace(/[^\w.-]/g, "_").slice(0, HOST_MAX);
    return new SessionFile(folder, `${shown}-${short}.json`, url);
  }

  /** Whether it may be read and written; somebody may be asked. */
  isPermitted(permits: (what: Deno.PermissionDescriptor) => boolean): boolean {
    return permits({ name: "read", path: this.#folder }) &&
      permits({ name: "write", path: this.#folder });
  }

  /**
   * The session, if there is one and the program may read it without asking.
   *
   * @throws {SessionFileError} If others can read it, or it is none.
   */
  async read(): Promise<KeptSession | undefined> {
    const may = await Deno.permissions.query({ name: "read", path: this.#folder });
    if (may.state !== "granted") return undefined;
    return await this.#ifThere(async () => {
      await this.#refuseOthers();
      return await this.#readSession();
    });
  }

  /** The same, whoever else can read it: to end it, or as another takes its place. */
  async readAnyway(): Promise<KeptSession | undefined> {
    try {
      return await this.#ifThere(() => this.#readSession());
    } catch (error) {
      if (error instanceof SessionFileError) return undefined;
      throw error;
    }
  }

  /** Keeps a session in the place of another. Modes that let others in are mended. */
  async write({ name, token }: { name: string; token: string }): Promise<void> {
    const draft = `${this.path}.${crypto.randomUUID()}`;
    try {
      await Deno.mkdir(this.#folder, { recursive: true, mode: FOLDER_MODE });
      if (hasModes) await Deno.chmod(this.#folder, FOLDER_MODE);
      const text = `${JSON.stringify({ url: this.#url, name, token }, undefined, 2)}\n`;
      try {
        await Deno.writeTextFile(draft, text, { createNew: true, mode: FILE_MODE });
        await Deno.rename(draft, this.path);
      } catch (error) {
        await Deno.remove(draft).catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw this.#asError(say`The session can't be kept`, error);
    }
  }

  async remove(): Promise<void> {
    try {
      await Deno.remove(this.path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) {
        throw this.#asError(say`The session can't be removed`, error);
      }
    }
  }

  async #readSession(): Promise<KeptSession> {
    const session = sessionIn(await Deno.readTextFile(this.path));
    // A token is never sent to another server than the one that gave it.
    if (session?.url === this.#url) return session;
    throw new SessionFileError(say`${this.path} is no session: remove it, and run hubbub login`);
  }

  async #ifThere(read: () => Promise<KeptSession>): Promise<KeptSession | undefined> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw this.#asError(say`The session can't be read`, error);
    }
  }

  async #refuseOthers(): Promise<void> {
    if (!hasModes) return;
    const [file, folder] = await Promise.all([Deno.stat(this.path), Deno.stat(this.#folder)]);
    // Whoever may write into the folder could put another session there.
    if (((file.mode ?? 0) & OTHERS) === 0 && ((folder.mode ?? 0) & OTHERS) === 0) return;
    const remedy =
      say`run hubbub login again, or, if nobody has, chmod 600 it and chmod 700 its folder`;
    throw new SessionFileError(
      say`${this.path} was not used, as others can read it: ${remedy}`,
    );
  }

  #asError(what: string, error: unknown): unknown {
    if (!(error instanceof Error) || error instanceof SessionFileError) return error;
    const isOfDisk = error instanceof Deno.errors.NotCapable || "code" in error;
    if (!isOfDisk) return error;
    return new SessionFileError(`${what}, in ${this.path}: ${error.message}`, { cause: error });
  }
}

/** How an address is written in only one way. */
export function plainAddress(address: string): string {
  const url = new URL(address);
  url.protocol = url.protocol.replace(/^ws/, "http");
  url.search =
    url.hash =
    url.username =
    url.password =
      "";
  url.pathname = url.pathname.replace(/(\/ws)?\/*$/, "/");
  return url.href;
}

/** Our folder among those of the user's configuration; none where no variable tells where these are. */
export function configFolder(variable: Variable): string | undefined {
  const folder = folderBy(variable);
  return folder && `${folder}/hubbub`;
}

/** The folder of the user's configuration, by the system's custom. */
function folderBy(variable: Variable): string | undefined {
  if (Deno.build.os === "windows") return variable("APPDATA");
  const given = variable("XDG_CONFIG_HOME");
  // By the XDG specification one that is not absolute does not count.
  if (given?.startsWith("/")) return given;
  const home = variable("HOME");
  if (home === undefined) return undefined;
  return Deno.build.os === "darwin" ? `${home}/Library/Application Support` : `${home}/.config`;
}

function sessionIn(text: string): KeptSession | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  if (typeof read !== "object" || read === null) return undefined;
  const { url, name, token }: Record<string, unknown> = { ...read };
  const isSession = typeof url === "string" && typeof name === "string" &&
    typeof token === "string";
  return isSession ? { url, name, token } : undefined;
}
