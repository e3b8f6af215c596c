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
  if (isSameDay(at, now)) return strings.today;
  if (isSameDay(at, now - DAY_MS)) return strings.yesterday;
  return format("day", at);
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
