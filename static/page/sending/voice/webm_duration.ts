/**
 * Browsers record WebM as it comes, without its length, which players and servers then do not know.
 * Here it is written into it.
 *
 * @module
 */

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const DURATION = 0x4489;
const TIMECODE_SCALE = 0x2ad7b1;

/** Bytes in which the length of a recording stands: it is at the beginning. */
const HEAD_BYTES = 4_096;
/** An identifier of two bytes, a size of one, a number of eight. */
const DURATION_BYTES = 11;

interface Element {
  id: number;
  /** Where what is in it begins. */
  start: number;
  /** `undefined` where it is as long as it comes. */
  size: number | undefined;
}

/**
 * A recording with its length. One that is no WebM, knows its length, or is built in a way that we do
 * not know is left as it is.
 */
export async function withDuration(recording: Blob, seconds: number): Promise<Blob> {
  const head = await recording.slice(0, HEAD_BYTES).bytes();
  const made = insertDuration(head, seconds);
  if (made === undefined) return recording;
  return new Blob([made, recording.slice(head.length)], { type: recording.type });
}

/** @returns `undefined` where it is not to be changed */
export function insertDuration(
  head: Uint8Array<ArrayBuffer>,
  seconds: number,
): Uint8Array<ArrayBuffer> | undefined {
  const ebml = readElement(head, 0);
  if (ebml?.id !== EBML || ebml.size === undefined) return undefined;
  const segment = readElement(head, ebml.start + ebml.size);
  // In a segment of known size, places that stand elsewhere in it would be wrong then.
  if (segment?.id !== SEGMENT || segment.size !== undefined) return undefined;
  const info = readElement(head, segment.start);
  if (info?.id !== INFO || info.size === undefined) return undefined;
  const end = info.start + info.size;
  if (end > head.length) return undefined;
  let scale = 1_000_000;
  for (let at = info.start; at < end;) {
    const child = readElement(head, at);
    if (child?.size === undefined || child.id === DURATION) return undefined;
    if (child.id === TIMECODE_SCALE) scale = readNumber(head, child.start, child.size);
    at = child.start + child.size;
  }
  return joined(
    head.subarray(0, segment.start),
    infoHeader(info.size + DURATION_BYTES),
    head.subarray(info.start, end),
    durationElement(seconds * 1e9 / scale),
    head.subarray(end),
  );
}

function readElement(bytes: Uint8Array, at: number): Element | undefined {
  const idLength = lengthAt(bytes, at);
  const sizeAt = at + idLength;
  const sizeLength = lengthAt(bytes, sizeAt);
  if (idLength === 0 || sizeLength === 0 || sizeAt + sizeLength > bytes.length) return undefined;
  const value = readNumber(bytes, sizeAt, sizeLength) - 2 ** (7 * sizeLength);
  const isOpen = value >= 2 ** (7 * sizeLength) - 1;
  return {
    id: readNumber(bytes, at, idLength),
    start: sizeAt + sizeLength,
    size: isOpen ? undefined : value,
  };
}

/** How many bytes a number has, which its first byte tells. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  return first === 0 ? 0 : Math.clz32(first) - 23;
}

function readNumber(bytes: Uint8Array, at: number, length: number): number {
  return bytes.subarray(at, at + length).reduce((number, byte) => number * 256 + byte, 0);
}

function infoHeader(size: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(12));
  header.setUint32(0, INFO);
  // A size of eight bytes.
  header.setUint32(4, 0x01000000);
  header.setUint32(8, size);
  return new Uint8Array(header.buffer);
}

function durationElement(duration: number): Uint8Array {
  const made = new DataView(new ArrayBuffer(DURATION_BYTES));
  made.setUint16(0, DURATION);
  made.setUint8(2, 0x88);
  made.setFloat64(3, duration);
  return new Uint8Array(made.buffer);
}

function joined(...pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
