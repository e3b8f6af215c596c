/**
 * Sends the files of one message.
 *
 * @module
 */

import { type FileRef, LIMITS } from "../../../protocol.ts";
import { RefusedError } from "../../connection.ts";
import type { Uploaded } from "../../connection/files.ts";
import { openedFiles } from "../../sealed/opened_file.ts";
import type { SealedTransfers } from "../../sealed/transfers.ts";
import { attachmentOf, type FileToSend } from "./source.ts";

/** How much of a message's files was sent. */
export interface Progress {
  /** The file that is being sent. */
  readonly name: string;
  /** Bytes of all of them so far; less than before where a file has to be sent again. */
  readonly sent: number;
  /** Bytes of all of them. */
  readonly size: number;
}

/** How it goes, and whether it still should. */
export interface UploadAllOptions {
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
  /** Whether the server is to read none of them. */
  isSealed?: boolean;
}

/** What is known of files, and how their message names them. */
export interface AllUploaded {
  readonly files: readonly Uploaded[];
  readonly refs: readonly FileRef[];
}

/**
 * Uploads files one after the other. Each is found before the first is sent.
 *
 * @throws {RefusedError} If there are too many, or the server does not want one.
 */
export async function uploadAll(
  transfers: SealedTransfers,
  files: readonly FileToSend[],
  { onProgress, signal, isSealed = false }: UploadAllOptions,
): Promise<AllUploaded> {
  if (files.length > LIMITS.files) {
    const most = `a message has at most ${LIMITS.files} files, received ${files.length}`;
    throw new RefusedError("too-long", `Cannot say: ${most}`);
  }
  const attachments = await Promise.all(files.map(attachmentOf));
  const size = attachments.reduce((sum, attachment) => sum + attachment.size, 0);
  const uploaded: Uploaded[] = [];
  const refs: FileRef[] = [];
  let before = 0;
  for (const { alt, ...source } of attachments) {
    const tell = (sent: number) => onProgress({ name: source.name, sent: before + sent, size });
    const options = { onProgress: tell, signal };
    if (isSealed) {
      const ref = { ...await transfers.uploadSealed(source, options), ...(alt && { alt }) };
      uploaded.push(...openedFiles([ref]));
      refs.push(ref);
    } else {
      const info = await transfers.upload(source, options);
      uploaded.push(alt === undefined ? info : { ...info, alt });
      refs.push({ id: info.id, alt });
    }
    before += source.size;
  }
  return { files: uploaded, refs };
}
