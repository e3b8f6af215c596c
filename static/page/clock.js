// @ts-check
/**
 * Times in words.
 *
 * @module
 */

import { strings } from "../strings.js";

const DAY_MS = 24 * 60 * 60 * 1000;

const timeFormat = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** @param {number} at */
export function timeOfDay(at) {
  return timeFormat.format(at);
}

/** @param {number} at */
export function dayAndTime(at) {
  return fullFormat.format(at);
}

/**
 * @param {number} at
 * @param {number} now
 */
export function dayInWords(at, now) {
  if (isSameDay(at, now)) return strings.today;
  if (isSameDay(at, now - DAY_MS)) return strings.yesterday;
  return dayFormat.format(at);
}

/**
 * Whether two moments are on one day, where the reader is.
 *
 * @param {number} at
 * @param {number} other
 */
export function isSameDay(at, other) {
  return new Date(at).toDateString() === new Date(other).toDateString();
}
