/**
 * Which ids may be stored, of those that do not grow with time: a Bloom filter, which knows for certain
 * of almost every new one that it is not, so that nothing is read to store it.
 *
 * @module
 */

/** Bits of a filter, and how many of them an id sets. With 4,000,000 ids one new of 50 is looked up. */
const BITS = 2 ** 25;
const PROBES = 4;

/** It has two filters that take turns, so that what was added stays for one to two turns. */
export class IdFilter {
  readonly #turnMs: number;
  #current: Uint32Array | undefined;
  #previous: Uint32Array | undefined;
  #turnsAt: number;

  /** What is added may be forgotten after so many milliseconds. */
  constructor(turnMs: number, now = Date.now()) {
    this.#turnMs = turnMs;
    this.#turnsAt = now + turnMs;
  }

  /** `false` if what has a hash was certainly not added. */
  mayHave(hash: number): boolean {
    return [this.#current, this.#previous].some((bits) =>
      bits !== undefined && probesOf(hash).every((bit) => (bits[bit >>> 5]! >>> (bit & 31) & 1) > 0)
    );
  }

  add(hash: number, now = Date.now()): void {
    if (now > this.#turnsAt) {
      this.#previous = this.#current;
      this.#current = undefined;
      this.#turnsAt = now + this.#turnMs;
    }
    this.#current ??= new Uint32Array(BITS / 32);
    for (const bit of probesOf(hash)) this.#current[bit >>> 5]! |= 1 << (bit & 31);
  }
}

/** A hash of 32 bits, of what nobody attacks: who finds ids with the same one has each of theirs looked up. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

function probesOf(hash: number): number[] {
  const step = mixed(hash ^ 0x9e3779b9) | 1;
  return Array.from({ length: PROBES }, (_, i) => (hash + Math.imul(i, step) >>> 0) % BITS);
}

function mixed(hash: number): number {
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  return (hash ^ hash >>> 16) >>> 0;
}
