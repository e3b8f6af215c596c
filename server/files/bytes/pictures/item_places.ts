/**
 * Where the items of an AVIF or HEIC are.
 *
 * @module
 */
import type { Fields } from "../fields.ts";

/** Bytes of the file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An item. Its ranges are not known when it is in another file, or in another item. */
export interface ItemPlace {
  readonly id: number;
  readonly ranges: readonly Range[] | undefined;
}

/** How items are found. */
const Method = { File: 0, Data: 1 } as const;

/** Reads where items are. `dataStart` is where the data that is beside them begins. */
export function placesOf(fields: Fields, dataStart: number | undefined): ItemPlace[] {
  return new Places(fields, dataStart).read();
}

class Places {
  readonly #fields: Fields;
  readonly #dataStart: number | undefined;
  #at = 4;

  constructor(fields: Fields, dataStart: number | undefined) {
    this.#fields = fields;
    this.#dataStart = dataStart;
  }

  read(): ItemPlace[] {
    const version = this.#fields.u8(0);
    const sizes = this.#number(2);
    const [offset, length, base] = [sizes >>> 12, sizes >>> 8 & 15, sizes >>> 4 & 15];
    const index = version === 0 ? 0 : sizes & 15;
    const count = this.#number(version < 2 ? 2 : 4);
    const places: ItemPlace[] = [];
    for (let i = 0; i < count; i++) {
      const id = this.#number(version < 2 ? 2 : 4);
      const method = version === 0 ? Method.File : this.#number(2) & 15;
      const isElsewhere = this.#number(2) !== 0;
      const start = this.#startOf(method) + this.#number(base);
      const ranges = this.#extents(start, index, offset, length);
      places.push({ id, ranges: isElsewhere || Number.isNaN(start) ? undefined : ranges });
    }
    return places;
  }

  #startOf(method: number): number {
    return method === Method.File ? 0 : method === Method.Data ? this.#dataStart ?? NaN : NaN;
  }

  #extents(start: number, index: number, offset: number, length: number): Range[] {
    const ranges: Range[] = [];
    const count = this.#number(2);
    for (let i = 0; i < count; i++) {
      this.#number(index);
      const first = start + this.#number(offset);
      ranges.push({ start: first, end: first + this.#number(length) });
      // Extents without fields would be as many as somebody claims.
      if (offset + length === 0) break;
    }
    return ranges;
  }

  #number(size: number): number {
    const value = this.#fields.uint(this.#at, size);
    this.#at += size;
    return value;
  }
}
