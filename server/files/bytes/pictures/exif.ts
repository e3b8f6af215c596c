/**
 * EXIF: how a picture is turned, and whether it tells where it was taken.
 *
 * @module
 */
import type { Fields } from "../fields.ts";

const ORIENTATION = 0x0112;
const GPS = 0x8825;
const SHORT = 3;

export interface Exif {
  /** From 1, upright, to 8. From 5 on, width and height change places. */
  readonly orientation: number;
  readonly hasLocation: boolean;
}

/** Whether bytes begin as EXIF, without its own heading. */
export function isExif(fields: Fields, start = 0): boolean {
  return fields.has("II*\0", start) || fields.has("MM\0*", start);
}

/** Reads EXIF, with its own heading before it or without. Of what is no EXIF, nothing is known. */
export function readExif(fields: Fields): Exif {
  const start = fields.has("Exif\0") ? 6 : 0;
  const isLittle = fields.has("II*\0", start);
  let orientation = 1;
  let hasLocation = false;
  if (!isExif(fields, start) || fields.length < start + 8) return { orientation, hasLocation };
  const first = start + fields.u32(start + 4, isLittle);
  const count = first + 2 <= fields.length ? fields.u16(first, isLittle) : 0;
  for (let at = first + 2; at < first + 2 + count * 12 && at + 12 <= fields.length; at += 12) {
    const tag = fields.u16(at, isLittle);
    hasLocation ||= tag === GPS;
    if (tag !== ORIENTATION || fields.u16(at + 2, isLittle) !== SHORT) continue;
    const value = fields.u16(at + 8, isLittle);
    if (value >= 1 && value <= 8) orientation = value;
  }
  return { orientation, hasLocation };
}

/** EXIF that says how a picture is turned, and nothing else. */
export function orientationOnly(orientation: number): Uint8Array {
  const head = [...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8], ...[0, 1]];
  const entry = [...[ORIENTATION >> 8, ORIENTATION & 0xff, 0, SHORT], ...[0, 0, 0, 1]];
  return Uint8Array.of(...head, ...entry, 0, orientation, 0, 0, ...[0, 0, 0, 0]);
}

/** Whether XMP tells where a picture was taken. */
export function tellsLocation(xmp: Fields): boolean {
  return /GPS|location/i.test(new TextDecoder("latin1").decode(xmp.bytes));
}
