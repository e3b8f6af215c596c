/**
 * The types of films and sounds, by their first bytes.
 *
 * @module
 */
import type { Reader } from "./described.ts";
import type { Fields } from "./fields.ts";
import { readOgg } from "./media/ogg.ts";
import { isMp3, readMp3 } from "./media/mp3.ts";
import { readWav } from "./media/wav.ts";
import { readWebm } from "./media/webm.ts";

/** What reads a film or sound that begins so; `undefined` when it is none. */
export function mediaReader(head: Fields): Reader | undefined {
  if (head.has("\x1a\x45\xdf\xa3")) return readWebm;
  if (head.has("OggS\0")) return readOgg;
  if (head.has("RIFF") && head.has("WAVE", 8)) return readWav;
  if (isMp3(head)) return readMp3;
  return undefined;
}
