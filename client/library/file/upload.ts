/**
 * Sends the files of one message.
 *
 * @module
 */

import { LIMITS } from "../../../protocol.ts";
import { RefusedError } from "../../connection.ts";
import type { Transfers, Uploaded } from "../../connection/files.ts";
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
}

/**
 * Uploads files one after the other. Each is found before the first is sent.
 *
 * @throws {RefusedError} If there are too many, or the server does not want one.
 */
export async function uploadAll(
  transfers: Transfers,
  files: readonly FileToSend[],
  { onProgress, signal }: UploadAllOptions,
): Promise<Uploaded[]> {
  if (files.length > LIMITS.files) {
    const most = `a message has at most ${LIMITS.files} files, received ${files.length}`;
    throw new RefusedError("too-long", `Cannot say: ${most}`);
  }
  const attachments = await Promise.all(files.map(attachmentOf));
  const size = attachments.reduce((sum, attachment) => sum + attachment.size, 0);
  const uploaded: Uploaded[] = [];
  let before = 0;
  for (const { alt, ...source } of attachments) {
    const tell = (sent: number) => onProgress({ name: source.name, sent: before + sent, size });
    const info = await transfers.upload(source, { onProgress: tell, signal });
    uploaded.push(alt === undefined ? info : { ...info, alt });
    before += source.size;
  }
  return uploaded;
}
