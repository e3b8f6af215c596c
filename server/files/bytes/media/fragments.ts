/**
 * How long a film lasts that was recorded in fragments, as browsers record it.
 *
 * @module
 */
import { type Box, eachBox } from "../boxes.ts";
import type { Fields } from "../fields.ts";
import { KEPT_MAX, type Source, type Steps } from "../source.ts";

/** Which optional fields there are, by their flags. */
const Has = {
  Offset: 0x01,
  Description: 0x02,
  SampleDuration: 0x08,
  FirstFlags: 0x04,
  Duration: 0x100,
  Size: 0x200,
  Flags: 0x400,
  Composition: 0x800,
} as const;

/** Tracks of a film at most. */
export const TRACKS_MAX = 64;

/** What a track says of the times in it. */
export interface Times {
  /** Its number. */
  id: number;
  /** Of its units, so many are a second. */
  timescale: number;
}

export class Fragments {
  readonly #source: Source;
  /** How long a sample lasts, by the number of its track, where nothing else is said. */
  readonly #defaults = new Map<number, number>();
  /** When the last fragment of a track ends, by its number. */
  readonly #ends = new Map<number, number>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** Reads what is said of all fragments of a track. */
  *readDefaults(box: Box): Steps<void> {
    const fields = yield* this.#source.read(box.end - box.start);
    if (this.#defaults.size < TRACKS_MAX) this.#defaults.set(fields.u32(4), fields.u32(12));
  }

  /** Reads a fragment. Of tracks that nothing was said of before, nothing is kept. */
  *read(box: Box): Steps<void> {
    yield* eachBox(this.#source, box.end, (part) => this.#part(part));
  }

  /** Seconds, by the longest of the tracks. */
  durationOf(tracks: readonly Times[]): number {
    const seconds = tracks.map(({ id, timescale }) => (this.#ends.get(id) ?? 0) / timescale);
    return Math.max(0, ...seconds.filter(Number.isFinite));
  }

  *#part(box: Box): Steps<void> {
    if (box.name !== "traf") return;
    const track = { id: 0, each: 0 };
    yield* eachBox(this.#source, box.end, (part) => this.#trackPart(part, track));
  }

  *#trackPart(box: Box, track: { id: number; each: number }): Steps<void> {
    if (!["tfhd", "tfdt", "trun"].includes(box.name) || box.end - box.start > KEPT_MAX) return;
    const fields = yield* this.#source.read(box.end - box.start);
    const flags = fields.u24(1);
    if (box.name === "tfhd") {
      const at = 8 + (flags & Has.Offset ? 8 : 0) + (flags & Has.Description ? 4 : 0);
      track.id = fields.u32(4);
      track.each = flags & Has.SampleDuration ? fields.u32(at) : this.#defaults.get(track.id) ?? 0;
    } else if (box.name === "tfdt") {
      this.#setEnd(track.id, fields.u8(0) === 1 ? fields.u64(4) : fields.u32(4));
    } else {
      const end = (this.#ends.get(track.id) ?? 0) + durationOfRun(fields, flags, track.each);
      this.#setEnd(track.id, end);
    }
  }

  #setEnd(id: number, end: number): void {
    if (this.#defaults.has(id)) this.#ends.set(id, end);
  }
}

/** How long a run of samples lasts, each of which may have fields of its own. */
function durationOfRun(fields: Fields, flags: number, each: number): number {
  const count = fields.u32(4);
  if (!(flags & Has.Duration)) return count * each;
  const size = [Has.Duration, Has.Size, Has.Flags, Has.Composition]
    .reduce((sum, flag) => sum + (flags & flag ? 4 : 0), 0);
  const start = 8 + (flags & Has.Offset ? 4 : 0) + (flags & Has.FirstFlags ? 4 : 0);
  let duration = 0;
  for (let i = 0; i < count; i++) duration += fields.u32(start + i * size);
  return duration;
}
