/**
 * The bytes of files in a folder, each in a file of its own.
 *
 * They are written beside their place, synced, and then renamed: so under its name there is all of a file,
 * whatever happens. What is left beside it by a crash, the store knows as staged.
 *
 * @module
 */
import { type Blobs, type BlobWriter, PIECE_MAX, type Staged } from "../blobs.ts";
import { giveToOwner } from "../../kv/store/owner.ts";
import { FileError } from "../file_error.ts";
import { TalkPace } from "./talk_pace.ts";
import { freeBytes } from "./free_bytes.ts";

/** The folder and what is in it are the server's alone. What is there keeps its mode. */
const PRIVATE = { folder: 0o700, file: 0o600 } as const;
/** What is not whole yet. */
const PART = ".part";
/** Bytes that are written at once: each time takes some 50 µs, however few they are. */
const WRITE_BYTES = 128 * 1024;
/** Characters of a key that name the folder in the folder: no folder has too many files. */
const FOLDER_CHARACTERS = 2;
/** What full disks and used-up quotas are called. */
const FULL = /os error (28|122)|no space left|disk quota exceeded|not enough space/i;

export interface FolderOptions {
  /** Tells the operator one line. */
  readonly say?: (line: string) => void;
  /** Whether it has to be there: then it is only read. */
  readonly isThere?: boolean;
  /** How fast it is written while people talk. */
  readonly pace?: TalkPace;
}

export class FolderBlobs implements Blobs {
  readonly place = "folder";
  readonly #path: string;
  readonly #say: (line: string) => void;
  readonly #pace: TalkPace;
  /** What kind of failure the operator was told last, until it works. */
  #told: string | undefined;

  private constructor(path: string, { say = console.error, pace = new TalkPace() }: FolderOptions) {
    this.#path = path;
    this.#say = say;
    this.#pace = pace;
  }

  /**
   * Uses a folder, which is made if it is not there.
   *
   * @throws If it can't be written to, or has to be there and is not.
   */
  static async open(path: string, options: FolderOptions = {}): Promise<FolderBlobs> {
    if (options.isThere) {
      await refuseMissing(path);
      return new FolderBlobs(path, options);
    }
    await Deno.mkdir(path, { recursive: true, mode: PRIVATE.folder });
    await giveToOwner(path);
    const probe = `${path}/probe${PART}`;
    await Deno.writeFile(probe, new Uint8Array(1), { mode: PRIVATE.file });
    await Deno.remove(probe);
    return new FolderBlobs(path, options);
  }

  write({ key }: Staged): BlobWriter {
    return new FileWriter(this.#folderOf(key), key, {
      tell: (work) => this.#tell(work),
      pace: this.#pace,
    });
  }

  async *read(key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    using file = await this.#tell(() => Deno.open(`${this.#folderOf(key)}/${key}`));
    await file.seek(start, Deno.SeekMode.Start);
    for (let left = end - start; left > 0;) {
      const piece = new Uint8Array(Math.min(left, PIECE_MAX));
      const length = await this.#tell(() => file.read(piece));
      if (!length) throw this.#failure(new Error(`the file ${key} is cut off`));
      left -= length;
      yield piece.subarray(0, length);
    }
  }

  async deleteSome(key: string): Promise<boolean> {
    for (const name of [key + PART, key]) {
      try {
        await Deno.remove(`${this.#folderOf(key)}/${name}`);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw this.#failure(error);
      }
    }
    return true;
  }

  free(): Promise<number | undefined> {
    return freeBytes(this.#path);
  }

  #folderOf(key: string): string {
    return `${this.#path}/${key.slice(0, FOLDER_CHARACTERS)}`;
  }

  /** Does something with files; the operator is told once when that fails. */
  async #tell<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#told = undefined;
      return result;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): FileError {
    const why = error instanceof Error ? error.message : String(error);
    const kind = error instanceof Error ? error.name : why;
    if (kind !== this.#told) this.#say(`Cannot use the folder of files ${this.#path}: ${why}`);
    this.#told = kind;
    return new FileError(
      "unavailable",
      FULL.test(why)
        ? "the server's disk is full; ask its operator to make room"
        : "it could not be stored, try again later",
      { cause: error },
    );
  }
}

async function refuseMissing(path: string): Promise<void> {
  try {
    await Deno.lstat(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`there is no folder of files ${path}: is its disk mounted?`);
  }
}

/** How it works with files. */
interface Ways {
  /** Does something; tells when that fails. */
  readonly tell: <T>(work: () => Promise<T>) => Promise<T>;
  readonly pace: TalkPace;
}

class FileWriter implements BlobWriter {
  readonly #folder: string;
  readonly #key: string;
  readonly #tell: Ways["tell"];
  readonly #pace: TalkPace;
  #file: Deno.FsFile | undefined;
  /** What came and is not being written yet, and how much that is. */
  #gathered = new Uint8Array(WRITE_BYTES);
  #length = 0;
  /** What was gathered before, which is written while the next comes. */
  #writing: Promise<void> | undefined;
  #spare = new Uint8Array(WRITE_BYTES);

  constructor(folder: string, key: string, { tell, pace }: Ways) {
    this.#folder = folder;
    this.#key = key;
    this.#tell = tell;
    this.#pace = pace;
  }

  async write(piece: Uint8Array): Promise<void> {
    const file = this.#file ??= await this.#create();
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + WRITE_BYTES - this.#length);
      this.#gathered.set(part, this.#length);
      this.#length += part.length;
      at += part.length;
      if (this.#length === WRITE_BYTES) await this.#writeGathered(file);
    }
  }

  async #writeGathered(file: Deno.FsFile): Promise<void> {
    await this.#writing;
    const bytes = this.#gathered.subarray(0, this.#length);
    const writing = this.#tell(() => this.#pace.step(() => this.#writeAll(file, bytes)));
    // Whoever writes next is told.
    writing.catch(() => undefined);
    this.#writing = writing;
    [this.#gathered, this.#spare] = [this.#spare, this.#gathered];
    this.#length = 0;
  }

  async #writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    // A sync of all of it would keep the disk from what people say for as long as it takes.
    if (this.#pace.isTalk) await file.syncData();
  }

  async end(): Promise<void> {
    const file = this.#file ??= await this.#create();
    await this.#writeGathered(file);
    await this.#writing;
    await this.#tell(async () => {
      await file.sync();
      await Deno.rename(this.#part, `${this.#folder}/${this.#key}`);
      await syncFolder(this.#folder);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What failed was told to whoever wrote.
    await this.#writing?.catch(() => undefined);
    this.#file?.close();
    this.#file = undefined;
  }

  get #part(): string {
    return `${this.#folder}/${this.#key}${PART}`;
  }

  #create(): Promise<Deno.FsFile> {
    return this.#tell(async () => {
      await makeFolder(this.#folder);
      const options = { write: true, createNew: true, mode: PRIVATE.file };
      const file = await Deno.open(this.#part, options);
      await giveToOwner(this.#part);
      return file;
    });
  }
}

/** Makes a folder that survives a crash, unless it is there. */
async function makeFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { mode: PRIVATE.folder });
    await giveToOwner(path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return;
    throw error;
  }
  await syncFolder(`${path}/..`);
}

/** Has the names in a folder survive a crash. Windows has no way to say so, and does it itself. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}
