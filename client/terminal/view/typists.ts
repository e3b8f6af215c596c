/**
 * Who is typing, in words.
 *
 * @module
 */
import { isolated } from "../../../protocol/name.ts";
import { plainLine } from "../../plain_text.ts";
import { say } from "../../program/languages.ts";

export function typistsInWords(names: readonly string[]): string {
  const [first, second, third] = names.map((name) => isolated(plainLine(name)));
  if (first === undefined) return "";
  if (second === undefined) return say`${first} is typing`;
  return third === undefined
    ? say`${first} and ${second} are typing`
    : say`several people are typing`;
}
