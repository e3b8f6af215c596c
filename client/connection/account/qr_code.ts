/**
 * Draws a text as a QR code: in bytes, with error correction of level M, as large as it has to be.
 * ISO/IEC 18004 says how; the numbers of sections below are its own.
 *
 * @module
 */

import { errorCorrection } from "./qr_code/reed_solomon.ts";

/** Codewords for error correction in each block, and how many blocks there are, by version from 1 on. */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24] as const;
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10] as const;
/** The mode of bytes, and level M. */
const BYTE_MODE = 0b0100;
const LEVEL_M = 0b00;
/** What is left is filled with these in turn. */
const PADDING = [0xec, 0x11] as const;

/** Eight ways to spread light and dark: where a module is inverted. */
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => x * y % 2 + x * y % 3 === 0,
  (x, y) => (x * y % 2 + x * y % 3) % 2 === 0,
  (x, y) => ((x + y) % 2 + x * y % 3) % 2 === 0,
];

/** The rows of a code, from the top: whether each module is dark. `undefined` if the text is too long. */
export function qrCode(text: string): readonly (readonly boolean[])[] | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  if (version === undefined) return undefined;
  const codewords = interleaved(dataOf(bytes, version), version);
  const drawn = MASKS.map((_, mask) => {
    const code = new Drawing(version);
    code.drawPatterns();
    code.drawCodewords(codewords);
    code.invert(mask);
    return code;
  });
  // Which has fewest places that a reader could take for something else.
  const penalties = drawn.map((code) => code.penalty());
  return drawn[penalties.indexOf(Math.min(...penalties))]?.rows;
}

/** The modules of a version that hold codewords: all but those of the patterns. */
function modulesFor(version: number): number {
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const base = (16 * version + 128) * version + 64;
  if (alignments === 0) return base;
  const ofAlignment = (25 * alignments - 10) * alignments - 55;
  return base - ofAlignment - (version >= 7 ? 36 : 0);
}

function dataLength(version: number): number {
  const [correction = 0, blocks = 0] = [CORRECTION[version - 1], BLOCKS[version - 1]];
  return Math.floor(modulesFor(version) / 8) - correction * blocks;
}

/** Bits that tell how many bytes there are. */
function countBits(version: number): number {
  return version < 10 ? 8 : 16;
}

function versionFor(length: number): number | undefined {
  const versions = CORRECTION.map((_, i) => i + 1);
  return versions.find((version) => 4 + countBits(version) + 8 * length <= 8 * dataLength(version));
}

/** 7.4: the mode, the length, the bytes, and padding. */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const add = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i--) bits.push(value >> i & 1);
  };
  const length = dataLength(version);
  add(BYTE_MODE, 4);
  add(bytes.length, countBits(version));
  for (const byte of bytes) add(byte, 8);
  add(0, Math.min(4, 8 * length - bits.length));
  add(0, (8 - bits.length % 8) % 8);
  for (let i = 0; bits.length < 8 * length; i++) add(PADDING[i % 2] ?? 0, 8);
  return Array.from(
    { length },
    (_, i) => bits.slice(8 * i, 8 * i + 8).reduce((byte, bit) => byte << 1 | bit, 0),
  );
}

/** 7.5: codewords in blocks, the shorter ones first, each with its correction; then one of each in turn. */
function interleaved(data: readonly number[], version: number): number[] {
  const [correction = 0, count = 1] = [CORRECTION[version - 1], BLOCKS[version - 1]];
  const short = Math.floor(data.length / count);
  const shorter = count - data.length % count;
  const blocks = Array.from({ length: count }, (_, i) => {
    const start = short * i + Math.max(0, i - shorter);
    return data.slice(start, start + short + (i < shorter ? 0 : 1));
  });
  const corrections = blocks.map((block) => errorCorrection(block, correction));
  const inTurn = (lists: readonly (readonly number[])[], length: number) =>
    Array.from({ length }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat();
  return [...inTurn(blocks, short + 1), ...inTurn(corrections, correction)];
}

class Drawing {
  readonly rows: boolean[][];
  /** Where a pattern is, and no codeword. */
  readonly #isPattern: boolean[][];
  readonly #version: number;
  readonly #size: number;

  constructor(version: number) {
    this.#version = version;
    this.#size = 17 + 4 * version;
    const blank = () => Array.from({ length: this.#size }, () => Array(this.#size).fill(false));
    this.rows = blank();
    this.#isPattern = blank();
  }

  /** 6.3: what tells a reader where the code is, and how it lies. */
  drawPatterns(): void {
    const last = this.#size - 1;
    for (let i = 0; i < this.#size; i++) {
      this.#set(6, i, i % 2 === 0);
      this.#set(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [last - 3, 3], [3, last - 3]] as const) this.#drawFinder(x, y);
    const places = this.#alignments();
    for (const x of places) {
      for (const y of places) {
        const isFinder = [x, y].every((at) => at === 6 || at === places.at(-1)) &&
          !(x === places.at(-1) && y === places.at(-1));
        if (!isFinder) this.#drawSquare(x, y, 2);
      }
    }
    this.#drawFormat(0);
    this.#drawVersion();
  }

  /** 7.7.3: in columns of two from the right, up and down in turn, around the patterns. */
  drawCodewords(codewords: readonly number[]): void {
    let bit = 0;
    for (let right = this.#size - 1; right >= 1; right -= 2) {
      // The column of the timing pattern is skipped.
      if (right === 6) right = 5;
      const isUp = (right + 1 & 2) === 0;
      for (let step = 0; step < this.#size; step++) {
        const y = isUp ? this.#size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.#isPattern[y]![x] || bit >= 8 * codewords.length) continue;
          this.rows[y]![x] = (codewords[bit >> 3]! >> 7 - (bit & 7) & 1) === 1;
          bit++;
        }
      }
    }
  }

  invert(mask: number): void {
    for (const [y, row] of this.rows.entries()) {
      for (const x of row.keys()) {
        if (!this.#isPattern[y]![x] && MASKS[mask]!(x, y)) row[x] = !row[x];
      }
    }
    this.#drawFormat(mask);
  }

  /** 7.8.3: runs, blocks, what looks like a finder, and how much of it is dark. */
  penalty(): number {
    const columns = this.rows.map((_, x) => this.rows.map((row) => row[x] ?? false));
    const lines = [...this.rows, ...columns].map((line) =>
      line.map((dark) => dark ? "1" : "0").join("")
    );
    let sum = 0;
    for (const line of lines) {
      for (const [{ length }] of line.matchAll(/0{5,}|1{5,}/g)) sum += length - 2;
      sum += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
    }
    for (let y = 1; y < this.#size; y++) {
      for (let x = 1; x < this.#size; x++) {
        const dark = this.rows[y]![x];
        const isBlock = dark === this.rows[y]![x - 1] && dark === this.rows[y - 1]![x] &&
          dark === this.rows[y - 1]![x - 1];
        if (isBlock) sum += 3;
      }
    }
    const share = this.rows.flat().filter(Boolean).length / this.#size ** 2;
    return sum + 10 * Math.floor(Math.abs(share - 0.5) / 0.05);
  }

  #set(x: number, y: number, isDark: boolean): void {
    const [row, pattern] = [this.rows[y], this.#isPattern[y]];
    if (!row || !pattern || x < 0 || x >= this.#size) return;
    row[x] = isDark;
    pattern[x] = true;
  }

  /** Rings around a middle: dark, light, and so on from the outside in. */
  #drawSquare(x: number, y: number, radius: number, isDarkAt = (at: number) => at % 2 === 0): void {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        this.#set(x + dx, y + dy, isDarkAt(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  #drawFinder(x: number, y: number): void {
    this.#drawSquare(x, y, 4, (at) => at !== 2 && at !== 4);
  }

  #alignments(): number[] {
    if (this.#version === 1) return [];
    const count = Math.floor(this.#version / 7) + 2;
    const step = 2 * Math.ceil((4 * this.#version + 4) / (2 * count - 2));
    const far = Array.from({ length: count - 1 }, (_, i) => this.#size - 7 - i * step);
    return [6, ...far.reverse()];
  }

  /** 7.9: the level and the mask, twice, with a correction of their own. */
  #drawFormat(mask: number): void {
    const data = LEVEL_M << 3 | mask;
    const bits = (data << 10 | remainder(data, 0b10100110111, 10)) ^ 0b101010000010010;
    const last = this.#size - 1;
    for (let i = 0; i < 15; i++) {
      const isDark = (bits >> i & 1) === 1;
      const beside = i < 6 ? i : i < 8 ? i + 1 : last - 14 + i;
      this.#set(8, beside, isDark);
      const below = i < 8 ? last - i : i === 8 ? 7 : 14 - i;
      this.#set(below, 8, isDark);
    }
    this.#set(8, last - 7, true);
  }

  /** 7.10: the version, twice, in those that are large. */
  #drawVersion(): void {
    if (this.#version < 7) return;
    const bits = this.#version << 12 | remainder(this.#version, 0b1111100100101, 12);
    for (let i = 0; i < 18; i++) {
      const [far, near] = [this.#size - 11 + i % 3, Math.floor(i / 3)];
      this.#set(far, near, (bits >> i & 1) === 1);
      this.#set(near, far, (bits >> i & 1) === 1);
    }
  }
}

/** The remainder of a polynomial over GF(2) that is shifted by a degree, by another of that degree. */
function remainder(value: number, divisor: number, degree: number): number {
  let rest = value;
  for (let i = 0; i < degree; i++) rest = rest << 1 ^ (rest >> degree - 1) * divisor;
  return rest & (1 << degree) - 1;
}
