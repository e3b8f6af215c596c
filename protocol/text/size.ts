/**
 * How large a file is, in plain text.
 *
 * @module
 */

const UNITS = ["kB", "MB", "GB", "TB"] as const;

/** Bytes as people say them: `812 B`, `1.2 MB`, `34 MB`. */
export function sizeText(bytes: number): string {
  let count = bytes;
  let unit = "B";
  for (const larger of UNITS) {
    // What would be rounded to a thousand is one of the next.
    if (Math.round(count) < 1_000) break;
    count /= 1_000;
    unit = larger;
  }
  const isWhole = unit === "B" || count >= 9.95;
  return `${isWhole ? Math.round(count) : count.toFixed(1)} ${unit}`;
}
