/**
 * Pictures as terminals take them. Nothing of a picture's bytes is sent as it is: all is in Base64, or
 * drawn anew.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import type { Abilities } from "./abilities.ts";
import { decodePng } from "./png.ts";
import { type Area, areaOf, type PictureKind, pictureKind } from "./picture_size.ts";
import { sixel } from "./sixel.ts";

/** Pixels of a picture at most that a terminal is given to draw: it may have little memory. */
const PIXELS_MAX = 25_000_000;
/** And that we decode ourselves. */
const DECODED_MAX = 8_000_000;
/** Characters of one piece, as kitty takes them. */
const PIECE = 4_096;

/**
 * What draws a picture at the cursor, and how many rows it has; `undefined` if this terminal cannot show it.
 *
 * @param columns that there are for it
 */
export async function encode(
  bytes: Uint8Array<ArrayBuffer>,
  { protocol, cell }: Abilities,
  columns: number,
): Promise<{ drawing: string; rows: number } | undefined> {
  const picture = pictureKind(bytes);
  if (picture === undefined || protocol === undefined) return undefined;
  const pixels = picture.width * picture.height;
  if (pixels === 0 || pixels > PIXELS_MAX) return undefined;
  const area = areaOf(picture, cell, columns);
  const { rows } = area;
  switch (protocol) {
    case "kitty":
      // It takes no other format that is compressed.
      return picture.kind === "png" ? { drawing: kitty(bytes, area), rows } : undefined;
    case "iterm":
      return { drawing: iterm(bytes, area), rows };
    case "sixel": {
      const drawing = await sixels(bytes, picture, { cell, area });
      return drawing === undefined ? undefined : { drawing, rows };
    }
    default:
      return protocol satisfies never;
  }
}

/** In pieces. It answers nothing (q=2), and leaves the cursor where it is (C=1). */
function kitty(bytes: Uint8Array, { columns, rows }: Area): string {
  const data = base64(bytes);
  let drawing = "";
  for (let at = 0; at < data.length; at += PIECE) {
    const isFirst = at === 0;
    const more = at + PIECE < data.length ? 1 : 0;
    const keys = isFirst ? `a=T,f=100,q=2,C=1,c=${columns},r=${rows},m=${more}` : `q=2,m=${more}`;
    drawing += `\x1b_G${keys};${data.slice(at, at + PIECE)}\x1b\\`;
  }
  return drawing;
}

function iterm(bytes: Uint8Array, { columns, rows }: Area): string {
  const keys = `inline=1;size=${bytes.length};width=${columns};height=${rows}`;
  return `\x1b]1337;File=${keys};preserveAspectRatio=1:${base64(bytes)}\x07`;
}

async function sixels(
  bytes: Uint8Array<ArrayBuffer>,
  { kind, width, height }: PictureKind,
  { cell, area }: { cell: Abilities["cell"]; area: Area },
): Promise<string | undefined> {
  if (kind !== "png" || width * height > DECODED_MAX) return undefined;
  const pixels = await decodePng(bytes);
  if (pixels === undefined) return undefined;
  const room = { width: area.columns * cell.width, height: area.rows * cell.height };
  const scale = Math.min(1, room.width / width, room.height / height);
  return sixel(pixels, {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
