/**
 * What kind of picture bytes are, how large, and how much of a terminal it gets.
 *
 * @module
 */

import type { Abilities } from "./abilities.ts";

/** What bytes say that they are. */
export interface PictureKind {
  readonly kind: "png" | "jpeg";
  readonly width: number;
  readonly height: number;
}

/** Rows and columns of a terminal. */
export interface Area {
  readonly columns: number;
  readonly rows: number;
}

/** Rows of a picture at most: what was said around it should stay on the screen. */
const ROWS_MAX = 15;
const COLUMNS_MAX = 60;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What a picture is, by its bytes; `undefined` of what is none that terminals show. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (PNG.every((byte, at) => bytes[at] === byte)) {
    if (bytes.length < 33 || view.getUint32(12) !== 0x49484452) return undefined;
    return { kind: "png", width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const mark = view.getUint8(at + 1);
    const isFrame = mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);
    if (isFrame) {
      return { kind: "jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    // What pads, and has no length.
    at += mark === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** How many letters a picture takes the place of: never more than fit, and never larger than it is. */
export function areaOf(
  { width, height }: { width: number; height: number },
  cell: Abilities["cell"],
  columnsMax: number,
): Area {
  const columns = width / cell.width;
  const rows = height / cell.height;
  const room = Math.max(1, Math.min(columnsMax, COLUMNS_MAX));
  const scale = Math.min(1, room / columns, ROWS_MAX / rows);
  return {
    columns: Math.max(1, Math.min(room, Math.round(columns * scale))),
    rows: Math.max(1, Math.min(ROWS_MAX, Math.round(rows * scale))),
  };
}
