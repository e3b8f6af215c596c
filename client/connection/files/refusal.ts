/**
 * Why the server took or gave no file.
 *
 * @module
 */

import type { Reason } from "../../../protocol.ts";
import { RefusedError } from "../conversation.ts";
import { speech } from "../link.ts";

/** What stands in answers over HTTP, and the word for it on sockets. What is not here may be better soon. */
const REASONS: Readonly<Record<string, Reason>> = {
  "malformed": "malformed",
  "bad-name": "malformed",
  "no-session": "forbidden",
  "foreign-origin": "forbidden",
  "forbidden": "forbidden",
  "not-found": "no-such-file",
  "no-such-file": "no-such-file",
  "too-long": "too-long",
  "quota": "quota",
  "muted": "muted",
  "too-many": "too-fast",
  "too-fast": "too-fast",
};

/** By the status alone, for an answer of something between us and the server. */
const BY_STATUS: Readonly<Record<number, Reason>> = {
  400: "malformed",
  401: "forbidden",
  403: "forbidden",
  404: "no-such-file",
  413: "too-long",
  429: "too-fast",
};

/** What an answer says that is no success. */
export function readRefusal(answer: Response, text: string): RefusedError {
  const said = read(text);
  const word = [said.reason, said.error].find((word) => word !== undefined && isKnown(word));
  const reason = (word === undefined ? undefined : REASONS[word]) ?? BY_STATUS[answer.status] ??
    "unavailable";
  const seconds = Number(answer.headers.get("retry-after") ?? NaN);
  const retry = Number.isFinite(seconds) ? 1_000 * seconds : undefined;
  const message = said.message ?? `The server answered ${answer.status} to a file`;
  return new RefusedError(reason, speech.say({ reason, message }), retry);
}

/** Whether the same may be accepted soon. */
export function isForLater({ reason }: RefusedError): boolean {
  return reason === "unavailable" || reason === "too-fast";
}

function isKnown(word: string): boolean {
  return Object.hasOwn(REASONS, word);
}

function read(text: string): { error?: string; reason?: string; message?: string } {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not JSON, so of a proxy.
    return {};
  }
  if (typeof answer !== "object" || answer === null) return {};
  const fields = Object.entries(answer).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(fields);
}
