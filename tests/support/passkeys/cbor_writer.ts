/**
 * Writes CBOR as authenticators do; what they would never write is given as bytes.
 *
 * @module
 */

/** Bytes that stand there as they are. */
export class Raw {
  readonly bytes: readonly number[];

  constructor(...bytes: number[]) {
    this.bytes = bytes;
  }
}

export type Written =
  | number
  | string
  | boolean
  | null
  | Raw
  | Uint8Array
  | readonly Written[]
  | ReadonlyMap<Written, Written>;

export function cbor(value: Written): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytesOf(value));
}

function bytesOf(value: Written): number[] {
  if (value instanceof Raw) return [...value.bytes];
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "boolean") return [value ? 0xf5 : 0xf4];
  if (value === null) return [0xf6];
  if (typeof value === "string") {
    const text = new TextEncoder().encode(value);
    return [...head(3, text.length), ...text];
  }
  if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
  if (value instanceof Map) {
    const items = [...value].flatMap(([key, item]) => [...bytesOf(key), ...bytesOf(item)]);
    return [...head(5, value.size), ...items];
  }
  const list = value as readonly Written[];
  return [...head(4, list.length), ...list.flatMap(bytesOf)];
}

function head(major: number, length: number): number[] {
  const first = major << 5;
  if (length < 24) return [first | length];
  if (length < 256) return [first | 24, length];
  if (length < 65_536) return [first | 25, length >> 8, length & 255];
  return [first | 26, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 255)];
}
