/**
 * Uploads for private rooms: what the server gets is sealed here, and called what all such files are.
 *
 * @module
 */

import { sealFile } from "../../../../client/sealed/file.ts";
import { mediaTypeOf } from "../../../../client/sealed/media_type.ts";
import { SEALED_NAME } from "../../../../client/sealed/opened_file.ts";
import { sending as words } from "../../../strings/sending.ts";
import type { SealedUpload } from "../attachment.ts";
import { type Taken, upload, UploadError } from "../uploader.ts";

/** Seals a file, each time by another key, and uploads it. */
export async function sealAndUpload(
  file: Blob,
  { name, ...options }: Parameters<typeof upload>[1],
): Promise<Taken & { sealed: SealedUpload }> {
  const [{ key, sealed }, look] = await Promise.all([
    sealFile(new Uint8Array(await file.arrayBuffer())),
    lookOf(file),
  ]);
  const taken = await upload(new Blob([sealed]), { ...options, name: SEALED_NAME });
  // A nonce may begin as a picture does, of which the server takes out what looks personal.
  if (taken.size !== sealed.length) {
    throw new UploadError("network", words.changedOnTheWay, { isForNow: true });
  }
  const type = file.type.split(";")[0] || mediaTypeOf(name);
  return { ...taken, sealed: { key, size: file.size, type, ...look } };
}

/** How large a picture is drawn, so that it has its place where it is read before it is opened. */
async function lookOf(file: Blob): Promise<{ width?: number; height?: number }> {
  if (!/^image\/(?!svg)/.test(file.type)) return {};
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch (error) {
    // It is no picture that this browser knows: it goes as any file.
    console.debug(error);
    return {};
  }
}
