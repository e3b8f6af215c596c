/**
 * The types of pictures, by their first bytes.
 *
 * @module
 */
import { type Described, type Reader, UNKNOWN } from "./described.ts";
import type { Edits } from "./edits.ts";
import type { Fields } from "./fields.ts";
import { isExif, readExif } from "./pictures/exif.ts";
import { GIFS, readGif } from "./pictures/gif.ts";
import { JPEG, readJpeg } from "./pictures/jpeg.ts";
import { PNG, readPng } from "./pictures/png.ts";
import { readWebp } from "./pictures/webp.ts";
import { KEPT_MAX, type Source, type Steps } from "./source.ts";

/** What reads a picture that begins so; `undefined` when it is none. */
export function pictureReader(head: Fields): Reader | undefined {
  if (head.has(PNG)) return readPng;
  if (head.has(JPEG)) return readJpeg;
  if (GIFS.some((name) => head.has(name))) return readGif;
  if (head.has("RIFF") && head.has("WEBP", 8)) return readWebp;
  if (isExif(head)) return readTiff;
  return undefined;
}

/** TIFF, of which EXIF is a part, is what many cameras write as raw data: a plain file. */
function* readTiff(source: Source, edits: Edits): Steps<Described> {
  if (readExif(yield* source.readUpTo(KEPT_MAX)).hasLocation) edits.leaveLocation();
  return { type: UNKNOWN };
}
