/**
 * Which part of a file a request asks for.
 *
 * @module
 */

/** The bytes from `start` up to `end`, which is the first that is not sent. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * The part that a `Range` header asks for, of a file of some bytes; `"all"` if it asks for none that we
 * give, and `"none"` if the file has nothing there. Several parts at once are none that we give: HTTP
 * lets us answer with all.
 */
export function partOf(range: string | null, size: number): Part | "all" | "none" {
  const [, first = "", last = ""] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(range ?? "") ?? [];
  if (first === "") return last === "" ? "all" : suffix(Number(last), size);
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return "all";
  return start < size ? { start, end } : "none";
}

/** The last bytes, as many as there are of those. */
function suffix(length: number, size: number): Part | "none" {
  return length > 0 && size > 0 ? { start: Math.max(0, size - length), end: size } : "none";
}
