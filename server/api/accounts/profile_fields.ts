/**
 * Reads the time zone and the status that somebody sends.
 *
 * @module
 */
import { ProtocolError } from "../../../protocol.ts";
import { isObject, isPosition, wellFormed } from "../../../protocol/field.ts";
import type { Status } from "../../../protocol/name/profile.ts";
import { PROFILE_LIMITS } from "../../../protocol/name/profile_limits.ts";

/** Code units of the name of a time zone: the longest of IANA has 32. */
const ZONE_MAX_LENGTH = 64;
/** How long a status may last that ends, in milliseconds. */
const STATUS_MAX_MS = 366 * 24 * 60 * 60_000;
/** What begins another line, or is no sign at all; and marks that turn the text around them. */
const NO_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Something that is to be seen. */
const SEEN = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;

/** @throws {ProtocolError} If it is no time zone of IANA's that is known here. */
export function zoneOf(value: unknown): string {
  if (typeof value === "string" && /^[A-Za-z][\w+/-]*$/.test(value)) {
    const zone = value.length > ZONE_MAX_LENGTH ? undefined : knownZone(value);
    if (zone !== undefined) return zone;
  }
  throw ProtocolError.malformed(
    "zone",
    "a time zone as IANA names it, such as Europe/Paris",
    value,
  );
}

/** A time zone in its usual spelling; `undefined` if it is none. */
function knownZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** @throws {ProtocolError} If it is no status, or one that is over. */
export function statusOf(value: unknown, now: number): Status {
  if (!isObject(value)) {
    throw ProtocolError.malformed("status", "an object with state, text or both", value);
  }
  const state = stateOf(value.state ?? undefined);
  const text = lineOf(value.text ?? undefined);
  const until = endOf(value.until ?? undefined, now);
  if (state === undefined && text === undefined) {
    throw ProtocolError.malformed("status", "an object with state, text or both", value);
  }
  return {
    ...(state !== undefined && { state }),
    ...(text !== undefined && { text }),
    ...(until !== undefined && { until }),
  };
}

function stateOf(value: unknown): Status["state"] {
  if (value === undefined || value === "away" || value === "dnd") return value;
  throw ProtocolError.malformed("state", '"away" or "dnd"', value);
}

function lineOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const must = `a line of 1 to ${PROFILE_LIMITS.status} code points`;
  if (typeof value !== "string") throw ProtocolError.malformed("text", must, value);
  const text = wellFormed("text", value, PROFILE_LIMITS.status).trim();
  if (!SEEN.test(text) || NO_LINE.test(text)) throw ProtocolError.malformed("text", must, value);
  return text;
}

function endOf(value: unknown, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (isPosition(value) && value > now && value <= now + STATUS_MAX_MS) return value;
  const must = "a time to come within a year, in milliseconds since 1970";
  throw ProtocolError.malformed("until", must, value);
}
