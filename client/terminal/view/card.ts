/**
 * A file as a line of a terminal.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import { isolated } from "../../../protocol/name.ts";
import { sizeText } from "../../../protocol/text/size.ts";
import { plainLine } from "../../plain_text.ts";

/**
 * As `[3] cat.png (image/png, 640×480, 120 kB) “A cat” /save 3`: whatever is in its name, nothing of it
 * is obeyed.
 */
export function card(file: FileInfo, number: number): string {
  const { name, alt } = file;
  const shown = alt ? ` ${isolated(`“${plainLine(alt)}”`)}` : "";
  return `[${number}] ${isolated(plainLine(name))} (${factsOf(file)})${shown} /save ${number}`;
}

/** What a file is, how large, and how long. */
function factsOf({ type, size, width, height, duration }: FileInfo): string {
  const pixels = width !== undefined && height !== undefined ? `${width}×${height}` : "";
  const time = duration !== undefined ? timeText(duration) : "";
  return [plainLine(type), pixels, time, sizeText(size)].filter(Boolean).join(", ");
}

/** As `1:07`. */
function timeText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
