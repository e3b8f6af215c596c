/**
 * A message, as it is repeated to say which one it is.
 *
 * @module
 */

/** Code points of it. */
const QUOTED_MAX = 30;

/** So much of a text that one knows which it is. */
export function quoted(text: string): string {
  const letters = [...text.split("\n", 1)[0] ?? ""];
  const start = letters.slice(0, QUOTED_MAX).join("");
  return `“${start}${letters.length > QUOTED_MAX ? "…" : ""}”`;
}
