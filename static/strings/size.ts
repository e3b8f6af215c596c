/**
 * How large files are, in words.
 *
 * @module
 */

const UNITS = ["B", "kB", "MB", "GB"] as const;

/** As in `2.3 MB`: a thousand to the next unit, as file managers and networks count. */
export function sizeInWords(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), 3);
  const count = bytes / 1_000 ** power;
  const digits = power === 0 || count >= 99.95 ? 0 : 1;
  const { lang } = document.documentElement;
  const number = count.toLocaleString(lang, { maximumFractionDigits: digits });
  return `${number} ${UNITS[power]}`;
}

/** As in `1:07`. */
export function lengthInWords(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
