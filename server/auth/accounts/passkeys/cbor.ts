/**
 * The part of CBOR (RFC 8949) that authenticators write: integers, texts, bytes, lists and maps of known
 * length, each in its shortest form. Whatever else it has is refused, as is what is nested deeply.
 *
 * @module
 */
import { PasskeyError } from "./passkey.ts";

export type Cbor =
  | number
  | string
  | boolean
  | null
  | Uint8Array<ArrayBuffer>
  | readonly Cbor[]
  | ReadonlyMap<number | string, Cbor>;

/** How deep values may be nested, as CTAP has it. */
const DEPTH_MAX = 4;
/** Items of one list or map. */
const ITEMS_MAX = 64;

const SIMPLE: ReadonlyMap<number, boolean | null> = new Map([[20, false], [21, true], [22, null]]);

/** Reads values, one after the other, from bytes. */
export class CborReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at: number;

  constructor(bytes: Uint8Array<ArrayBuffer>, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Where the next value begins. */
  get at(): number {
    return this.#at;
  }

  /** @throws {PasskeyError} If there is none that we read. */
  read(depth = 0): Cbor {
    if (depth > DEPTH_MAX) throw malformed("it is nested too deeply");
    const [head = 0] = this.#take(1);
    const [major, info] = [head >> 5, head & 31];
    if (major === 7) {
      const value = SIMPLE.get(info);
      if (value === undefined) throw malformed("it has a value of an unknown type");
      return value;
    }
    const length = this.#length(info);
    switch (major) {
      case 0:
        return length;
      case 1:
        return -1 - length;
      case 2:
        return this.#take(length);
      case 3:
        return textOf(this.#take(length));
      case 4:
        return this.#times(length).map(() => this.read(depth + 1));
      case 5:
        return this.#map(length, depth);
      default:
        throw malformed("it has a tag");
    }
  }

  #map(length: number, depth: number): ReadonlyMap<number | string, Cbor> {
    const map = new Map<number | string, Cbor>();
    for (const _ of this.#times(length)) {
      const key = this.read(depth + 1);
      if (typeof key !== "number" && typeof key !== "string") {
        throw malformed("it has a key that is neither number nor text");
      }
      if (map.has(key)) throw malformed("it has a key twice");
      map.set(key, this.read(depth + 1));
    }
    return map;
  }

  #times(length: number): undefined[] {
    if (length > ITEMS_MAX) throw malformed("it has too many items");
    return new Array(length).fill(undefined);
  }

  /** The number in a head, which stands behind it unless it is small. */
  #length(info: number): number {
    if (info < 24) return info;
    const size = [1, 2, 4][info - 24];
    // What takes eight bytes is longer than anything here; what has no length is not written by any.
    if (size === undefined) throw malformed("it has a length that is too great, or none");
    const value = this.#take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    const least = size === 1 ? 24 : 256 ** (size / 2);
    if (value < least) throw malformed("it has a number that is not in its shortest form");
    return value;
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw malformed("it breaks off");
    const taken = this.#bytes.slice(this.#at, end);
    this.#at = end;
    return taken;
  }
}

/** @throws {PasskeyError} If the bytes are not one value, and nothing behind it. */
export function readCbor(bytes: Uint8Array<ArrayBuffer>): Cbor {
  const reader = new CborReader(bytes);
  const value = reader.read();
  if (reader.at !== bytes.length) throw malformed("something stands behind it");
  return value;
}

export function isMap(value: Cbor | undefined): value is ReadonlyMap<number | string, Cbor> {
  return value instanceof Map;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("it has a text that is not UTF-8");
  }
}

function malformed(why: string): PasskeyError {
  return new PasskeyError(`its CBOR can't be read: ${why}`);
}
