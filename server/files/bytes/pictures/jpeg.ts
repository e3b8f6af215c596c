/**
 * JPEG.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, picture } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Fields } from "../fields.ts";
import type { Source, Steps } from "../source.ts";
import { orientationOnly, readExif, tellsLocation } from "./exif.ts";

export const JPEG = "\xff\xd8\xff";

/** The second bytes of markers. */
const Marker = {
  Frame: 0xc0,
  Huffman: 0xc4,
  Extension: 0xc8,
  Arithmetic: 0xcc,
  FrameEnd: 0xcf,
  Restart: 0xd0,
  Start: 0xd8,
  End: 0xd9,
  Scan: 0xda,
  Quantization: 0xdb,
  Lines: 0xdc,
  Interval: 0xdd,
  App: 0xe0,
  AppEnd: 0xef,
  Comment: 0xfe,
} as const;
const TABLES: readonly number[] = [
  ...[Marker.Huffman, Marker.Arithmetic, Marker.Quantization, Marker.Lines, Marker.Interval],
];
/** What stays of a segment of JFIF: not the small picture in it. */
const JFIF_LENGTH = 14;
/** How colours are coded. */
const ADOBE_LENGTH = 12;
const XMP = "http://ns.adobe.com/xap/1.0/\0";

export function* readJpeg(source: Source, edits: Edits): Steps<Described> {
  yield* source.skip(2);
  const segments = new Segments(source, edits);
  while (yield* segments.next());
  const { width, height, orientation, hasScan } = segments;
  if (!hasScan) throw new Broken("A picture has no pixels");
  // Other pictures, films and sounds of the same moment may follow.
  const end = source.at;
  edits.remove(end, (yield* source.rest()) - end);
  return picture("image/jpeg", width, height, orientation);
}

class Segments {
  readonly #source: Source;
  readonly #edits: Edits;
  width = 0;
  height = 0;
  hasScan = false;
  /** What the first EXIF says. */
  orientation: number | undefined;
  /** The marker that ended the last scan. */
  #marker: number | undefined;

  constructor(source: Source, edits: Edits) {
    this.#source = source;
    this.#edits = edits;
  }

  /** Reads a segment, and the scan that follows it; `false` at the end of the picture. */
  *next(): Steps<boolean> {
    const marker = this.#marker ?? (yield* this.#nextMarker());
    this.#marker = undefined;
    if (marker === Marker.End) return false;
    const source = this.#source;
    source.countPart();
    const at = source.at - 2;
    const length = (source.take(2) ?? (yield* source.read(2))).u16(0);
    if (length < 2) throw new Broken("A segment is shorter than its length");
    const contents = source.take(length - 2) ?? (yield* source.read(length - 2));
    if (marker === Marker.Scan) {
      if (this.width === 0) throw new Broken("A scan has no frame");
      this.hasScan = true;
      this.#marker = yield* this.#scan();
    } else if (isFrame(marker)) this.#frame(contents);
    else if (marker >= Marker.App && marker <= Marker.AppEnd || marker === Marker.Comment) {
      this.#metadata(marker, at, contents);
    } else if (!TABLES.includes(marker)) throw new Broken("A marker is unknown");
    return true;
  }

  *#nextMarker(): Steps<number> {
    if ((yield* this.#source.byte()) !== 0xff) throw new Broken("A segment has no marker");
    let marker = 0xff;
    while (marker === 0xff) marker = yield* this.#source.byte();
    return marker;
  }

  /** Passes over what is coded, up to the next marker, and it. */
  *#scan(): Steps<number> {
    for (;;) {
      while (!this.#source.passTo(0xff)) yield* this.#source.more();
      let marker = 0xff;
      while (marker === 0xff) {
        marker = this.#source.next();
        if (marker < 0) marker = yield* this.#source.byte();
      }
      const isCoded = marker === 0 || marker >= Marker.Restart && marker < Marker.Start;
      if (!isCoded) return marker;
    }
  }

  #frame(contents: Fields): void {
    if (this.width > 0) throw new Broken("A picture has two frames");
    this.height = contents.u16(1);
    this.width = contents.u16(3);
    if (this.width === 0 || this.height === 0) throw new Broken("A picture has no size");
  }

  /** Leaves out what does not change how the picture looks. */
  #metadata(marker: number, at: number, contents: Fields): void {
    const length = contents.length + 4;
    const isApp = (number: number, name: string) =>
      marker === Marker.App + number && contents.has(name);
    if (isApp(2, "ICC_PROFILE\0")) return;
    if (isApp(0, "JFIF\0")) return this.#shorten(marker, at, contents, JFIF_LENGTH);
    if (isApp(14, "Adobe")) return this.#shorten(marker, at, contents, ADOBE_LENGTH);
    if (isApp(1, XMP) && tellsLocation(contents)) this.#edits.sawLocation();
    if (!isApp(1, "Exif\0") || this.orientation !== undefined) {
      return this.#edits.remove(at, length);
    }
    const { orientation, hasLocation } = readExif(contents);
    if (hasLocation) this.#edits.sawLocation();
    this.orientation = orientation;
    if (orientation === 1) this.#edits.remove(at, length);
    else {
      const heading = new TextEncoder().encode("Exif\0\0");
      const exif = [...heading, ...orientationOnly(orientation)];
      this.#edits.replace(at, length, segment(marker, exif));
    }
  }

  /** Leaves out all but the beginning of a segment. */
  #shorten(marker: number, at: number, contents: Fields, length: number): void {
    if (contents.length === length) return;
    const kept = contents.from(0, length).bytes.slice();
    // The width and the height of the small picture.
    if (length === JFIF_LENGTH) kept.fill(0, length - 2);
    this.#edits.replace(at, contents.length + 4, segment(marker, kept));
  }
}

function isFrame(marker: number): boolean {
  return marker >= Marker.Frame && marker <= Marker.FrameEnd &&
    ![Marker.Huffman, Marker.Extension, Marker.Arithmetic].some((other) => other === marker);
}

function segment(marker: number, contents: ArrayLike<number> & Iterable<number>): Uint8Array {
  return Uint8Array.of(0xff, marker, 0, contents.length + 2, ...contents);
}
