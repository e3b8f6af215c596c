/**
 * Reads the files of a store while a server may write to it: those of messages that are in the backup.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Head } from "../../hub/log/journal.ts";
import type { Blobs } from "../../server/files/blobs.ts";
import type { StoredBlob, StoredFile } from "../../server/files/file_store.ts";
import { isStoredFile } from "../../server/kv/files/file_kinds.ts";
import { CHUNK_BYTES, KvBlobs } from "../../server/kv/files/kv_blobs.ts";
import { keys } from "../../server/kv/keys.ts";
import { KINDS, type Stored } from "../../server/kv/schema.ts";
import type { Store } from "../../server/kv/store.ts";
import type { BackupRecord } from "./record.ts";
import { BackupError } from "./seal.ts";

/** Rows of blobs that are read at once. */
const BLOBS = 20;

type FileRecord = Extract<BackupRecord, { type: "file" }>;

export interface FileSource {
  readonly store: Store;
  /** Where bytes are that are not in the store. */
  readonly folder: Blobs | undefined;
  /** The heads of the rooms that the backup has. */
  readonly heads: ReadonlyMap<string, Pick<Head, "first" | "seq">>;
  /** The ids of the pictures of the profiles that it has. */
  readonly pictures: ReadonlySet<string>;
  readonly onUnreadable: (key: Deno.KvKey) => void;
  /** Whether only what files are is wanted. */
  readonly bytes?: "left out" | undefined;
}

/**
 * The bytes of each blob, then what they are, then the files that have them. Where a blob is gone before
 * all of it was read, or is damaged, that does not follow: then its bytes are to be dropped.
 *
 * @throws {BackupError} If some are in a folder that was not named.
 */
export async function* readFiles(source: FileSource): AsyncGenerator<BackupRecord> {
  const { store, onUnreadable } = source;
  for await (const { key, value } of store.scan<unknown>(keys.blobs, BLOBS)) {
    if (!KINDS.blob.is(value)) {
      onUnreadable(key);
      continue;
    }
    const hash = String(key[1]);
    let isRead = false;
    for await (const { key: use } of store.scan<unknown>(keys.blobUses(hash))) {
      const file = await readFile(source, String(use[2]));
      if (!file) continue;
      if (!isRead && source.bytes === undefined && !(yield* readBlob(source, hash, value))) break;
      isRead = true;
      yield file;
    }
  }
}

/** A file, if a message or a profile of the backup has it. */
async function readFile(
  { store, heads, pictures, onUnreadable }: FileSource,
  id: string,
): Promise<FileRecord | undefined> {
  const [row, gone] = await store.getMany<unknown>([keys.file(id), keys.goneFile(id)]);
  const file = row!.value;
  if (file === null || gone!.value !== null) return undefined;
  if (!isStoredFile(file)) {
    onUnreadable(keys.file(id));
    return undefined;
  }
  const { said } = file;
  if (file.profile) return pictures.has(id) ? { type: "file", id, file } : undefined;
  const head = said && heads.get(said.room);
  if (!said || !head || said.seq < head.first || said.seq > head.seq) return undefined;
  return { type: "file", id, file, ...await listedOf(store, file) };
}

/** How the list of a room's files has it. */
async function listedOf(
  store: Store,
  { said }: StoredFile,
): Promise<Pick<FileRecord, "listed">> {
  if (said?.n === undefined) return {};
  const key = keys.roomFile(said.room, said.seq, said.n);
  const { value } = await store.use((kv) => kv.get<Stored["roomFile"]>(key));
  return KINDS.roomFile.is(value) ? { listed: value } : {};
}

/** The bytes of a blob, and what they are; `false` if they are not there, or not what they were. */
async function* readBlob(
  { store, folder, onUnreadable }: FileSource,
  hash: string,
  { key, size, place }: StoredBlob,
): AsyncGenerator<BackupRecord, boolean> {
  const blobs = place === "folder" ? folder : new KvBlobs(store, () => Promise.resolve(false));
  if (!blobs) {
    throw new BackupError("files are kept in a folder: name it with --files, as for the server");
  }
  const sum = createHash("sha256");
  try {
    let n = 0;
    for (let at = 0; at < size; at += CHUNK_BYTES) {
      const chunk = await allOf(blobs.read(key, at, Math.min(size, at + CHUNK_BYTES)));
      sum.update(chunk);
      yield { type: "chunk", blob: key, n: n++, bytes: chunk.toBase64() };
    }
  } catch (error) {
    // If somebody deleted it meanwhile, no message has it any more.
    const { value } = await store.use((kv) => kv.get<Stored["blob"]>(keys.blob(hash)));
    if (value?.key === key) onUnreadable(keys.blob(hash));
    else if (value) throw error;
    return false;
  }
  if (sum.digest("hex") !== hash) {
    onUnreadable(keys.blob(hash));
    return false;
  }
  yield { type: "blob", blob: key, hash, size };
  return true;
}

async function allOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return await new Response(ReadableStream.from(pieces)).bytes();
}
