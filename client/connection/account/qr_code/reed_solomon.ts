/**
 * Error correction by Reed and Solomon, over GF(256) as QR codes have it.
 *
 * @module
 */

/** x⁸ + x⁴ + x³ + x² + 1. */
const MODULUS = 0x11d;

/** So many codewords for the correction of a block. */
export function errorCorrection(block: readonly number[], count: number): number[] {
  const divisor = divisorOf(count);
  const rest: number[] = Array(count).fill(0);
  for (const codeword of block) {
    const factor = codeword ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const [i, coefficient] of divisor.entries()) {
      rest[i] = (rest[i] ?? 0) ^ product(coefficient, factor);
    }
  }
  return rest;
}

/** The product of (x - 2ⁱ) for i below a degree, without its highest coefficient, which is 1. */
function divisorOf(degree: number): number[] {
  const coefficients: number[] = Array(degree).fill(0);
  coefficients[degree - 1] = 1;
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      coefficients[j] = product(coefficients[j] ?? 0, root) ^ (coefficients[j + 1] ?? 0);
    }
    root = product(root, 2);
  }
  return coefficients;
}

function product(one: number, other: number): number {
  let result = 0;
  for (let i = 7; i >= 0; i--) {
    result = result << 1 ^ (result >> 7) * MODULUS;
    result ^= (other >> i & 1) * one;
  }
  return result;
}
