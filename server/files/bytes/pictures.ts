/**
 * The types of pictures, by their first bytes.
 *
 * @module
 */
import type { Reader } from "./described.ts";
import type { Fields } from "./fields.ts";
import { GIFS, readGif } from "./pictures/gif.ts";
import { JPEG, readJpeg } from "./pictures/jpeg.ts";
import { PNG, readPng } from "./pictures/png.ts";
import { readWebp } from "./pictures/webp.ts";

/** What reads a picture that begins so; `undefined` when it is none. */
export function pictureReader(head: Fields): Reader | undefined {
  if (head.has(PNG)) return readPng;
  if (head.has(JPEG)) return readJpeg;
  if (GIFS.some((name) => head.has(name))) return readGif;
  if (head.has("RIFF") && head.has("WEBP", 8)) return readWebp;
  return undefined;
}
