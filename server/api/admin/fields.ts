/**
 * What administrators send: reasons, lengths of time, and pages.
 *
 * @module
 */
import { REASON_MAX } from "../../auth/accounts/held_back.ts";
import type { Fields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";

/** The longest time that somebody may be suspended for, unless that has no end, in milliseconds. */
const TIME_MAX_MS = 10 * 366 * 24 * 60 * 60 * 1000;
/** What one page has: unless said, and at most. */
const PAGE = { usual: 50, most: 200 } as const;
/** Code units of what is searched for. */
const SOUGHT_MAX = 100;

/**
 * A reason, which its person is told.
 *
 * @throws {Refusal} If there is none, or it is too long.
 */
export function readReason(fields: Fields, action: string): string {
  const reason = fields.text("reason").trim();
  if (reason !== "" && reason.length <= REASON_MAX) return reason;
  const why = `reason must have 1 to ${REASON_MAX} characters`;
  throw new Refusal("malformed", `Cannot ${action}: ${why}`);
}

/**
 * A length of time; `undefined` if it has no end.
 *
 * @throws {Refusal} If it is none.
 */
export function readMs(fields: Fields, action: string): number | undefined {
  const ms = fields.value("ms") ?? undefined;
  if (ms === undefined) return undefined;
  if (typeof ms === "number" && Number.isSafeInteger(ms) && ms > 0 && ms <= TIME_MAX_MS) return ms;
  throw new Refusal("malformed", `Cannot ${action}: ms must be a number of milliseconds above 0`);
}

/** What a list is asked for. */
export interface Page {
  readonly limit: number;
  /** Where it continues, as `next` of the page before has it. */
  readonly after: string | undefined;
  /** What is searched for, in lower case; empty for all. */
  readonly sought: string;
}

/** @throws {Refusal} If that is not what a list takes. */
export function readPage({ searchParams }: URL): Page {
  const text = searchParams.get("limit");
  const limit = text === null ? PAGE.usual : /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > PAGE.most) {
    throw new Refusal("malformed", `Cannot list: limit must be 1 to ${PAGE.most}`);
  }
  const [after, sought] = [searchParams.get("after"), searchParams.get("q") ?? ""];
  if ((after ?? "").length > SOUGHT_MAX * 4 || sought.length > SOUGHT_MAX) {
    throw new Refusal("malformed", `Cannot list: q has at most ${SOUGHT_MAX} characters`);
  }
  return { limit, after: after ?? undefined, sought: sought.trim().toLowerCase() };
}
