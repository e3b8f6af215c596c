/**
 * Files: what people upload, until no message names it any more.
 *
 * @module
 */
import { JournalError } from "../hub/log/journal.ts";
import type { FileInfo, FileRef } from "../protocol.ts";
import { fileName } from "../protocol/file_name.ts";
import { randomText } from "./auth/tokens.ts";
import { piecesOf } from "./files/body.ts";
import type { Blobs } from "./files/blobs.ts";
import { Inspector } from "./files/bytes.ts";
import { DeletedFileError, FileError } from "./files/file_error.ts";
import type { FileStore, StoredFile } from "./files/file_store.ts";
import {
  AT_ONCE,
  FILE_LIMITS,
  type FileLimits,
  LEFT_MAX,
  LOOSE_MS,
  PACE,
  type Pace,
} from "./files/limits.ts";
import { type FilePage, type FileQuery, listFiles } from "./files/listing.ts";
import { infoOf, inWords, namedInfo } from "./files/info.ts";
import { type Inspects, type Received, Receiving } from "./files/receiving.ts";
import { Space } from "./files/space.ts";
import { type Counted, type CountedRooms, Usage } from "./files/space/usage.ts";
import { Turns, type TurnsMax } from "./files/turns.ts";

/** Somebody's file, as it comes. */
export interface Upload {
  /** The id of whoever sends it. */
  readonly by: string;
  readonly guest: boolean;
  /** Where it comes from; absent where that counts for nothing. */
  readonly address?: string;
  readonly name: string;
  readonly body: ReadableStream<Uint8Array>;
  /** How many bytes it is said to have. */
  readonly declared?: number | undefined;
  /** Called with each piece, and before there is a file. Throws if they may not upload any more. */
  readonly check?: () => void;
}

/** An uploaded file; whether it tells where it was made, as its format is one that we do not change. */
export type Uploaded = FileInfo & { keeps?: "location" };

/** A stored file, and where it was said. */
export interface OpenedFile {
  readonly info: FileInfo;
  readonly by: string;
  /** The room's key; absent as long as no message has it. */
  readonly room?: string;
  /** Whether it is the picture of a profile, for whoever may be here. */
  readonly isPicture: boolean;
  readonly etag: string;
  /** The bytes from `start` up to `end`; fails with a `DeletedFileError` when it is deleted meanwhile. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface FilesOptions {
  readonly store: FileStore;
  /** Where bytes are, the place for new ones first. */
  readonly blobs: readonly [Blobs, ...Blobs[]];
  readonly limits?: FileLimits | undefined;
  readonly pace?: Pace | undefined;
  readonly atOnce?: TurnsMax | undefined;
  readonly inspector?: (() => Inspects) | undefined;
  /** The clock, in milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
}

/** Random bytes in an id: nobody guesses one. */
const ID_BYTES = 16;

/** After how much of a download, or how long, it is looked whether its file is still there. */
const LOOK = { bytes: 1024 * 1024, ms: 250 };

export class Files {
  readonly limits: FileLimits;
  readonly #store: FileStore;
  readonly #blobs: readonly [Blobs, ...Blobs[]];
  readonly #pace: Pace;
  readonly #inspector: () => Inspects;
  readonly #now: () => number;
  readonly #turns: Turns;
  readonly #usage: Usage;
  readonly #space: Space;
  /** The keys of what is being written. */
  readonly #underWay = new Set<string>();

  constructor(options: FilesOptions) {
    this.limits = options.limits ?? FILE_LIMITS;
    this.#store = options.store;
    this.#blobs = options.blobs;
    this.#pace = options.pace ?? PACE;
    this.#inspector = options.inspector ?? (() => new Inspector());
    this.#now = options.now ?? Date.now;
    this.#space = new Space(options.store, options.blobs[0], this.limits.storage);
    this.#usage = new Usage(options.store);
    this.#turns = new Turns(options.atOnce ?? AT_ONCE);
  }

  /** What files take, and of whom, counted so many milliseconds ago at most. */
  usage(at: number, freshMs: number): Promise<Counted> {
    return this.#usage.count(at, freshMs);
  }

  /** What the files of rooms take, counted so many milliseconds ago at most. */
  usageByRoom(at: number, freshMs: number): Promise<CountedRooms> {
    return this.#usage.countRooms(at, freshMs);
  }

  /** Bytes that are free where new ones go; `undefined` where nobody can tell. */
  free(): Promise<number | undefined> {
    return this.#blobs[0].free();
  }

  /**
   * Takes a body as it comes, never whole in memory. Of one that is refused nothing is kept.
   *
   * @throws {FileError} If it is too long, too slow, or more than there is room for.
   * @throws {BusyError} If too many are being uploaded.
   */
  async receive(upload: Upload): Promise<Uploaded> {
    const { by, guest, address = "", declared = 0 } = upload;
    if (guest && !this.limits.guests) {
      throw new FileError("forbidden", "guests may not upload files here, make an account first");
    }
    this.#refuseLong(declared);
    using _turn = await this.#turns.enter({ by, address });
    try {
      await this.#store.catchUp(LEFT_MAX);
      const check = await this.#space.begin(by, declared);
      await using receiving = new Receiving({
        ...{ store: this.#store, blobs: this.#blobs[0] },
        ...{ inspector: this.#inspector, now: this.#now },
      }, this.#underWay);
      const pieces = piecesOf(upload.body, {
        pace: this.#pace,
        onBytes: (bytes) => {
          upload.check?.();
          this.#refuseLong(bytes);
          return check(bytes);
        },
      });
      const received = await receiving.receive(pieces);
      upload.check?.();
      const uploaded = await this.#add(upload, received);
      receiving.keep(received.staged);
      return uploaded;
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      throw new FileError("unavailable", "it could not be stored, try again later", {
        cause: error,
      });
    }
  }

  /**
   * The files that a message names: uploaded by its author and attached to no message, or to this one,
   * which has this id; `undefined` if one of them is not.
   */
  async find(by: string, id: string, refs: readonly FileRef[]): Promise<FileInfo[] | undefined> {
    const ids = refs.flatMap((ref) => ref.preview === undefined ? [ref.id] : [ref.id, ref.preview]);
    const found = await this.#store.find(ids);
    const files = new Map(ids.map((one, i) => [one, found[i]]));
    const isTheirs = (file: StoredFile | undefined) =>
      file?.by === by && !file.profile && (!file.said || file.said.id === id);
    if (!found.every(isTheirs)) return undefined;
    const infos: FileInfo[] = [];
    for (const ref of refs) {
      const preview = ref.preview === undefined ? undefined : files.get(ref.preview);
      if (ref.preview !== undefined && !(preview?.width && preview.height)) return undefined;
      infos.push(namedInfo(ref, files.get(ref.id)!, preview));
    }
    return infos;
  }

  /** A stored file, and where it was said; `undefined` when there never was one, or it is gone. */
  async open(id: string): Promise<OpenedFile | undefined> {
    const [file] = await this.#store.find([id]);
    const stored = file && await this.#store.blob(file.hash);
    if (!stored) return undefined;
    const blobs = this.#blobs.find(({ place }) => place === stored.place);
    if (!blobs) {
      throw new FileError("unavailable", "it is in a folder that the server was not given");
    }
    return {
      info: infoOf(id, file),
      by: file.by,
      ...(file.said && { room: file.said.room }),
      isPicture: file.profile === true,
      etag: `"${file.hash.slice(0, 32)}"`,
      read: (start, end) => this.#whileThere(id, blobs.read(stored.key, start, end)),
    };
  }

  /** Passes on a file's bytes until it is deleted: they are collected only some time after that. */
  async *#whileThere(id: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let [bytes, lookedAt] = [0, this.#now()];
    const look = () => {
      [bytes, lookedAt] = [0, this.#now()];
      const looking = this.#store.find([id]).then(([file]) => file !== undefined);
      // Whoever waits for it is told; nobody may.
      looking.catch(() => undefined);
      return looking;
    };
    let looking: Promise<boolean> | undefined;
    for await (const piece of pieces) {
      if (this.#now() - lookedAt > LOOK.ms) looking = look();
      if (looking && !await looking) throw new DeletedFileError();
      bytes += piece.length;
      // While this piece is sent.
      looking = bytes > LOOK.bytes ? look() : undefined;
      yield piece;
    }
  }

  /** A room's files, newest first, as `listFiles` finds them. */
  list(room: string, query: FileQuery): Promise<FilePage> {
    return listFiles(this.#store, room, query);
  }

  /** Does some of what is to be deleted; `false` when nothing is left. */
  collectSome(): Promise<boolean> {
    const now = this.#now();
    const old = { loose: now - LOOSE_MS, staged: now - LOOSE_MS - this.#pace.totalMs };
    return this.#store.collectSome(old, (key) => this.#underWay.has(key));
  }

  #refuseLong(bytes: number): void {
    const { file } = this.limits;
    if (bytes <= file) return;
    throw new FileError("too-long", `it has more than ${inWords(file)}, which is the most here`);
  }

  async #add({ by, name: given }: Upload, received: Received): Promise<Uploaded> {
    const { staged, size, hash, inspected } = received;
    const { type, width, height, duration, keeps } = inspected;
    const id = randomText(ID_BYTES);
    const file: StoredFile = {
      ...{ name: fileName(given), type, size, hash, by, at: this.#now() },
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      ...(duration !== undefined && { duration }),
    };
    const outcome = await this.#store.add({ id, file, staged }, this.limits.storage);
    if (outcome !== "added") throw this.#space.exceeded(outcome);
    return { ...infoOf(id, file), ...(keeps && { keeps }) };
  }
}
