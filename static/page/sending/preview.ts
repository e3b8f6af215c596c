/**
 * A smaller picture of a large one, so that whoever reads the conversation need not load the whole.
 *
 * @module
 */

import type { Preview } from "./attachment.ts";

/** Pixels of its longer side at most. */
export const LONG_SIDE_MAX = 960;
/** A picture that has fewer bytes is its own preview. */
export const SMALL_BYTES = 100_000;
/** It is kept if it has at most this part of the picture's bytes; else it saves nobody anything. */
const WORTH_IT = 0.7;

const QUALITY = 0.82;

/** The size of the preview of a picture: as large as it may be, and never larger than that. */
export function fit(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONG_SIDE_MAX / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** Whether a picture moves, by its first bytes: one preview of it would stand still. */
export function isAnimated(bytes: Uint8Array): boolean {
  const at = (index: number, text: string) =>
    [...text].every((letter, offset) => bytes[index + offset] === letter.charCodeAt(0));
  if (at(0, "GIF8")) return true;
  // An extended WebP says so by a flag.
  if (at(0, "RIFF") && at(8, "WEBP")) return at(12, "VP8X") && ((bytes[20] ?? 0) & 0x02) !== 0;
  if (!at(1, "PNG")) return false;
  // A PNG does so by a chunk before the first of its pixels.
  const text = new TextDecoder("latin1").decode(bytes);
  const control = text.indexOf("acTL");
  return control !== -1 && control < (text.indexOf("IDAT") >>> 0);
}

/** How many bytes of a picture are looked at. */
const HEAD_BYTES = 4_096;

/** One after the other: a picture takes far more memory when it is drawn than its file is large. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a preview, upright and without whatever else the picture's file tells.
 *
 * @returns `undefined` where there is none to be made, or it is of no use
 */
export function makePreview(file: Blob): Promise<Preview | undefined> {
  if (!/^image\/(?!svg)/.test(file.type) || file.size < SMALL_BYTES) {
    return Promise.resolve(undefined);
  }
  const made = last.then(() => make(file));
  last = made;
  return made;
}

async function make(file: Blob): Promise<Preview | undefined> {
  try {
    if (isAnimated(await file.slice(0, HEAD_BYTES).bytes())) return undefined;
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    try {
      const { width, height } = fit(bitmap.width, bitmap.height);
      const blob = await draw(bitmap, width, height);
      return blob.size <= WORTH_IT * file.size ? { blob, width, height } : undefined;
    } finally {
      bitmap.close();
    }
  } catch (error) {
    // It is no picture that this browser knows, or one too large for it: it goes without.
    console.warn(error);
    return undefined;
  }
}

async function draw(bitmap: ImageBitmap, width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new TypeError("Cannot draw: the browser gives no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const webp = await canvas.convertToBlob({ type: "image/webp", quality: QUALITY });
  if (webp.type === "image/webp") return webp;
  // A browser that writes no WebP gets a JPEG, which knows no transparency.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  return await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
