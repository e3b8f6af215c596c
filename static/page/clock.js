// @ts-check
/**
 * Times in words.
 *
 * @module
 */

import { strings } from "../strings.js";

const DAY_MS = 24 * 60 * 60 * 1000;

const STYLES = /** @type {const} */ ({
  time: { timeStyle: "short" },
  day: { dateStyle: "full" },
  brief: { dateStyle: "medium", timeStyle: "short" },
  full: { dateStyle: "full", timeStyle: "medium" },
});

/** To make one takes long. @type {Map<keyof typeof STYLES, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * As the page speaks, and as is usual where the reader is, if they speak the same.
 *
 * @param {keyof typeof STYLES} style
 * @param {number} at
 */
function format(style, at) {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((language) => language.startsWith(lang)) ?? lang;
  const made = formats.get(style) ?? new Intl.DateTimeFormat(locale, STYLES[style]);
  formats.set(style, made);
  return made.format(at);
}

/** @param {number} at */
export function timeOfDay(at) {
  return format("time", at);
}

/**
 * Where there is little room for it.
 *
 * @param {number} at
 * @param {number} now
 */
export function briefly(at, now) {
  return format(isSameDay(at, now) ? "time" : "brief", at);
}

/** @param {number} at */
export function dayAndTime(at) {
  return format("full", at);
}

/**
 * @param {number} at
 * @param {number} now
 */
export function dayInWords(at, now) {
  const ago = dayOf(now) - dayOf(at);
  return ago === 0 ? strings.today : ago === 1 ? strings.yesterday : format("day", at);
}

/**
 * The number of a day of the calendar, where the reader is. Days there may have 23 hours, or 25.
 *
 * @param {number} at
 */
export function dayOf(at) {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}

/**
 * How long this day still lasts, where the reader is.
 *
 * @param {number} now
 */
export function restOfDay(now) {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - now;
}

/**
 * Whether two moments are on one day, where the reader is.
 *
 * @param {number} at
 * @param {number} other
 */
export function isSameDay(at, other) {
  return dayOf(at) === dayOf(other);
}
