/**
 * What the bytes of a file say that it is.
 *
 * @module
 */
import { Broken } from "./broken.ts";
import type { Edits } from "./edits.ts";
import type { Source, Steps } from "./source.ts";

/** Pixels of a side at most. A file of a few bytes may claim to be a picture of any size. */
const SIDE_MAX = 16_384;
/** Pixels at most: a browser takes four bytes for each. */
const PIXELS_MAX = 100_000_000;

/** Seconds at most: whoever tells of more has lost count. */
const SECONDS_MAX = 100_000_000;

/** What everything is that is nothing else. */
export const UNKNOWN = "application/octet-stream";

export interface Described {
  readonly type: string;
  /** Pixels, as a browser shows it: turned as it asks to be. */
  readonly width?: number;
  readonly height?: number;
  /** Seconds. */
  readonly duration?: number;
}

/** Reads a file from its first byte to its last, notes what to take out, and says what it is. */
export type Reader = (source: Source, edits: Edits) => Steps<Described>;

/** A picture of a size; a plain file when it would be too large to be shown. */
export function picture(type: string, width: number, height: number, turns = 1): Described {
  if (width < 1 || height < 1) throw new Broken("A picture has no size");
  if (Math.max(width, height) > SIDE_MAX || width * height > PIXELS_MAX) return { type: UNKNOWN };
  return turns < 5 ? { type, width, height } : { type, width: height, height: width };
}

/** The size of a film, where it is one that may be. */
export function sized(width: number, height: number): Pick<Described, "width" | "height"> {
  const isSize = Math.min(width, height) > 0 && Math.max(width, height) <= SIDE_MAX;
  return isSize ? { width, height } : {};
}

/** A number of seconds, to the millisecond, where it is one that may be. */
export function lasting(seconds: number): Pick<Described, "duration"> {
  const duration = Math.round(seconds * 1000) / 1000;
  return duration > 0 && duration < SECONDS_MAX ? { duration } : {};
}
