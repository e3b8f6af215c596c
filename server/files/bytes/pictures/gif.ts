/**
 * GIF, animated or not.
 *
 * @module
 */
import { Broken } from "../broken.ts";
import { type Described, picture } from "../described.ts";
import type { Edits } from "../edits.ts";
import type { Source, Steps } from "../source.ts";

export const GIFS: readonly string[] = ["GIF87a", "GIF89a"];

const Block = { Extension: 0x21, Picture: 0x2c, End: 0x3b } as const;
const Extension = { Text: 0x01, Control: 0xf9, Application: 0xff } as const;
/** How often an animation is shown. Its block has one part of three bytes. */
const LOOPS = ["NETSCAPE2.0", "ANIMEXTS1.0"];
/** A colour profile. */
const PROFILE = "ICCRGBG1012";

export function* readGif(source: Source, edits: Edits): Steps<Described> {
  const head = yield* source.read(13);
  yield* colours(source, head.u8(10));
  let frames = 0;
  for (;;) {
    source.countPart();
    const at = source.at;
    const block = yield* source.byte();
    if (block === Block.End) break;
    if (block === Block.Extension) yield* extension(source, edits, at);
    else if (block === Block.Picture) {
      yield* colours(source, (yield* source.read(9)).u8(8));
      yield* source.skip(1);
      yield* parts(source);
      frames++;
    } else throw new Broken("A block is unknown");
  }
  if (frames === 0) throw new Broken("A picture has no pixels");
  const end = source.at;
  edits.remove(end, (yield* source.rest()) - end);
  return picture("image/gif", head.u16(6, true), head.u16(8, true));
}

/** Passes over a table of colours, if flags say that there is one. */
function* colours(source: Source, flags: number): Steps<void> {
  if (flags & 0x80) yield* source.skip(3 * 2 ** ((flags & 7) + 1));
}

/** Passes over parts, up to the empty one. How long they are. */
function* parts(source: Source): Steps<number> {
  const start = source.at;
  for (;;) {
    let length = source.next();
    if (length < 0) length = yield* source.byte();
    if (length === 0) return source.at - start;
    source.countPart();
    if (!source.pass(length)) yield* source.skip(length);
  }
}

/** Keeps what says how frames follow each other, and leaves out comments and all others. */
function* extension(source: Source, edits: Edits, at: number): Steps<void> {
  const label = yield* source.byte();
  if (label === Extension.Application) return yield* application(source, edits, at);
  yield* parts(source);
  if (label !== Extension.Control && label !== Extension.Text) edits.remove(at, source.at - at);
}

function* application(source: Source, edits: Edits, at: number): Steps<void> {
  const length = yield* source.byte();
  const name = yield* source.read(length);
  let isKept = name.has(PROFILE);
  if (length === 0) return edits.remove(at, source.at - at);
  if (LOOPS.some((loop) => name.has(loop))) isKept = (yield* parts(source)) === 5;
  // XMP is a text, and ends so that whoever takes it for parts finds its end.
  else yield* parts(source);
  if (!isKept) edits.remove(at, source.at - at);
}
