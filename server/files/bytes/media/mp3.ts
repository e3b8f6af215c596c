/**
 * MP3, with ID3 before it or without.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, lasting } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Fields } from "../fields.ts";
import { KEPT_MAX, type Source, type Steps } from "../source.ts";

/** Kilobits a second, of the first version of MPEG and of those after it. */
const RATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
/** Samples a second, of the first version; a half of it, and a quarter, of the others. */
const SAMPLE_RATES = [44_100, 48_000, 32_000];
/** ID3 before a sound at most: some programs write it twice. */
const TAGS_MAX = 8;
/** The label of a field of one's own, as programs call a place. */
const LOCATION = /(?:geo|gps|location|latitude)/i;

interface Frame {
  readonly length: number;
  readonly bitRate: number;
  readonly sampleRate: number;
  readonly samples: number;
  /** Where a heading with the number of frames would be. */
  readonly heading: number;
}

/** Whether a file begins with ID3, or a frame. */
export function isMp3(head: Fields): boolean {
  return head.has("ID3") || frameOf(head) !== undefined;
}

export function* readMp3(source: Source, edits: Edits): Steps<Described> {
  let head = yield* source.read(10);
  for (let count = 1; head.has("ID3"); count++) {
    if (count > TAGS_MAX) throw new Broken("There are too many tags");
    yield* tags(source, edits, head);
    head = yield* source.read(10);
  }
  source.unread(head);
  const start = source.at;
  const frame = frameOf(head);
  if (!frame) throw new Broken("A sound has no frame");
  const first = yield* source.read(frame.length);
  if (!(yield* source.isAtEnd())) {
    const next = yield* source.readUpTo(4);
    const ends = next.has("TAG") || next.has("APET") || next.length < 4;
    if (!ends && !frameOf(next)) throw new Broken("A sound has no second frame");
  }
  const bytes = (yield* source.rest()) - start;
  const count = frameCount(first, frame);
  const seconds = count === undefined
    ? bytes * 8 / frame.bitRate
    : count * frame.samples / frame.sampleRate;
  return { type: "audio/mpeg", ...lasting(seconds) };
}

/** Passes over ID3. It is left as it is; whether there is a location in it is told. */
function* tags(source: Source, edits: Edits, head: Fields): Steps<void> {
  const length = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head.u8(at) & 0x7f), 0);
  const contents = yield* source.read(Math.min(length, KEPT_MAX));
  const text = new TextDecoder("latin1").decode(contents.bytes);
  const fields = text.replaceAll("\0", "").matchAll(/TXXX.{0,80}/gs);
  if (fields.some(([field]) => LOCATION.test(field))) edits.leaveLocation();
  yield* source.skip(length - contents.length);
}

/** The frame that begins so; `undefined` when none does. */
function frameOf(head: Fields): Frame | undefined {
  if (head.length < 4 || head.u8(0) !== 0xff || (head.u8(1) & 0xe6) !== 0xe2) return undefined;
  const version = head.u8(1) >>> 3 & 3;
  const isFirst = version === 3;
  const rate = RATES[isFirst ? 0 : 1][head.u8(2) >>> 4] ?? 0;
  const base = SAMPLE_RATES[head.u8(2) >>> 2 & 3];
  if (version === 1 || rate === 0 || base === undefined) return undefined;
  const sampleRate = base / (isFirst ? 1 : version === 2 ? 2 : 4);
  const bitRate = rate * 1000;
  const samples = isFirst ? 1152 : 576;
  const padding = head.u8(2) >>> 1 & 1;
  const isMono = head.u8(3) >>> 6 === 3;
  return {
    length: Math.floor(samples / 8 * bitRate / sampleRate) + padding,
    bitRate,
    sampleRate,
    samples,
    heading: 4 + (isFirst ? isMono ? 17 : 32 : isMono ? 9 : 17),
  };
}

/** How many frames there are, if the first one says so. */
function frameCount(first: Fields, { heading }: Frame): number | undefined {
  if (first.has("VBRI", 36) && first.length >= 54) return first.u32(50);
  const hasCount = (first.has("Xing", heading) || first.has("Info", heading)) &&
    first.length >= heading + 12 && (first.u8(heading + 7) & 1) === 1;
  return hasCount ? first.u32(heading + 8) : undefined;
}
