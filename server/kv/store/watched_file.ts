/**
 * A database's file, which has to stay where it is: what is written into a removed one is lost.
 *
 * @module
 */

/** What is told while no file is there. */
export const GONE = "its file is gone: put it back, or a backup of it in its place";

/** Notices when the file of an open database, or the log beside it, is removed or replaced. */
export class WatchedFile {
  readonly path: string;
  readonly #inode: number | null | undefined;
  /** SQLite's log beside it, which has what was written last. */
  readonly #log: string;
  readonly #logInode: number | null | undefined;
  /** When it was first found not to be there, by `performance.now`. */
  #goneSince: number | undefined;

  constructor(path: string) {
    this.path = path;
    this.#log = `${path}-wal`;
    this.#inode = inodeOf(path);
    this.#logInode = inodeOf(this.#log);
  }

  /** @throws If another file, or none, is there now. */
  check(): void {
    if (!this.#isThere()) throw new Error(this.isGone ? GONE : "its file was replaced");
  }

  /** How many bytes it has, and the log beside it; `undefined` while it is gone. */
  async bytes(): Promise<number | undefined> {
    const size = async (path: string) => (await Deno.stat(path).catch(() => undefined))?.size;
    const file = await size(this.path);
    return file === undefined ? undefined : file + (await size(this.#log) ?? 0);
  }

  /** Whether nothing is there now. */
  get isGone(): boolean {
    return inodeOf(this.path) === undefined;
  }

  /** Whether it is gone for so long that nobody will put it back. */
  isOverdue(settleMs: number): boolean {
    if (this.#goneSince === undefined || this.#isThere()) return false;
    return performance.now() - this.#goneSince >= settleMs;
  }

  /**
   * Keeps its log from being taken for that of the file which is there now. Who moved the file away
   * needs it: it is kept under another name.
   */
  setAside(): void {
    const isOurs = this.#logInode !== undefined && inodeOf(this.#log) === this.#logInode;
    if (isOurs && inodeOf(this.path) !== this.#inode) {
      Deno.renameSync(this.#log, `${this.#log}.${Date.now()}`);
    }
  }

  #isThere(): boolean {
    // Some microseconds, for each commit of many messages.
    const isThere = inodeOf(this.path) === this.#inode &&
      (this.#logInode === undefined || inodeOf(this.#log) === this.#logInode);
    if (isThere) this.#goneSince = undefined;
    else this.#goneSince ??= performance.now();
    return isThere;
  }
}

function inodeOf(path: string): number | null | undefined {
  try {
    return Deno.statSync(path).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
