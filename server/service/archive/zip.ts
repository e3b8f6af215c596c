/**
 * A ZIP archive, written as it is sent: nothing of it is kept but the list of its files.
 *
 * What is in it is not made smaller, which would take the time of those who talk; it stands in blocks of
 * DEFLATE that are stored as they are. That, unlike plain storage, may come before its length is known in
 * every program that reads archives.
 *
 * @module
 */
import { crc32 } from "node:zlib";

/** Bytes of a stored block of DEFLATE at most; its head; and the last one, which is empty. */
const BLOCK = { most: 0xffff, head: 5, last: Uint8Array.of(1, 0, 0, 0xff, 0xff) } as const;
/** Above which a number needs the fields of ZIP64. */
const MOST = { u16: 0xffff, u32: 0xffff_ffff } as const;
/** From which size on a file is written with those; the blocks make it a little longer. */
const LARGE = 0xf000_0000;
const SIGNATURE = {
  ...{ local: 0x04034b50, descriptor: 0x08074b50, central: 0x02014b50 },
  ...{ end64: 0x06064b50, locator64: 0x07064b50, end: 0x06054b50 },
} as const;
/** The length follows the bytes, and the name is UTF-8. */
const FLAGS = 1 << 3 | 1 << 11;
const DEFLATE = 8;
const VERSION = { usual: 20, zip64: 45 } as const;
/** Made on a system with the modes of Unix: a plain file that its owner may read and write. */
const MADE_BY = 3 << 8 | VERSION.zip64;
const MODE = 0o100600;
const ZIP64 = 1;

/** A file of an archive. */
export interface ZipFile {
  /** Its path, with `/`. */
  readonly name: string;
  /** When it was changed, in milliseconds since the epoch. */
  readonly at: number;
  /** About how many bytes it has, if that is known. */
  readonly size?: number;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A file that was written. */
interface Written {
  readonly name: Uint8Array;
  readonly at: number;
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
}

export class ZipWriter {
  #offset = 0;
  readonly #written: Written[] = [];

  /** @param offset where it begins, if something stands before it */
  constructor(offset = 0) {
    this.#offset = offset;
  }

  /** How many files there are. */
  get count(): number {
    return this.#written.length;
  }

  /** Adds a file, and gives the bytes that it takes. */
  async *add({ name: path, at, size: expected = 0, pieces }: ZipFile): AsyncGenerator<Uint8Array> {
    const name = new TextEncoder().encode(path);
    const isLarge = expected >= LARGE;
    const offset = this.#offset;
    yield this.#count(localHeader(name, at, isLarge));
    const start = this.#offset;
    let [crc, size] = [0, 0];
    for await (const piece of pieces) {
      if (piece.length === 0) continue;
      crc = crc32(piece, crc);
      size += piece.length;
      yield this.#count(inBlocks(piece));
    }
    yield this.#count(BLOCK.last);
    const packed = this.#offset - start;
    if (packed > MOST.u32 && !isLarge) {
      throw new RangeError(`Cannot archive ${path}: it is larger than was said`);
    }
    yield this.#count(descriptor({ crc, packed, size }, isLarge));
    this.#written.push({ name, at, crc, size, packed, offset });
  }

  /** Ends the archive with the list of its files. */
  *end(): Generator<Uint8Array> {
    const offset = this.#offset;
    for (const written of this.#written) yield this.#count(centralHeader(written));
    yield endOf(this.#written.length, offset, this.#offset - offset);
  }

  #count(bytes: Uint8Array): Uint8Array {
    this.#offset += bytes.length;
    return bytes;
  }
}

function localHeader(name: Uint8Array, at: number, isLarge: boolean): Uint8Array {
  const unknown = isLarge ? MOST.u32 : 0;
  const extra = isLarge ? new Fields().u16(ZIP64, 16).u64(0, 0).bytes : new Uint8Array();
  return new Fields().u32(SIGNATURE.local)
    .u16(isLarge ? VERSION.zip64 : VERSION.usual, FLAGS, DEFLATE, ...dosTime(at))
    .u32(0, unknown, unknown).u16(name.length, extra.length)
    .add(name, extra).bytes;
}

function descriptor(
  { crc, packed, size }: Pick<Written, "crc" | "packed" | "size">,
  isLarge: boolean,
): Uint8Array {
  const fields = new Fields().u32(SIGNATURE.descriptor, crc);
  return (isLarge ? fields.u64(packed, size) : fields.u32(packed, size)).bytes;
}

function centralHeader({ name, at, crc, size, packed, offset }: Written): Uint8Array {
  const long = [size, packed, offset].filter((number) => number >= MOST.u32);
  const extra = long.length > 0
    ? new Fields().u16(ZIP64, 8 * long.length).u64(...long).bytes
    : new Uint8Array();
  const short = (number: number) => Math.min(number, MOST.u32);
  return new Fields().u32(SIGNATURE.central)
    .u16(MADE_BY, long.length > 0 ? VERSION.zip64 : VERSION.usual, FLAGS, DEFLATE, ...dosTime(at))
    .u32(crc, short(packed), short(size)).u16(name.length, extra.length, 0, 0, 0)
    .u32((MODE << 16) >>> 0, short(offset))
    .add(name, extra).bytes;
}

function endOf(count: number, offset: number, size: number): Uint8Array {
  const fields = new Fields();
  if (count >= MOST.u16 || offset + size >= MOST.u32) {
    fields.u32(SIGNATURE.end64).u64(44).u16(MADE_BY, VERSION.zip64).u32(0, 0)
      .u64(count, count, size, offset)
      .u32(SIGNATURE.locator64, 0).u64(offset + size).u32(1);
  }
  const shortCount = Math.min(count, MOST.u16);
  return fields.u32(SIGNATURE.end).u16(0, 0, shortCount, shortCount)
    .u32(Math.min(size, MOST.u32), Math.min(offset, MOST.u32)).u16(0).bytes;
}

/** A piece as blocks that are stored as they are. */
function inBlocks(piece: Uint8Array): Uint8Array {
  const blocks = Math.ceil(piece.length / BLOCK.most);
  const bytes = new Uint8Array(piece.length + blocks * BLOCK.head);
  const view = new DataView(bytes.buffer);
  for (let from = 0, to = 0; from < piece.length; from += BLOCK.most) {
    const part = piece.subarray(from, from + BLOCK.most);
    view.setUint16(to + 1, part.length, true);
    view.setUint16(to + 3, ~part.length & MOST.u16, true);
    bytes.set(part, to + BLOCK.head);
    to += BLOCK.head + part.length;
  }
  return bytes;
}

/** A time as DOS had it, in UTC: of the day, then the date. */
function dosTime(at: number): [time: number, date: number] {
  const when = new Date(Math.max(at, Date.UTC(1980)));
  const seconds = when.getUTCSeconds() >> 1;
  return [
    when.getUTCHours() << 11 | when.getUTCMinutes() << 5 | seconds,
    (when.getUTCFullYear() - 1980) << 9 | (when.getUTCMonth() + 1) << 5 | when.getUTCDate(),
  ];
}

/** Numbers in a row, the lowest byte first. */
class Fields {
  #parts: Uint8Array[] = [];

  u16(...numbers: readonly number[]): this {
    return this.#put(2, numbers, (view, at, number) => view.setUint16(at, number, true));
  }

  u32(...numbers: readonly number[]): this {
    return this.#put(4, numbers, (view, at, number) => view.setUint32(at, number, true));
  }

  u64(...numbers: readonly number[]): this {
    return this.#put(8, numbers, (view, at, number) => view.setBigUint64(at, BigInt(number), true));
  }

  add(...parts: readonly Uint8Array[]): this {
    this.#parts.push(...parts);
    return this;
  }

  get bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #put(
    width: number,
    numbers: readonly number[],
    set: (view: DataView, at: number, number: number) => void,
  ): this {
    const view = new DataView(new ArrayBuffer(width * numbers.length));
    numbers.forEach((number, i) => set(view, i * width, number));
    this.#parts.push(new Uint8Array(view.buffer));
    return this;
  }
}
