/**
 * WAV.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, lasting } from "../described.ts";
import type { Edits } from "../edits.ts";
import { KEPT_MAX, type Source, type Steps } from "../source.ts";

/** Who streams a sound does not know its length, and says this. */
const UNTIL_END = 0xffff_ffff;
const LOCATION = /location|gps|latitude/i;

export function* readWav(source: Source, edits: Edits): Steps<Described> {
  yield* source.skip(12);
  let rate = 0;
  let bytes: number | undefined;
  // A last chunk of a single byte, or what else is left over, is none.
  for (let head = yield* source.readUpTo(8); head.length === 8; head = yield* source.readUpTo(8)) {
    source.countPart();
    const [name, length] = [head.text(0, 4), head.u32(4, true)];
    const start = source.at;
    if (name === "fmt ") rate = (yield* source.read(16)).u32(8, true);
    else if (name === "data" && length === UNTIL_END) bytes = (yield* source.rest()) - start;
    else if (name === "data") bytes ??= length;
    else yield* lookForLocation(source, edits, length);
    if (name === "data" && length === UNTIL_END) break;
    yield* source.skip(start + length - source.at);
    if (length % 2 === 1 && !(yield* source.isAtEnd())) yield* source.skip(1);
  }
  if (rate === 0 || bytes === undefined) throw new Broken("A sound has no format");
  return { type: "audio/wav", ...lasting(bytes / rate) };
}

/** Other chunks are left as they are. */
function* lookForLocation(source: Source, edits: Edits, length: number): Steps<void> {
  const contents = yield* source.read(Math.min(length, KEPT_MAX));
  if (LOCATION.test(new TextDecoder("latin1").decode(contents.bytes))) edits.leaveLocation();
}
