/**
 * WebM.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, lasting, sized, UNKNOWN } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Fields } from "../fields.ts";
import { KEPT_MAX, type Source, type Steps } from "../source.ts";

/** An element that may be taken out: all of it, and its contents. */
interface Tag {
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly hasLocation: boolean;
}

/** Elements by their names. Those that others are in are read as if they were beside these. */
const Id = {
  Head: 0x1a45dfa3,
  DocType: 0x4282,
  Segment: 0x18538067,
  Info: 0x1549a966,
  TimestampScale: 0x2ad7b1,
  Duration: 0x4489,
  Title: 0x7ba9,
  Date: 0x4461,
  Tracks: 0x1654ae6b,
  TrackEntry: 0xae,
  TrackType: 0x83,
  Video: 0xe0,
  PixelWidth: 0xb0,
  PixelHeight: 0xba,
  DisplayWidth: 0x54b0,
  DisplayHeight: 0x54ba,
  DisplayUnit: 0x54b2,
  Cluster: 0x1f43b675,
  Timestamp: 0xe7,
  SimpleBlock: 0xa3,
  BlockGroup: 0xa0,
  Block: 0xa1,
  Tags: 0x1254c367,
  Void: 0xec,
} as const;
const OPENED: readonly number[] = [
  ...[Id.Head, Id.Segment, Id.Info, Id.Tracks, Id.TrackEntry, Id.Video, Id.Cluster, Id.BlockGroup],
];
const NUMBERS: readonly number[] = [
  ...[Id.TimestampScale, Id.TrackType, Id.PixelWidth, Id.PixelHeight],
  ...[Id.DisplayWidth, Id.DisplayHeight, Id.DisplayUnit, Id.Timestamp],
];
/** What says what a film is called, and when and where it was made. */
const TAGS: readonly number[] = [Id.Title, Id.Date, Id.Tags];
/** Of these, at most. */
const TAGS_MAX = 64;
/** Who streams does not know how long an element becomes. */
const UNTIL_END = Infinity;
const VIDEO = 1;
const LOCATION = /location|gps|latitude/i;

export function* readWebm(source: Source, edits: Edits): Steps<Described> {
  const elements = new Elements(source, edits);
  while (!(yield* source.isAtEnd())) {
    yield* elements.next();
    if (!elements.isWebm) return { type: UNKNOWN };
  }
  return elements.described();
}

class Elements {
  readonly #source: Source;
  readonly #edits: Edits;
  /** What numbers are; of several of a kind, the first. */
  readonly #numbers = new Map<number, number>();
  #docType: string | undefined;
  #hasTracks = false;
  #hasVideo = false;
  #hasCluster = false;
  /** How long it lasts, as it says itself. */
  #duration: number | undefined;
  readonly #tags: Tag[] = [];
  /** When the cluster, and the last block, begins. */
  #cluster = 0;
  #last = 0;
  #end = 0;

  constructor(source: Source, edits: Edits) {
    this.#source = source;
    this.#edits = edits;
  }

  get isWebm(): boolean {
    return this.#docType === undefined || this.#docType === "webm";
  }

  /** Reads the next element; of those with others in them, only the heading. */
  *next(): Steps<void> {
    this.#source.countPart();
    const at = this.#source.at;
    const id = yield* this.#number(4, false);
    const length = yield* this.#number(8, true);
    if (OPENED.includes(id)) return this.#open(id, length);
    if (length === UNTIL_END) throw new Broken("An element has no end");
    const end = this.#source.at + length;
    if (NUMBERS.includes(id)) this.#note(id, (yield* this.#source.read(length)).uint(0, length));
    else if (id === Id.Duration) this.#duration = float(yield* this.#source.read(length));
    else if (id === Id.DocType) this.#docType ??= textOf(yield* this.#source.read(length));
    else if (id === Id.SimpleBlock || id === Id.Block) yield* this.#block(length);
    else if (TAGS.includes(id)) yield* this.#tag(at, end);
    const left = end - this.#source.at;
    if (!this.#source.pass(left)) yield* this.#source.skip(left);
  }

  described(): Described {
    const isWhole = this.#hasTracks && this.#hasCluster && this.#source.at >= this.#end;
    if (!this.#docType || !isWhole) {
      throw new Broken("A film is not whole");
    }
    this.#edit();
    const scale = (this.#numbers.get(Id.TimestampScale) ?? 1_000_000) / 1e9;
    const duration = lasting((this.#duration ?? this.#last) * scale);
    if (!this.#hasVideo) return { type: "audio/webm", ...duration };
    const isInPixels = (this.#numbers.get(Id.DisplayUnit) ?? 0) === 0;
    const size = (display: number, pixels: number) =>
      (isInPixels ? this.#numbers.get(display) : 0) || this.#numbers.get(pixels) || 0;
    const width = size(Id.DisplayWidth, Id.PixelWidth);
    const height = size(Id.DisplayHeight, Id.PixelHeight);
    return { type: "video/webm", ...sized(width, height), ...duration };
  }

  #open(id: number, length: number): void {
    if (this.#source.at < 16 && id !== Id.Head) throw new Broken("A film has no heading");
    if (id === Id.Segment && length !== UNTIL_END) this.#end = this.#source.at + length;
    this.#hasTracks ||= id === Id.TrackEntry;
    this.#hasCluster ||= id === Id.Cluster;
  }

  #note(id: number, value: number): void {
    if (id === Id.TrackType) this.#hasVideo ||= value === VIDEO;
    else if (id === Id.Timestamp) this.#cluster = value;
    else if (!this.#numbers.has(id)) this.#numbers.set(id, value);
  }

  /** Its time is relative to its cluster's, after the number of its track. */
  *#block(length: number): Steps<void> {
    const start = this.#source.at;
    yield* this.#number(8, true);
    if (this.#source.at + 2 > start + length) throw new Broken("A block has no time");
    const time = (yield* this.#source.read(2)).u16(0) << 16 >> 16;
    this.#last = Math.max(this.#last, this.#cluster + time);
  }

  *#tag(at: number, end: number): Steps<void> {
    if (this.#tags.length >= TAGS_MAX) throw new Broken("There are too many tags");
    const start = this.#source.at;
    const contents = yield* this.#source.read(Math.min(end - start, KEPT_MAX));
    const hasLocation = LOCATION.test(new TextDecoder("latin1").decode(contents.bytes));
    if (hasLocation) this.#edits.sawLocation();
    this.#tags.push({ at, start, end, hasLocation });
  }

  /** Tags of films become voids of the same length, and of sounds those with a location. */
  #edit(): void {
    for (const { at, start, end, hasLocation } of this.#tags) {
      if (!hasLocation && !this.#hasVideo) continue;
      this.#edits.replace(at, start - at, voidHead(start - at, end - at));
      this.#edits.blank(start, end - start);
    }
  }

  /** A number that says by its first bits how long it is, which are part of it or not. */
  *#number(lengthMax: number, isValue: boolean): Steps<number> {
    let first = this.#source.next();
    if (first < 0) first = yield* this.#source.byte();
    const length = Math.clz32(first) - 23;
    if (length > lengthMax) throw new Broken("A number is too long");
    let value = isValue ? first & (0xff >> length) : first;
    let isUnknown = isValue && value === 0xff >> length;
    for (let i = 1; i < length; i++) {
      let byte = this.#source.next();
      if (byte < 0) byte = yield* this.#source.byte();
      isUnknown &&= byte === 0xff;
      value = value * 256 + byte;
    }
    return isUnknown ? UNTIL_END : value;
  }
}

function float(fields: Fields): number {
  return fields.length === 4 ? fields.f32(0) : fields.length === 8 ? fields.f64(0) : 0;
}

function textOf(fields: Fields): string {
  return fields.text(0, fields.length).replace(/\0+$/, "");
}

/** The heading of a void: its name is shorter than that of tags, so that its length is longer. */
function voidHead(head: number, whole: number): Uint8Array {
  const size = Math.min(head - 1, 8);
  const bytes = new Uint8Array(head);
  bytes[0] = Id.Void;
  let left = whole - 1 - size;
  for (let at = size; at > 0; at--) {
    bytes[at] = left % 256;
    left = Math.floor(left / 256);
  }
  bytes[1] = (bytes[1] ?? 0) | 0x100 >> size;
  return bytes;
}
