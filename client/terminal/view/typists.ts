/**
 * Who is typing, in words.
 *
 * @module
 */
import { isolated } from "../../../protocol/name.ts";
import { plainLine } from "../../plain_text.ts";

export function typistsInWords(names: readonly string[]): string {
  const [first, second, third] = names.map((name) => isolated(plainLine(name)));
  if (first === undefined) return "";
  if (second === undefined) return `${first} is typing`;
  return third === undefined ? `${first} and ${second} are typing` : "several people are typing";
}
