/**
 * What is found in the bytes of a file, and what is left of it.
 *
 * @module
 */
import { type Edit, type Inspected, Inspector } from "../../../server/files/bytes.ts";
import { join } from "./parts.ts";
import * as media from "./media.ts";
import * as pictures from "./pictures.ts";

/** Looks at a file that comes in pieces, which end at the given places. */
export function inspect(bytes: Uint8Array, cuts: readonly number[] = []): Inspected {
  const inspector = new Inspector();
  [0, ...cuts].forEach((start, i) => {
    const piece = bytes.slice(start, cuts[i]);
    inspector.write(piece);
    // Whoever wrote it uses its memory again.
    piece.fill(0xff);
  });
  return inspector.end();
}

/** Type, size and duration, without edits. */
export function described(bytes: Uint8Array): Omit<Inspected, "edits"> {
  const { edits: _, ...rest } = inspect(bytes);
  return rest;
}

/** A file after edits. */
export function edited(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array<ArrayBuffer> {
  const starts = [0, ...edits.map(({ at, length }) => at + length)];
  return join(...starts.flatMap((start, i) => [
    bytes.subarray(start, edits[i]?.at ?? bytes.length),
    edits[i]?.bytes ?? [],
  ]));
}

/** What is left of a file. */
export function cleaned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return edited(bytes, inspect(bytes).edits);
}

/** Files of each type that is known, with what is personal in them and without. */
export const SAMPLES = new Map<string, (isPersonal: boolean) => Uint8Array>([
  ["png", (isPersonal) => pictures.png({ isPersonal, orientation: 6 })],
  ["jpeg", (isPersonal) => pictures.jpeg({ isPersonal, orientation: 6 })],
  ["gif", (isPersonal) => pictures.gif({ isPersonal })],
  ["webp", (isPersonal) => pictures.webp({ isPersonal, orientation: 6 })],
  ["animated webp", (isPersonal) => pictures.animatedWebp({ isPersonal })],
  ["avif", (isPersonal) => pictures.heif("avif", { isPersonal })],
  ["heic", (isPersonal) => pictures.heif("heic", { isPersonal, method: 1 })],
  ["mp4", (isPersonal) => media.film({ isPersonal })],
  ["quicktime", (isPersonal) => media.film({ isPersonal, brand: "qt  " })],
  ["m4a", (isPersonal) => media.film({ isPersonal, tracks: ["soun"] })],
  ["recorded m4a", () => media.recorded()],
  ["webm", (isPersonal) => media.webm({ isPersonal })],
  ["live webm", (isPersonal) => media.webm({ isPersonal, isLive: true })],
  ["mp3", (isPersonal) => media.mp3({ isPersonal })],
  ["ogg", (isPersonal) => media.ogg({ isPersonal })],
  ["wav", (isPersonal) => media.wav({ isPersonal })],
  ["text", () => new TextEncoder().encode("Grüße 👋🏽\n")],
]);
