/**
 * Health check: 200, or 503 with the reason.
 *
 * @module
 */
import { SECURITY_HEADERS } from "./headers.ts";

/** @param reason what is wrong with the store, in words; `undefined` when it works */
export function health(reason: string | undefined): Response {
  return Response.json(reason === undefined ? { status: "ok" } : { status: "failing", reason }, {
    status: reason === undefined ? 200 : 503,
    headers: { ...SECURITY_HEADERS, "cache-control": "no-store" },
  });
}
