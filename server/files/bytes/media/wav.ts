/**
 * WAV.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, lasting } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Source, Steps } from "../source.ts";

/** Who streams a sound does not know its length, and says this. */
const UNTIL_END = 0xffff_ffff;

export function* readWav(source: Source, _edits: Edits): Steps<Described> {
  yield* source.skip(12);
  let rate = 0;
  for (;;) {
    const head = yield* source.read(8);
    const [name, length] = [head.text(0, 4), head.u32(4, true)];
    if (name === "fmt ") {
      const format = yield* source.read(Math.min(length, 16));
      rate = format.u32(8, true);
      yield* source.skip(length - format.length + length % 2);
    } else if (name === "data") {
      if (rate === 0) throw new Broken("A sound has no format");
      const start = source.at;
      const left = (yield* source.rest()) - start;
      if (length !== UNTIL_END && length > left) throw new Broken("The file ends too early");
      return { type: "audio/wav", ...lasting(Math.min(length, left) / rate) };
    } else yield* source.skip(length + length % 2);
  }
}
