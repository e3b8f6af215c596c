/**
 * What people call a program that called itself as browsers do.
 *
 * @module
 */

/** What stands in it, and what that means; the first that fits counts, as many say "Safari". */
const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/**
 * As `Firefox, Linux`; of what is no browser, what it called itself first.
 *
 * @param program what it says of itself, whatever that is
 */
export function programName(program: string): string {
  const named = (names: readonly (readonly [string, string])[]) =>
    names.find(([mark]) => program.includes(mark))?.[1];
  const browser = named(BROWSERS);
  if (browser === undefined) return program.split(/[/ ]/)[0] ?? "";
  return [browser, named(SYSTEMS)].filter((name) => name !== undefined).join(", ");
}
