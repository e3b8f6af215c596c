/**
 * Reads PNG pictures.
 *
 * @module
 */

/** A picture's pixels, as red, green, blue and opacity, from 0 to 255 each, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** How many values a pixel has, by the type of its colours. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const TEXT = new TextDecoder("latin1");

interface Header {
  width: number;
  height: number;
  depth: number;
  colours: number;
}

/** A picture's pixels; `undefined` if it is broken, or interlaced, which few are. */
export async function decodePng(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels | undefined> {
  const chunks = chunksOf(bytes);
  const header = headerOf(chunks.get("IHDR")?.[0]);
  if (header === undefined) return undefined;
  const { width, height, depth, colours } = header;
  const bits = depth * (CHANNELS[colours] ?? 0);
  const stride = Math.ceil(width * bits / 8);
  const rows = await inflate(chunks.get("IDAT") ?? [], (stride + 1) * height);
  if (rows === undefined || !unfilter(rows, stride, Math.max(1, bits >> 3))) return undefined;
  const palette = chunks.get("PLTE")?.[0] ?? new Uint8Array();
  const opacity = chunks.get("tRNS")?.[0] ?? new Uint8Array();
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    paint(row, header, { palette, opacity }, data.subarray(y * width * 4, (y + 1) * width * 4));
  }
  return { width, height, data };
}

/** By kind: the contents of its pieces, in order. */
function chunksOf(bytes: Uint8Array<ArrayBuffer>): Map<string, Uint8Array<ArrayBuffer>[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = new Map<string, Uint8Array<ArrayBuffer>[]>();
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const kind = TEXT.decode(bytes.subarray(at + 4, at + 8));
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    chunks.set(kind, [...kind === "IDAT" ? chunks.get(kind) ?? [] : [], chunk]);
    at += 12 + length;
  }
  return chunks;
}

function headerOf(chunk: Uint8Array | undefined): Header | undefined {
  if (chunk === undefined || chunk.length < 13) return undefined;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colours, interlaced] = [view.getUint8(8), view.getUint8(9), view.getUint8(12)];
  const isKnown = [1, 2, 4, 8, 16].includes(depth) && Object.hasOwn(CHANNELS, colours);
  const isWhole = isKnown && width > 0 && height > 0 && interlaced === 0;
  return isWhole ? { width, height, depth, colours } : undefined;
}

/** So many bytes, and not one more, however far it could be blown up. */
async function inflate(
  pieces: Uint8Array<ArrayBuffer>[],
  size: number,
): Promise<Uint8Array | undefined> {
  const inflated = new Uint8Array(size);
  let at = 0;
  try {
    const stream = new Blob(pieces).stream().pipeThrough(new DecompressionStream("deflate"));
    for await (const piece of stream) {
      inflated.set(piece.subarray(0, size - at), at);
      at += piece.length;
      if (at >= size) break;
    }
  } catch (error) {
    // Of what is broken nothing is shown.
    if (!(error instanceof TypeError)) throw error;
  }
  return at >= size ? inflated : undefined;
}

/** Undoes what made each row easier to compress. Whether all of them were known. */
function unfilter(rows: Uint8Array, stride: number, step: number): boolean {
  for (let start = 0; start < rows.length; start += stride + 1) {
    const filter = rows[start] ?? 0;
    if (filter > 4) return false;
    if (filter === 0) continue;
    const above = start - stride;
    for (let at = 0; at < stride; at++) {
      const left = at < step ? 0 : rows[start + 1 + at - step] ?? 0;
      const up = start === 0 ? 0 : rows[above + at] ?? 0;
      const corner = start === 0 || at < step ? 0 : rows[above + at - step] ?? 0;
      const here = start + 1 + at;
      rows[here] = (rows[here] ?? 0) + guess(filter, left, up, corner);
    }
  }
  return true;
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return left + up >> 1;
  const all = left + up - corner;
  const [toLeft, toUp] = [Math.abs(all - left), Math.abs(all - up)];
  const toCorner = Math.abs(all - corner);
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** The pixels of one row. */
function paint(
  row: Uint8Array,
  { width, depth, colours }: Header,
  { palette, opacity }: { palette: Uint8Array; opacity: Uint8Array },
  into: Uint8Array,
): void {
  const channels = CHANNELS[colours] ?? 0;
  const most = depth === 16 ? 255 : 2 ** depth - 1;
  /** The nth value of the row; of one with 16 bits, the larger half. */
  const value = (nth: number): number => {
    if (depth === 8) return row[nth] ?? 0;
    if (depth === 16) return row[2 * nth] ?? 0;
    const bit = nth * depth;
    return (row[bit >> 3] ?? 0) >> 8 - depth - (bit & 7) & most;
  };
  for (let x = 0; x < width; x++) {
    const first = value(x * channels);
    if (colours === 3) {
      into.set(palette.subarray(first * 3, first * 3 + 3), x * 4);
      into[x * 4 + 3] = opacity[first] ?? 255;
      continue;
    }
    const isGrey = colours === 0 || colours === 4;
    const grey = first * 255 / most;
    for (let channel = 0; channel < 3; channel++) {
      into[x * 4 + channel] = isGrey ? grey : value(x * channels + channel);
    }
    into[x * 4 + 3] = colours === 4 || colours === 6 ? value(x * channels + channels - 1) : 255;
  }
}
