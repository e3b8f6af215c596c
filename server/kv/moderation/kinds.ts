/**
 * What is stored of moderation beside policies, as `schema.ts` describes all that is
 * stored.
 *
 * @module
 */
import { isObject, isPosition } from "../../../protocol/field.ts";
import { type Report, REPORT_MS } from "../../service/reports.ts";
import { isAuditEntry, isText } from "../checks.ts";
import type { Kind } from "../schema.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const MODERATION_KINDS = {
  /** What somebody did who may do much, or tried. */
  audit: {
    at: "audit",
    is: isAuditEntry,
    expireIn: 90 * DAY_MS,
    backup: {
      record: "audit",
      parts: [],
      value: "entry",
      rest: (value) => isAuditEntry(value) ? [value.id] : [],
    },
  },
  /** A report, with its copy of the message. */
  report: {
    at: "report",
    is: isReport,
    expireIn: REPORT_MS,
    backup: {
      record: "report",
      parts: [],
      value: "report",
      rest: (value) => isReport(value) ? [value.id] : [],
    },
  },
  /** When a report was made that waits, under its room. */
  reportOpen: {
    at: "reportOpen",
    is: isPosition,
    expireIn: REPORT_MS,
    backup: { record: "reportOpen", parts: ["room", "id"], value: "at" },
  },
  /** The report that a person made of a message, under its room and number. */
  reportOf: {
    at: "reportOf",
    is: isText,
    expireIn: REPORT_MS,
    backup: { record: "reportOf", parts: ["person", "message"], value: "id" },
  },
  /** How many reports a person made in a day. */
  reportsMade: {
    at: "reportsMade",
    is: isPosition,
    expireIn: 2 * DAY_MS,
    backup: { none: "it is about a day" },
  },
} as const satisfies Record<string, Kind>;

/** Whether a value from a store or a backup is a report. */
function isReport(value: unknown): value is Report {
  if (!isObject(value)) return false;
  const { id, at, by, room, name, reason, message, closed } = value;
  return [id, room, name, reason].every(isText) && isPosition(at) && isNamed(by) &&
    isMessage(message) && (closed === undefined || isClosed(closed));
}

function isMessage(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { seq, at, from, text, files } = value;
  return [seq, at].every(isPosition) && isNamed(from) && isText(text) && Array.isArray(files) &&
    files.every(isText);
}

function isNamed(value: unknown): boolean {
  return isObject(value) && [value.id, value.name].every(isText);
}

function isClosed(value: unknown): boolean {
  return isObject(value) && isPosition(value.at) && isText(value.by) &&
    (value.outcome === "resolved" || value.outcome === "dismissed");
}
