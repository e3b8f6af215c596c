/**
 * Numbers and texts in bytes that somebody sent.
 *
 * @module
 */
import { Broken } from "./broken.ts";

export class Fields {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    const byte = this.bytes[at];
    if (byte === undefined) throw new Broken("A field is outside of its part");
    return byte;
  }

  u16(at: number, isLittle = false): number {
    const [first, last] = [this.u8(at), this.u8(at + 1)];
    return isLittle ? last << 8 | first : first << 8 | last;
  }

  u24(at: number, isLittle = false): number {
    return isLittle
      ? this.u8(at + 2) << 16 | this.u16(at, true)
      : this.u8(at) << 16 | this.u16(at + 1);
  }

  u32(at: number, isLittle = false): number {
    const [first, last] = [this.u16(at, isLittle), this.u16(at + 2, isLittle)];
    return (isLittle ? last << 16 | first : first << 16 | last) >>> 0;
  }

  i32(at: number): number {
    return this.u32(at) | 0;
  }

  /** Big integers lose their last digits beyond 2^53: such are no sizes of what we store. */
  u64(at: number, isLittle = false): number {
    const [low, high] = isLittle ? [at, at + 4] : [at + 4, at];
    return this.u32(high, isLittle) * 2 ** 32 + this.u32(low, isLittle);
  }

  /** An unsigned number of so many bytes, the most significant first. */
  uint(at: number, size: number): number {
    this.#within(at, size);
    return this.bytes.subarray(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  f32(at: number): number {
    return this.#view(at, 4).getFloat32(0);
  }

  f64(at: number): number {
    return this.#view(at, 8).getFloat64(0);
  }

  /** A text of one byte a character. */
  text(at: number, length: number): string {
    this.#within(at, length);
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }

  /** Whether a text of one byte a character stands there. */
  has(text: string, at = 0): boolean {
    return at + text.length <= this.length && this.text(at, text.length) === text;
  }

  from(start: number, end: number = this.length): Fields {
    this.#within(start, end - start);
    return new Fields(this.bytes.subarray(start, end));
  }

  #view(at: number, length: number): DataView {
    const { buffer, byteOffset } = this.bytes;
    return new DataView(buffer, byteOffset + this.#within(at, length), length);
  }

  #within(at: number, length: number): number {
    if (at < 0 || length < 0 || at + length > this.length) {
      throw new Broken("A field is outside of its part");
    }
    return at;
  }
}
