/**
 * How long something is, for people.
 *
 * @module
 */

const UNITS_MS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** Milliseconds in the largest unit of which there are two, or exactly one: "90 minutes", "1 day". */
export function inWords(ms: number): string {
  const [unit, unitMs] = UNITS_MS.find(([, unitMs]) => ms === unitMs || ms >= 2 * unitMs) ??
    UNITS_MS.at(-1)!;
  const count = Math.max(1, Math.round(ms / unitMs));
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
