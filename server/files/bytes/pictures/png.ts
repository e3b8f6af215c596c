/**
 * PNG, animated or not.
 *
 * @module
 */
import { crc32 } from "node:zlib";
import { Broken } from "../broken.ts";
import { type Described, picture } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Fields } from "../fields.ts";
import { KEPT_MAX, type Source, type Steps } from "../source.ts";
import { orientationOnly, readExif, tellsLocation } from "./exif.ts";

export const PNG = "\x89PNG\r\n\x1a\n";
/** What a picture is shown by. Everything else is left out: texts, times, EXIF, what nobody knows. */
const SHOWN = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"],
  ...["cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "mDCv", "cLLI", "cLLi"],
]);
/** Texts that are read for a location. */
const TEXTS = new Set(["tEXt", "iTXt"]);

export function* readPng(source: Source, edits: Edits): Steps<Described> {
  yield* source.skip(PNG.length);
  const size = yield* header(source);
  const chunks = new Chunks(source, edits);
  while (yield* chunks.next());
  if (!chunks.hasPixels) throw new Broken("A picture has no pixels");
  const end = source.at;
  edits.remove(end, (yield* source.rest()) - end);
  return picture("image/png", size.u32(0), size.u32(4), chunks.orientation);
}

/** The fields of the header, with which every picture begins. */
function* header(source: Source): Steps<Fields> {
  const fields = yield* source.read(25);
  if (fields.u32(0) !== 13 || !fields.has("IHDR", 4)) throw new Broken("A picture has no header");
  return fields.from(8);
}

class Chunks {
  readonly #source: Source;
  readonly #edits: Edits;
  hasPixels = false;
  /** What the first EXIF says. */
  orientation: number | undefined;

  constructor(source: Source, edits: Edits) {
    this.#source = source;
    this.#edits = edits;
  }

  /** Reads a chunk; `false` when it was the last. */
  *next(): Steps<boolean> {
    const source = this.#source;
    source.countPart();
    const at = source.at;
    const head = source.take(8) ?? (yield* source.read(8));
    const [length, name] = [head.u32(0), head.text(4, 4)];
    if (!/^[A-Za-z]{4}$/.test(name) || name === "IHDR" || name === "IEND" && length > 0) {
      throw new Broken("A chunk is no chunk");
    }
    if (SHOWN.has(name)) {
      if (!source.pass(length)) yield* source.skip(length);
    } // Its first letter is small if a picture can be shown without it.
    else if (name >= "a") yield* this.#leaveOut(name, at, length);
    else throw new Broken("A chunk that has to be known is not");
    // The sum over the chunk.
    if (!source.pass(4)) yield* source.skip(4);
    this.hasPixels ||= name === "IDAT";
    return name !== "IEND";
  }

  *#leaveOut(name: string, at: number, length: number): Steps<void> {
    const contents = yield* this.#source.read(Math.min(length, KEPT_MAX));
    yield* this.#source.skip(length - contents.length);
    if (name !== "eXIf") {
      if (TEXTS.has(name) && tellsLocation(contents)) this.#edits.sawLocation();
      return this.#edits.remove(at, length + 12);
    }
    const { orientation, hasLocation } = readExif(contents);
    if (hasLocation) this.#edits.sawLocation();
    if (this.orientation !== undefined || orientation === 1) {
      return this.#edits.remove(at, length + 12);
    }
    this.orientation = orientation;
    this.#edits.replace(at, length + 12, exifChunk(orientation));
  }
}

/** A chunk of EXIF that says how a picture is turned. */
function exifChunk(orientation: number): Uint8Array {
  const exif = orientationOnly(orientation);
  const chunk = new Uint8Array(exif.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, exif.length);
  chunk.set(new TextEncoder().encode("eXIf"), 4);
  chunk.set(exif, 8);
  view.setUint32(exif.length + 8, crc32(chunk.subarray(4, exif.length + 8)));
  return chunk;
}
