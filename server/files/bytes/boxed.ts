/**
 * Files of boxes: MP4 and QuickTime films, AVIF and HEIC.
 *
 * @module
 */
import { type Box, freeBox, nextBox } from "./boxes.ts";
import { Broken } from "./broken.ts";
import { type Described, picture, sized, UNKNOWN } from "./described.ts";
import type { Edits } from "./edits.ts";
import type { Fields } from "./fields.ts";
import { Movie } from "./media/movie.ts";
import type { Range } from "./pictures/item_places.ts";
import { Items } from "./pictures/items.ts";
import { KEPT_MAX, type Source, type Steps } from "./source.ts";

/** Brands that a file may say that it is of, and their types. */
const BRANDS: readonly (readonly [brand: RegExp, type: string])[] = [
  [/^avi[fs]$/, "image/avif"],
  [/^he[iv][cxms]$/, "image/heic"],
  [/^qt {2}$/, "video/quicktime"],
  [/^(iso[m2-9a-c]|mp4[12]|mp71|avc1|hvc1|dash|isml|piff|cmf[csl2]|hlsf|dby1|mmp4)$/, "video/mp4"],
  [
    /^(M4[AVBP][ HP]|F4[VPAB] |f4v |3g[p2s]\w|MSNV|XAVC|CAEP|caqv|pana|niko|mqt |ND[SX]\w|KDDI)$/,
    "video/mp4",
  ],
];
/** Brands of pictures that say nothing of how these are coded. */
const GENERAL_BRANDS = ["mif1", "mif2", "msf1", "miaf"];
/** Boxes without anything personal. */
const KNOWN = new Set([
  ...["ftyp", "styp", "mdat", "moof", "mfra", "sidx", "ssix", "prft", "emsg", "pdin", "idat"],
  ...["free", "skip", "wide"],
]);
/** Ranges of data that are remembered, at most: items in others can't be edited. */
const DATA_MAX = 64;

/** How films begin that are older than brands. */
const OLD = ["moov", "mdat", "wide"];
/** The first byte of their length: in a text it would be larger. */
const OLD_MAX = 8;

/** Whether a file begins as one of boxes. */
export function isBoxed(head: Fields): boolean {
  return head.has("ftyp", 4) || OLD.some((name) => head.has(name, 4)) && head.u8(0) <= OLD_MAX;
}

export function* readBoxed(source: Source, edits: Edits): Steps<Described> {
  const type = yield* typeOf(source);
  if (type === UNKNOWN) return { type };
  const file = new BoxedFile(type, source, edits);
  while (!(yield* source.isAtEnd())) yield* file.next();
  return file.end();
}

function* typeOf(source: Source): Steps<string> {
  const head = yield* source.read(8);
  source.unread(head);
  if (!head.has("ftyp", 4)) return "video/quicktime";
  const box = yield* nextBox(source, Infinity);
  if (box.end === Infinity) throw new Broken("A box has no end");
  const fields = yield* source.read(box.end - box.start);
  const own = typeOfBrand(fields.text(0, 4));
  if (own || !GENERAL_BRANDS.includes(fields.text(0, 4))) return own ?? UNKNOWN;
  // Then others that it is compatible with say more.
  for (let at = 8; at + 4 <= fields.length; at += 4) {
    const type = typeOfBrand(fields.text(at, 4));
    if (type?.startsWith("image/")) return type;
  }
  return "image/heif";
}

function typeOfBrand(brand: string): string | undefined {
  return BRANDS.find(([known]) => known.test(brand))?.[1];
}

class BoxedFile {
  readonly #type: string;
  readonly #source: Source;
  readonly #edits: Edits;
  readonly #movie: Movie;
  #items: Items | undefined;
  readonly #data: Range[] = [];

  constructor(type: string, source: Source, edits: Edits) {
    this.#type = type;
    this.#source = source;
    this.#edits = edits;
    this.#movie = new Movie(source, edits);
  }

  /** Reads the next box. */
  *next(): Steps<void> {
    const box = yield* nextBox(this.#source, Infinity);
    if (box.end === Infinity) {
      // Only data may go on to the end of the file.
      if (box.name !== "mdat") throw new Broken("A box has no end");
      return this.#addData({ start: box.start, end: yield* this.#source.rest() });
    }
    if (box.name === "mdat") this.#addData(box);
    else if (box.name === "moov") yield* this.#movie.read(box);
    else if (box.name === "moof") yield* this.#movie.readFragment(box);
    else if (box.name === "meta") yield* this.#meta(box);
    else if (box.name === "udta" || box.name === "uuid") yield* this.#movie.metadata(box);
    else if (!KNOWN.has(box.name)) freeBox(box, this.#edits);
    if (this.#source.at > box.end) throw new Broken("A box is shorter than its contents");
    yield* this.#source.skip(box.end - this.#source.at);
  }

  /** What the file is, now that all of it has been read. */
  end(): Described {
    this.#movie.end();
    return this.#isPicture ? this.#picture() : this.#film();
  }

  get #isPicture(): boolean {
    return this.#type.startsWith("image/");
  }

  #addData(range: Range): void {
    if (this.#data.length < DATA_MAX) this.#data.push({ start: range.start, end: range.end });
  }

  *#meta(box: Box): Steps<void> {
    if (!this.#isPicture) return yield* this.#movie.metadata(box);
    if (this.#items) throw new Broken("There are two lists of pictures");
    const length = box.end - box.start;
    // Nothing can be said of what is too large to be kept, but that its places are in it.
    if (length > KEPT_MAX) this.#edits.leaveLocation();
    this.#items = new Items(yield* this.#source.read(length), box.start);
    if (this.#items.haveMetadata) this.#edits.sawLocation();
  }

  #picture(): Described {
    if (!this.#items) throw new Broken("There are no pictures");
    this.#items.edit(this.#data, this.#source.at, this.#edits);
    const { width, height, orientation } = this.#items.size;
    return picture(this.#type, width, height, orientation);
  }

  #film(): Described {
    const { video, hasTracks, duration } = this.#movie;
    if (!hasTracks || this.#data.length === 0) throw new Broken("A film has no tracks");
    if (!video) return { type: this.#type.replace("video/mp4", "audio/mp4"), ...duration };
    return { type: this.#type, ...sized(video.width, video.height), ...duration };
  }
}
