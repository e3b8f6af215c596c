/**
 * What the server says to people, in another language than its own: by the code of its sentence, else by
 * its reason.
 *
 * @module
 */

import type { Coded } from "../command_types.ts";
import { coded } from "./sentences.ts";

/** What a language has for that. */
export interface ServerWords {
  /** Sentences by their codes, in which `{name}` stands for a parameter. */
  readonly refusals: Readonly<Record<string, string>>;
  /** Sentences for those without a code, by why. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Units of time, as `Intl` calls them, the largest first. */
const UNITS_MS: readonly [unit: string, ms: number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/**
 * A sentence for people; the server's own, where it is about nothing that the language knows.
 *
 * @param words the language's tag, which says how lengths of time are written, and its sentences
 */
export function inWords(
  { reason, message, ...told }: Coded & { reason: string; message: string },
  { refusals, reasons, language }: ServerWords & { language: string },
): string {
  const { code = "", params = {} } = told.code === undefined ? coded(message) : told;
  const sentence = Object.entries(refusals).find(([known]) => known === code)?.[1] ??
    Object.entries(reasons).find(([known]) => known === reason)?.[1];
  if (sentence === undefined) return message;
  const filled = sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? "";
    return typeof value === "number" ? lengthInWords(value, language) : value;
  });
  // A name stays as it is written.
  if (sentence.startsWith("{")) return filled;
  return filled.charAt(0).toLocaleUpperCase() + filled.slice(1);
}

/** As in `10 minutes`: the largest unit of which there are two, or exactly one. */
function lengthInWords(ms: number, language: string) {
  const [unit, unitMs] = UNITS_MS.find(([, one]) => ms === one || ms >= 2 * one) ??
    ["second", 1_000] as const;
  const format = new Intl.NumberFormat(language, {
    ...{ style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 },
  });
  return format.format(Math.max(1, Math.round(ms / unitMs)));
}
