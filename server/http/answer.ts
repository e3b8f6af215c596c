/**
 * Answers over plain HTTP.
 *
 * @module
 */
import { SECURITY_HEADERS } from "./headers.ts";

/** Headers of an answer that is private, and never cached. */
const HEADERS: Readonly<Record<string, string>> = {
  ...SECURITY_HEADERS,
  "cache-control": "no-store",
};

/** An answer with a value in it. */
export function answer(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: HEADERS });
}

/** An answer that is one line of text. */
export function plain(line: string): Response {
  return new Response(line, { headers: { ...HEADERS, "content-type": "text/plain" } });
}

/** The answer to what was done, where there is nothing to say. */
export function done(): Response {
  return new Response(null, { status: 204, headers: HEADERS });
}
