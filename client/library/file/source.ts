/**
 * What a program sends as a file.
 *
 * @module
 */

import type { Source } from "../../connection/files.ts";

/** How much of a file is read at once, in bytes. */
const PIECE = 64 * 1024;
/** What is called so by nobody. */
const NAMELESS = "file";

/**
 * A file to send: its path, as text or as a `file:` URL; a `Blob` or `File`; or one of these, or bytes,
 * with the name that others see, and with words for what it shows.
 */
export type FileToSend =
  | string
  | URL
  | Blob
  | { path: string | URL; name?: string | undefined; alt?: string | undefined }
  | {
    data: Blob | Uint8Array<ArrayBuffer> | ArrayBuffer;
    name?: string | undefined;
    alt?: string | undefined;
  };

/** What is sent, and what its message says of it. */
export interface Attachment extends Source {
  readonly alt: string | undefined;
}

/**
 * Finds what is to be sent. A file is read when it is sent, and only up to the end that it has now: one
 * that grows, as logs do, can be sent, too.
 *
 * @throws What the runtime says of a path that cannot be read.
 * @throws {TypeError} If it is no file.
 */
export async function attachmentOf(file: FileToSend): Promise<Attachment> {
  if (typeof file === "string" || file instanceof URL) return await ofPath(file);
  if (file instanceof Blob) return ofBlob(file);
  const { name, alt } = file;
  const source = "path" in file
    ? await ofPath(file.path)
    : ofBlob(file.data instanceof Blob ? file.data : new Blob([file.data]));
  return { ...source, name: name ?? source.name, alt };
}

function ofBlob(blob: Blob): Attachment {
  const name = blob instanceof File && blob.name !== "" ? blob.name : NAMELESS;
  return { name, alt: undefined, size: blob.size, open: () => blob.stream() };
}

async function ofPath(path: string | URL): Promise<Attachment> {
  // Only where there are files: browsers have none.
  const { open, stat } = await import("node:fs/promises");
  const found = await stat(path);
  const shown = path instanceof URL ? path.pathname : path;
  // A pipe or a device has no end, or none that is known.
  if (!found.isFile()) throw new TypeError(`Cannot send ${shown}: it is no file`);
  const name = nameIn(path);
  return { name, alt: undefined, size: found.size, open: () => read(open, path, found.size) };
}

function nameIn(path: string | URL): string {
  const text = path instanceof URL ? decodeURIComponent(path.pathname) : path;
  return text.split(/[\\/]/).findLast((part) => part !== "") ?? NAMELESS;
}

type Open = typeof import("node:fs/promises").open;

async function read(
  open: Open,
  path: string | URL,
  size: number,
): Promise<ReadableStream<Uint8Array>> {
  const file = await open(path, "r");
  let left = size;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = new Uint8Array(Math.min(PIECE, left));
      const { bytesRead } = left > 0 ? await file.read(piece, 0, piece.length) : { bytesRead: 0 };
      left -= bytesRead;
      if (bytesRead > 0) return controller.enqueue(piece.subarray(0, bytesRead));
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}
