/**
 * A secret that is not typed: the first line of a file or of standard input.
 *
 * @module
 */

import { linesOf } from "../../pipe/lines.ts";
import { UsageError } from "../spec/call.ts";

/** More than any password has. */
const UNITS_MAX = 4_096;

/**
 * The first line of a file, or of standard input as `-`.
 *
 * @throws {UsageError} If it is not UTF-8.
 */
export async function oneLineOf(path: string): Promise<string> {
  const input = path === "-" ? Deno.stdin.readable : (await Deno.open(path)).readable;
  for await (const line of linesOf(input, UNITS_MAX)) {
    if (line === undefined) throw new UsageError("The password is not UTF-8: convert it first");
    return line;
  }
  return "";
}
