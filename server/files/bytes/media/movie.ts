/**
 * The part of an MP4 or a QuickTime film that says what is in it.
 *
 * @module
 */
import { type Box, eachBox, freeBox } from "../boxes.ts";
import { Broken } from "../broken.ts";
import { type Described, lasting } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Fields } from "../fields.ts";
import { Fragments, type Times, TRACKS_MAX } from "./fragments.ts";
import { KEPT_MAX, type Source, type Steps } from "../source.ts";

/** Extensions that a film is shown by: a sphere, and encryption. XMP and cameras' own are none. */
const SHOWN_EXTENSIONS = new Set([
  ...["ffcc8263f8554a938814587a02521fdd", "a2394f525a9b4f14a2446c427c648df4"],
  ...["8974dbce7be74c5184f97148f9882554", "6d1d9b0542d544e680e2141daff757b2"],
]);
/** Lists of tags, and places in them, at most. */
const TAGS_MAX = 64;
/** Tags that tell a location among those of a sound. */
const LOCATION_TAGS = ["\xa9xyz", "loci"];
/** Durations that say that none is known. */
const UNKNOWN_DURATIONS: readonly number[] = [0xffff_ffff, 2 ** 64];
const TEXT_TRACKS = ["text", "sbtl", "subt", "clcp", "tmcd", "hint", "auxv", "pict"];

interface Track extends Times {
  handler: string;
  width: number;
  height: number;
}

export class Movie {
  readonly #source: Source;
  readonly #edits: Edits;
  readonly #tracks: Track[] = [];
  readonly #fragments: Fragments;
  #duration = 0;
  #timescale = 0;
  /** Tags as players write them, a title for example, and places among them. A sound keeps its tags. */
  readonly #tags: Box[] = [];
  readonly #places: Box[] = [];

  constructor(source: Source, edits: Edits) {
    this.#source = source;
    this.#edits = edits;
    this.#fragments = new Fragments(source);
  }

  /** Its first track with pictures. */
  get video(): Track | undefined {
    return this.#tracks.find(({ handler }) => handler === "vide");
  }

  get hasTracks(): boolean {
    return this.#tracks.length > 0;
  }

  get duration(): Pick<Described, "duration"> {
    return lasting(this.#duration / this.#timescale || this.#fragments.durationOf(this.#tracks));
  }

  /** Reads a box that may stand in the film, in a track and beside both. */
  *metadata(box: Box): Steps<void> {
    if (box.name === "udta") yield* this.#each(box, (part) => this.#userData(part));
    else if (box.name === "meta") yield* this.#meta(box);
    else if (box.name === "uuid") {
      const id = (yield* this.#source.read(16)).bytes.toHex();
      if (!SHOWN_EXTENSIONS.has(id)) freeBox(box, this.#edits);
    }
  }

  /** Reads the film. */
  *read(box: Box): Steps<void> {
    yield* this.#each(box, (part) => this.#part(part));
  }

  /** Reads a fragment of the film. */
  readFragment(box: Box): Steps<void> {
    return this.#fragments.read(box);
  }

  /** Decides what becomes of tags. */
  end(): void {
    for (const box of this.video ? this.#tags : this.#places) freeBox(box, this.#edits);
  }

  *#each(box: Box, visit: (part: Box) => Steps<void>): Steps<void> {
    yield* eachBox(this.#source, box.end, visit);
  }

  *#part(box: Box): Steps<void> {
    if (box.name === "mvhd") {
      const { fields, at } = yield* this.#header(box, 16);
      this.#timescale = fields.u32(at);
      this.#setDuration(fields, at + 4);
    } else if (box.name === "trak") {
      if (this.#tracks.length >= TRACKS_MAX) throw new Broken("A film has too many tracks");
      const track = { id: 0, timescale: 0, handler: "", width: 0, height: 0 };
      yield* this.#each(box, (part) => this.#trackPart(part, track));
      this.#tracks.push(track);
    } else if (box.name === "mvex") yield* this.#each(box, (part) => this.#extension(part));
    // Cameras in cars write where they are among the pictures, and here where that is.
    else if (box.name === "gps ") this.#edits.leaveLocation();
    else yield* this.metadata(box);
  }

  /** A film of fragments tells in another place how long it is, if at all. */
  *#extension(box: Box): Steps<void> {
    if (box.name === "trex") yield* this.#fragments.readDefaults(box);
    if (box.name !== "mehd" || this.#duration > 0) return;
    this.#setDuration(yield* this.#source.read(box.end - box.start), 4);
  }

  #setDuration(fields: Fields, at: number): void {
    const duration = fields.u8(0) === 1 ? fields.u64(at) : fields.u32(at);
    this.#duration = UNKNOWN_DURATIONS.includes(duration) ? 0 : duration;
  }

  *#trackPart(box: Box, track: Track): Steps<void> {
    if (box.name === "tkhd") {
      const { fields, at } = yield* this.#header(box, 64);
      track.id = fields.u32(at);
      const [width, height] = [fields.u32(fields.length - 8), fields.u32(fields.length - 4)]
        .map((fixed) => Math.round(fixed / 2 ** 16));
      // The first two numbers of its matrix, of which the first is 0 if it lies on a side.
      const [along, across] = [fields.i32(fields.length - 44), fields.i32(fields.length - 40)];
      const isTurned = along === 0 && across !== 0;
      track.width = (isTurned ? height : width) ?? 0;
      track.height = (isTurned ? width : height) ?? 0;
    } else if (box.name === "mdia" || box.name === "minf" || box.name === "stbl") {
      yield* this.#each(box, (part) => this.#mediaPart(part, track));
    } else yield* this.metadata(box);
  }

  *#mediaPart(box: Box, track: Track): Steps<void> {
    if (box.name === "minf" || box.name === "stbl") {
      yield* this.#each(box, (part) => this.#mediaPart(part, track));
    } else if (box.name === "mdhd") {
      const { fields, at } = yield* this.#header(box, 16);
      track.timescale = fields.u32(at);
    } else if (box.name === "hdlr") {
      // Within other parts there is one of how data is found.
      if (track.handler === "") yield* this.#handler(box, track);
    } else if (box.name === "stsd") yield* this.#samples(box, track);
  }

  *#handler(box: Box, track: Track): Steps<void> {
    const fields = yield* this.#source.read(Math.min(box.end - box.start, 64));
    track.handler = fields.text(8, 4);
    const name = fields.text(12, fields.length - 12);
    // Drones write where they are as a text that is shown below the pictures.
    if (TEXT_TRACKS.includes(track.handler) && /DJI|GPS/i.test(name)) this.#edits.leaveLocation();
  }

  /** Reads the fields of a heading, as many as it has to have, and takes out when it was made. */
  *#header(box: Box, length: number): Steps<{ fields: Fields; at: number }> {
    const fields = yield* this.#source.read(box.end - box.start);
    if (fields.length < length) throw new Broken("A heading is too short");
    const size = fields.u8(0) === 1 ? 16 : 8;
    if (fields.uint(4, size) > 0) this.#edits.blank(box.start + 4, size);
    return { fields, at: 4 + size };
  }

  /** Places that are recorded along with a film are among its pictures: they stay. */
  *#samples(box: Box, { handler }: Track): Steps<void> {
    if (["vide", "soun", ...TEXT_TRACKS].includes(handler)) return;
    const contents = yield* this.#source.read(Math.min(box.end - box.start, KEPT_MAX));
    const text = new TextDecoder("latin1").decode(contents.bytes);
    // Apple's say what they record.
    if (!text.includes("mebx") || /location/i.test(text)) this.#edits.leaveLocation();
  }

  *#userData(box: Box): Steps<void> {
    if (box.name === "meta") return yield* this.#meta(box);
    if (LOCATION_TAGS.includes(box.name)) this.#edits.sawLocation();
    if (box.name !== "free") freeBox(box, this.#edits);
  }

  *#meta(box: Box): Steps<void> {
    const head = yield* this.#source.read(Math.min(box.end - box.start, 28));
    // In QuickTime it begins without a version.
    const start = head.has("hdlr", 4) ? 0 : 4;
    if (!head.has("mdir", start + 16)) {
      this.#edits.sawLocation();
      return freeBox(box, this.#edits);
    }
    this.#note(this.#tags, box);
    yield* this.#source.skip(box.start + start + head.u32(start) - this.#source.at);
    yield* this.#each(box, (part) => this.#tagList(part));
  }

  *#tagList(box: Box): Steps<void> {
    if (box.name === "ilst") yield* this.#each(box, (tag) => this.#tag(tag));
  }

  // deno-lint-ignore require-yield
  *#tag(box: Box): Steps<void> {
    if (!LOCATION_TAGS.includes(box.name)) return;
    this.#edits.sawLocation();
    this.#note(this.#places, box);
  }

  #note(boxes: Box[], box: Box): void {
    if (boxes.length >= TAGS_MAX) throw new Broken("A film has too many tags");
    boxes.push(box);
  }
}
