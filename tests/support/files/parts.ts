/**
 * Files from their parts.
 *
 * @module
 */
import { crc32 } from "node:zlib";

/** Bytes, or a text of one byte a character. */
export type Part = string | Uint8Array | readonly number[];

export function join(...parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const all = parts.map((part) =>
    typeof part === "string" ? Uint8Array.from(part, (character) => character.charCodeAt(0)) : part
  );
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A number, the most significant byte first. */
export function big(size: number, value: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256);
}

export function little(size: number, value: number): number[] {
  return big(size, value).reverse();
}

/** A chunk of PNG. */
export function chunk(name: string, ...parts: readonly Part[]): Uint8Array {
  const contents = join(name, ...parts);
  return join(big(4, contents.length - 4), contents, big(4, crc32(contents)));
}

/** A segment of JPEG. */
export function segment(marker: number, ...parts: readonly Part[]): Uint8Array {
  const contents = join(...parts);
  return join([0xff, marker], big(2, contents.length + 2), contents);
}

/** A chunk of RIFF. */
export function riffChunk(name: string, ...parts: readonly Part[]): Uint8Array {
  const contents = join(...parts);
  return join(name, little(4, contents.length), contents, contents.length % 2 ? [0] : []);
}

/** A box of MP4, QuickTime, AVIF or HEIC. */
export function box(name: string, ...parts: readonly Part[]): Uint8Array {
  const contents = join(...parts);
  return join(big(4, contents.length + 8), name, contents);
}

/** A box with a version and flags. */
export function fullBox(name: string, version: number, ...parts: readonly Part[]): Uint8Array {
  return box(name, [version, 0, 0, 0], ...parts);
}

/** An element of WebM. */
export function element(id: readonly number[], ...parts: readonly Part[]): Uint8Array {
  const contents = join(...parts);
  return join(id, [0x10, ...big(3, contents.length)], contents);
}

/** A page of Ogg. */
export function page(flags: number, number: number, time: number, packet: Part): Uint8Array {
  const contents = join(packet);
  const sizes = [...new Array(Math.floor(contents.length / 255)).fill(255), contents.length % 255];
  const head = [0, flags, ...little(8, time), ...little(4, 7), ...little(4, number), 0, 0, 0, 0];
  return join("OggS", head, [sizes.length], sizes, contents);
}

/** EXIF with an orientation, a place, and a text that is nobody's business. */
export function exif(orientation: number, isLittle = false): Uint8Array {
  const number = isLittle ? little : big;
  const entry = (tag: number, type: number, count: number, value: readonly number[]) => [
    ...[...number(2, tag), ...number(2, type), ...number(4, count)],
    ...[...value, 0, 0, 0, 0].slice(0, 4),
  ];
  return join(
    isLittle ? "II*\0" : "MM\0*",
    number(4, 8),
    number(2, 3),
    entry(0x010f, 2, 7, number(4, 50)),
    entry(0x0112, 3, 1, number(2, orientation)),
    entry(0x8825, 4, 1, number(4, 57)),
    number(4, 0),
    "SECRET\0",
    number(2, 1),
    entry(1, 2, 2, [0x4e, 0]),
    number(4, 0),
  );
}
