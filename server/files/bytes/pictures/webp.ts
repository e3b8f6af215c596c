/**
 * WebP, animated or not.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, picture } from "../described.ts";
import type { Edits } from "../edits.ts";
import { KEPT_MAX, type Source, type Steps } from "../source.ts";
import { orientationOnly, readExif, tellsLocation } from "./exif.ts";

/** What a picture is shown by. */
const SHOWN = new Set(["VP8X", "VP8 ", "VP8L", "ANIM", "ANMF", "ALPH", "ICCP"]);
/** What a frame of an animation consists of. */
const FRAME = new Set(["VP8 ", "VP8L", "ALPH"]);
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

export function* readWebp(source: Source, edits: Edits): Steps<Described> {
  const head = yield* source.read(12);
  const end = 8 + head.u32(4, true);
  const chunks = new Chunks(source, edits);
  while (source.at < end) yield* chunks.next(end);
  const described = chunks.end();
  const removed = chunks.removed;
  if (removed !== 0) edits.replace(4, 4, little(end - 8 - removed));
  edits.remove(end, (yield* source.rest()) - end);
  return described;
}

class Chunks {
  readonly #source: Source;
  readonly #edits: Edits;
  #size: readonly [width: number, height: number] | undefined;
  #hasPixels = false;
  /** Where the flags are, and what they are. */
  #flags: readonly [at: number, flags: number] | undefined;
  /** What the first EXIF says. */
  #orientation: number | undefined;
  /** By how many bytes the file becomes shorter. */
  removed = 0;

  constructor(source: Source, edits: Edits) {
    this.#source = source;
    this.#edits = edits;
  }

  /** Reads a chunk that ends before the file does. */
  *next(end: number): Steps<void> {
    this.#source.countPart();
    const at = this.#source.at;
    const head = this.#source.take(8) ?? (yield* this.#source.read(8));
    const name = head.text(0, 4);
    const length = head.u32(4, true);
    const next = at + 8 + length + length % 2;
    if (next > end) throw new Broken("A chunk is longer than the file");
    if (name === "VP8X") yield* this.#extended(at);
    else if (name === "ANMF") yield* this.#frame(at + 8 + length);
    else if (name === "VP8 " || name === "VP8L") yield* this.#pixels(name);
    else if (name === "EXIF") yield* this.#exif(at, next, length);
    else if (!SHOWN.has(name)) this.#remove(at, next);
    if (name === "XMP ") yield* this.#xmp(length);
    if (this.#source.at > next) throw new Broken("A chunk is shorter than its contents");
    yield* this.#source.skip(next - this.#source.at);
  }

  /** What the picture is, at its end. */
  end(): Described {
    if (!this.#size || !this.#hasPixels) throw new Broken("A picture has no pixels");
    const orientation = this.#orientation ?? 1;
    if (this.#flags) {
      const [at, flags] = this.#flags;
      const kept = flags & ~HAS_XMP & ~(orientation === 1 ? HAS_EXIF : 0);
      if (kept !== flags) this.#edits.replace(at, 1, Uint8Array.of(kept));
    }
    const [width, height] = this.#size;
    // Browsers show it as it lies, whatever EXIF says.
    return picture("image/webp", width, height);
  }

  *#extended(at: number): Steps<void> {
    if (this.#size) throw new Broken("The header of a picture is not at its beginning");
    const fields = yield* this.#source.read(10);
    this.#flags = [at + 8, fields.u8(0)];
    this.#size = [fields.u24(4, true) + 1, fields.u24(7, true) + 1];
  }

  /** A picture of its own, or of a frame. */
  *#pixels(name: string): Steps<void> {
    const fields = yield* this.#source.read(name === "VP8L" ? 5 : 10);
    const isLossless = name === "VP8L" && fields.u8(0) === 0x2f;
    if (!isLossless && !(name === "VP8 " && fields.has("\x9d\x01\x2a", 3))) {
      throw new Broken("A picture has no header");
    }
    const bits = isLossless ? fields.u32(1, true) : 0;
    this.#size ??= isLossless
      ? [(bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1]
      : [fields.u16(6, true) & 0x3fff, fields.u16(8, true) & 0x3fff];
    this.#hasPixels = true;
  }

  /** A frame of an animation. What nobody knows in it is overwritten. */
  *#frame(end: number): Steps<void> {
    if (!this.#size) throw new Broken("An animation has no header");
    yield* this.#source.skip(16);
    while (this.#source.at + 8 <= end) {
      this.#source.countPart();
      const head = yield* this.#source.read(8);
      const [name, length] = [head.text(0, 4), head.u32(4, true)];
      const next = this.#source.at + length + length % 2;
      if (next > end + 1) throw new Broken("A chunk is longer than its frame");
      if (name === "VP8 " || name === "VP8L") yield* this.#pixels(name);
      else if (!FRAME.has(name)) this.#edits.blank(this.#source.at, length);
      if (this.#source.at > next) throw new Broken("A chunk is shorter than its contents");
      yield* this.#source.skip(next - this.#source.at);
    }
  }

  *#exif(at: number, next: number, length: number): Steps<void> {
    const contents = yield* this.#source.read(Math.min(length, KEPT_MAX));
    const { orientation, hasLocation } = readExif(contents);
    if (hasLocation) this.#edits.sawLocation();
    if (orientation === 1 || this.#orientation !== undefined) return this.#remove(at, next);
    this.#orientation = orientation;
    const chunk = exifChunk(orientation);
    this.#edits.replace(at, next - at, chunk);
    this.removed += next - at - chunk.length;
  }

  *#xmp(length: number): Steps<void> {
    const contents = yield* this.#source.read(Math.min(length, KEPT_MAX));
    if (tellsLocation(contents)) this.#edits.sawLocation();
  }

  #remove(at: number, next: number): void {
    this.#edits.remove(at, next - at);
    this.removed += next - at;
  }
}

function little(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}

/** A chunk of EXIF that says how a picture is turned. */
function exifChunk(orientation: number): Uint8Array {
  const exif = orientationOnly(orientation);
  return Uint8Array.of(...new TextEncoder().encode("EXIF"), ...little(exif.length), ...exif);
}
