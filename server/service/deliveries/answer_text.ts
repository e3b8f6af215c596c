/**
 * What a bot answers, as the text of a message.
 *
 * @module
 */
import { isObject } from "../../../protocol/field.ts";
import { fit } from "../../commands/fit.ts";
import type { Answered } from "../guarded_fetch.ts";

/** The `text` of an answer that is JSON; `undefined` if it says nothing. */
export function answerText({ text }: Answered): string | undefined {
  const value = parse(text);
  if (!isObject(value) || typeof value.text !== "string") return undefined;
  return fit(value.text, { calls: true }) || undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Most answers are no JSON, such as `ok`.
    return undefined;
  }
}
