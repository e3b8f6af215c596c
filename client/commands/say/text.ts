/**
 * The text of a message: from the command line, or from standard input.
 *
 * @module
 */

import { LIMITS } from "../../../protocol.ts";
import { linesOf } from "../../pipe/lines.ts";
import { type Call, UsageError } from "../spec/call.ts";

/** More than this is more than a message can hold, however it is written. */
const UNITS_MAX = 4 * LIMITS.text;
const STDIN = "-";

/**
 * The words as one text, and what follows `--`; with `-`, or without words where none is typed, standard
 * input. With a file there may be none.
 *
 * @throws {UsageError} If there is none, or what comes is not in its encoding.
 */
export async function textOf(call: Call, given: readonly string[]): Promise<string> {
  const words = [...given, ...call.rest];
  const isOptional = call.has("file");
  const isRead = words.length === 1 && words[0] === STDIN ||
    words.length === 0 && !isOptional && !Deno.stdin.isTerminal();
  const text = isRead ? await readAll(Deno.stdin.readable, call.encoding) : words.join(" ");
  if (text.trim() === "" && !isOptional) throw new UsageError("There is no text to say");
  const { length } = [...text.normalize("NFC")];
  if (length <= LIMITS.text) return text;
  throw new UsageError(
    `A message has at most ${LIMITS.text} characters: send it as a file, with --file PATH`,
  );
}

/** What comes, as far as a message could hold it and a little more. */
async function readAll(
  input: AsyncIterable<Uint8Array>,
  encoding: string = "utf-8",
): Promise<string> {
  const lines: string[] = [];
  let units = 0;
  for await (const line of linesOf(input, UNITS_MAX, encoding)) {
    if (line === undefined) {
      throw new UsageError(
        `Line ${lines.length + 1} is not ${encoding.toUpperCase()}: ` +
          "give the --encoding of the input, such as windows-1252",
      );
    }
    lines.push(line);
    units += line.length + 1;
    if (units > UNITS_MAX) break;
  }
  return lines.join("\n").trimEnd();
}
