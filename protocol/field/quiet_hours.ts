/**
 * Hours in which somebody wants no notifications, by the clock where they are.
 *
 * @module
 */
import { isObject, isPosition } from "../field.ts";
import { ProtocolError } from "../../protocol.ts";

/** From one time of the day until another, in minutes since midnight, perhaps of the next day. */
export interface QuietHours {
  readonly from: number;
  /** If it is the same as `from`, the whole day. */
  readonly to: number;
  /** On which days they begin, 0 for Sunday. */
  readonly days: readonly number[];
  /** The time zone, as `Europe/Berlin`. */
  readonly zone: string;
}

const MINUTES = 24 * 60;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
/** Characters of the name of a time zone. */
const ZONE_MAX_LENGTH = 64;

/**
 * Reads quiet hours from what a client sent.
 *
 * @throws {ProtocolError} If they are none.
 */
export function quietHoursOf(value: unknown): QuietHours {
  if (isQuietHours(value)) {
    const { from, to, days, zone } = value;
    return { from, to, days: [...new Set(days)].sort(), zone };
  }
  const must =
    '{"from","to"} in minutes since midnight, {"days"} of 0 to 6, and {"zone"} a time zone';
  throw ProtocolError.malformed("quiet", must, value);
}

/** Whether a value is quiet hours. */
export function isQuietHours(value: unknown): value is QuietHours {
  if (!isObject(value)) return false;
  const { from, to, days, zone } = value;
  return [from, to].every((minute) => isPosition(minute) && minute < MINUTES) &&
    Array.isArray(days) && days.length > 0 && days.length <= DAYS.length &&
    days.every((day) => isPosition(day) && day < DAYS.length) && isZone(zone);
}

/** Whether it is quiet at a time, in milliseconds since 1970. */
export function isQuiet({ from, to, days, zone }: QuietHours, at: number): boolean {
  const { day, minute } = localTime(zone, at);
  const yesterday = (day + DAYS.length - 1) % DAYS.length;
  if (from < to) return days.includes(day) && from <= minute && minute < to;
  return days.includes(day) && minute >= from || days.includes(yesterday) && minute < to;
}

function isZone(zone: unknown): zone is string {
  if (typeof zone !== "string" || zone === "" || zone.length > ZONE_MAX_LENGTH) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    // There is no other way to ask whether it is known.
    return false;
  }
}

/** Kept, as to make one is slow: as many as there are names of zones, at most. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const CLOCKS_MAX = 1_000;

function localTime(zone: string, at: number): { day: number; minute: number } {
  if (clocks.size >= CLOCKS_MAX) clocks.clear();
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, hourCycle: "h23" },
    ...{ weekday: "short", hour: "2-digit", minute: "2-digit" },
  });
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const minute = Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
  return { day: DAYS.indexOf(parts.get("weekday") ?? ""), minute };
}
