/**
 * Files over a store, as a server has them, and what is left of them there.
 *
 * @module
 */
import type { Appended, Draft } from "../../../hub/log/journal.ts";
import type { FileInfo, FileRef } from "../../../protocol.ts";
import { idsOf } from "../../../protocol/field/files.ts";
import { backingOver } from "../../../server/backing.ts";
import { Files, type FilesOptions, type Uploaded } from "../../../server/files.ts";
import type { Blobs } from "../../../server/files/blobs.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { keys } from "../../../server/kv/keys.ts";
import type { Store } from "../../../server/kv/store.ts";
import { saying } from "../hub/log.ts";

/** All that may be left of a file. */
const FILE_KEYS: readonly Deno.KvKey[] = [
  ...[keys.files, ["fileOf"], ["roomFile"], keys.looseFiles, keys.goneFiles, ["storedBytes"]],
  ...[keys.blobs, ["blobUse"], keys.allStaged, ["chunk"]],
];

export interface OpenFilesOptions extends Partial<FilesOptions> {
  /** Where bytes go, but for the store. */
  readonly folder?: Blobs;
}

/** The author of all that is said here, by default. */
export const ADA = "account:ada";

export class OpenFiles {
  readonly store: Store;
  readonly journal: KvJournal;
  readonly files: Files;

  private constructor(store: Store, journal: KvJournal, options: OpenFilesOptions) {
    this.store = store;
    this.journal = journal;
    const { folder, ...rest } = options;
    const backing = backingOver(store, journal, folder);
    this.files = new Files({ store: backing.files, blobs: backing.blobs, ...rest });
  }

  /** Over a store in which there is a lobby. Background work takes all the time that there is. */
  static async over(store: Store, options: OpenFilesOptions = {}): Promise<OpenFiles> {
    const journal = new KvJournal(store, { background: { restFactor: 0 } });
    await journal.createRoom("lobby", "lobby");
    return new OpenFiles(store, journal, options);
  }

  upload(bytes: Uint8Array, { by = ADA, name = "a.bin" } = {}): Promise<Uploaded> {
    return this.files.receive({ by, guest: false, name, body: bodyOf(bytes) });
  }

  /** Says something in the lobby, with files. */
  async say(
    id: string,
    refs: readonly FileRef[],
    { by = ADA, room = "lobby" } = {},
  ): Promise<Appended> {
    const files = await this.files.find(by, id, refs);
    if (!files) return { refused: "no-such-file" };
    const [outcome] = await this.journal.append(room, [this.draft(id, files, refs, by, room)]);
    return outcome!;
  }

  /** What is to be said with files. */
  draft(
    id: string,
    files: FileInfo[],
    refs: readonly FileRef[],
    by = ADA,
    room = "lobby",
  ): Draft {
    const draft = saying(room, id, { by });
    if (draft.entry.type !== "said") throw new Error("it is a message");
    return { ...draft, entry: { ...draft.entry, files }, files: idsOf(refs) };
  }

  /** The bytes of a file; `undefined` when there is none. */
  async bytes(id: string): Promise<Uint8Array | undefined> {
    const opened = await this.files.open(id);
    return opened && await allOf(opened.read(0, opened.info.size));
  }

  /** Does all that is left to be done. */
  async collect(): Promise<void> {
    while (await this.files.collectSome());
  }

  /** The keys of all that is stored of files. */
  async rows(): Promise<Deno.KvKey[]> {
    const rows = await Promise.all(FILE_KEYS.map((prefix) => this.store.list({ prefix }, {})));
    return rows.flat().map(({ key }) => key);
  }
}

/** A body that comes in pieces. */
export function bodyOf(bytes: Uint8Array, pieceBytes = 50_000): ReadableStream<Uint8Array> {
  return ReadableStream.from(piecesOf(bytes, pieceBytes));
}

function* piecesOf(bytes: Uint8Array, pieceBytes: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.slice(at, at + pieceBytes);
}

export async function allOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(ReadableStream.from(pieces)).arrayBuffer());
}

/** Bytes that are not all the same, and others for another seed. */
export function someBytes(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 7 + seed * 13) & 255);
}
