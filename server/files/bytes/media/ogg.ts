/**
 * Ogg: Opus, Vorbis, FLAC or Speex, or Theora with pictures.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, lasting, sized, UNKNOWN } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Fields } from "../fields.ts";
import type { Source, Steps } from "../source.ts";

const CONTINUED = 0x01;
const FIRST = 0x02;
/** A page that ends no packet. */
const NO_TIME = 2 ** 64;
const OPUS_RATE = 48_000;
/** Streams of one file at most. */
const STREAMS_MAX = 16;
/** How packets of comments begin. */
const COMMENTS = ["OpusTags", "\x03vorbis", "\x81theora", "\x84", "Speex"];
/** A comment with a place, as programs and phones write it. */
const LOCATION = /\b(?:geo_|recording_)?location\w*=|\bgps\w*=|\blatitude=/i;

/** What the first packet of a stream says. */
interface Stream {
  readonly serial: number;
  readonly kind: "sound" | "film" | "other";
  /** Times are counted in samples, so many a second, from so many on. */
  readonly rate: number;
  readonly skipped: number;
  readonly width?: number;
  readonly height?: number;
}

export function* readOgg(source: Source, edits: Edits): Steps<Described> {
  const streams: Stream[] = [];
  let duration = 0;
  while (!(yield* source.isAtEnd())) {
    source.countPart();
    const page = source.take(27) ?? (yield* source.read(27));
    if (!page.has("OggS\0")) throw new Broken("A page has no heading");
    const sizes = yield* source.read(page.u8(26));
    const contents = yield* source.read(sizes.bytes.reduce((sum, size) => sum + size, 0));
    const serial = page.u32(14, true);
    if (page.u8(5) & FIRST) {
      if (streams.length < STREAMS_MAX) streams.push(streamOf(serial, contents));
    } else if (page.u32(18, true) < 3 && !(page.u8(5) & CONTINUED)) {
      lookForLocation(contents, edits);
    }
    const time = page.u64(6, true);
    const stream = streams.find((stream) => stream.serial === serial);
    if (stream?.rate && time < NO_TIME / 2) {
      duration = Math.max(duration, (time - stream.skipped) / stream.rate);
    }
  }
  const film = streams.find(({ kind }) => kind === "film");
  if (!film && !streams.some(({ kind }) => kind === "sound")) {
    return { type: UNKNOWN };
  }
  const size = film ? sized(film.width ?? 0, film.height ?? 0) : {};
  return { type: film ? "video/ogg" : "audio/ogg", ...size, ...lasting(duration) };
}

function streamOf(serial: number, packet: Fields): Stream {
  const none = { serial, kind: "sound", rate: 0, skipped: 0 } as const;
  if (packet.has("OpusHead")) return { ...none, rate: OPUS_RATE, skipped: packet.u16(10, true) };
  if (packet.has("\x01vorbis")) return { ...none, rate: packet.u32(12, true) };
  if (packet.has("\x7fFLAC")) return { ...none, rate: packet.u24(27) >>> 4 };
  if (packet.has("Speex   ")) return { ...none, rate: packet.u32(36, true) };
  if (!packet.has("\x80theora")) return { ...none, kind: "other" };
  return { ...none, kind: "film", width: packet.u24(14), height: packet.u24(17) };
}

/** Comments are in one of the first pages of a stream. They are left as they are. */
function lookForLocation(contents: Fields, edits: Edits): void {
  const text = new TextDecoder("latin1").decode(contents.bytes);
  if (COMMENTS.some((name) => contents.has(name)) && LOCATION.test(text)) edits.leaveLocation();
}
