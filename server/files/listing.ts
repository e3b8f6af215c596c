/**
 * The list of a room's files.
 *
 * @module
 */
import type { FileInfo } from "../../protocol.ts";
import { fold } from "../../protocol/text/fold.ts";
import type { FileStore, ListedFile } from "./file_store.ts";

/** Files that are looked at for one page, when some are searched for. */
const LOOKED_MAX = 5_000;
/** Files that are read at once. */
const READ_FILES = 200;

export interface FileQuery {
  /** Those of messages before this one. */
  readonly before?: number | undefined;
  /** How many there should be; the files of one message stay together, so there may be some more. */
  readonly limit: number;
  /** What is in their names. */
  readonly q?: string | undefined;
}

export interface FilePage {
  /** The newest message's first, each message's in their order. */
  readonly files: (FileInfo & { seq: number; from: string; at: number })[];
  /** Whether there are more, or may be. */
  readonly more: boolean;
  /** What those are before. */
  readonly next?: number;
}

type Listed = ListedFile & { seq: number };

/** A page of a room's files. Where few names fit, it may have fewer than asked for, even none. */
export async function listFiles(
  store: FileStore,
  room: string,
  { before, limit, q = "" }: FileQuery,
): Promise<FilePage> {
  const wanted = fold(q.trim());
  const files: FilePage["files"] = [];
  let next = before;
  for (let looked = 0; looked < LOOKED_MAX; looked += READ_FILES) {
    const listed = await store.list(room, { before: next, limit: READ_FILES });
    const isLast = listed.length < READ_FILES;
    for (const [seq, message] of messagesOf(listed, isLast)) {
      if (files.length >= limit) return page(files, next);
      next = seq;
      for (const { file, from, at } of message.toReversed()) {
        if (fold(file.name).includes(wanted)) files.push({ ...file, seq, from, at });
      }
    }
    if (isLast) return { files, more: false };
  }
  return page(files, next);
}

/** The files of each message; not of the last, which may have more than was read. */
function messagesOf(listed: readonly Listed[], isLast: boolean): [number, Listed[]][] {
  const messages = [...Map.groupBy(listed, ({ seq }) => seq)];
  return isLast ? messages : messages.slice(0, -1);
}

function page(files: FilePage["files"], next: number | undefined): FilePage {
  return { files, more: true, ...(next !== undefined && { next }) };
}
