/**
 * Times in words.
 *
 * @module
 */

import { strings } from "../strings.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const STYLES = {
  time: { timeStyle: "short" },
  day: { dateStyle: "full" },
  brief: { dateStyle: "medium", timeStyle: "short" },
  full: { dateStyle: "full", timeStyle: "medium" },
} as const;

/** To make one takes long. */
const formats: Map<keyof typeof STYLES, Intl.DateTimeFormat> = new Map();

/** As the page speaks, and as is usual where the reader is, if they speak the same. */
function format(style: keyof typeof STYLES, at: number) {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((language) => language.startsWith(lang)) ?? lang;
  const made = formats.get(style) ?? new Intl.DateTimeFormat(locale, STYLES[style]);
  formats.set(style, made);
  return made.format(at);
}

export function timeOfDay(at: number): string {
  return format("time", at);
}

/** Where there is little room for it. */
export function briefly(at: number, now: number): string {
  return format(isSameDay(at, now) ? "time" : "brief", at);
}

export function dayAndTime(at: number): string {
  return format("full", at);
}

export function dayInWords(at: number, now: number): string {
  const ago = dayOf(now) - dayOf(at);
  return ago === 0 ? strings.today : ago === 1 ? strings.yesterday : format("day", at);
}

/**
 * The number of a day of the calendar, where the reader is. Days there may have 23 hours, or 25.
 */
export function dayOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}

/** How long this day still lasts, where the reader is. */
export function restOfDay(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - now;
}

/** Whether two moments are on one day, where the reader is. */
export function isSameDay(at: number, other: number): boolean {
  return dayOf(at) === dayOf(other);
}
