/**
 * Health checks: 200, or 503 with the reason.
 *
 * @module
 */
import { SECURITY_HEADERS } from "./headers.ts";

/** Why a server is to be sent no requests: it has not started yet, or it stops. */
export type Unready = "starting" | "draining";

/** @param reason what is wrong with the store, in words; `undefined` when it works */
export function health(reason: string | undefined): Response {
  return reason === undefined ? tell(200, { status: "ok" }) : failing(reason);
}

/**
 * Whether requests may be sent to a server.
 *
 * @param reason what is wrong with the store, in words; `undefined` when it works
 */
export function readiness(why: Unready | undefined, reason?: string): Response {
  if (why !== undefined) return tell(503, { status: why });
  return reason === undefined ? tell(200, { status: "ready" }) : failing(reason);
}

function failing(reason: string): Response {
  return tell(503, { status: "failing", reason });
}

function tell(status: number, body: Readonly<Record<string, string>>): Response {
  const headers = { ...SECURITY_HEADERS, "cache-control": "no-store" };
  return Response.json(body, { status, headers });
}
