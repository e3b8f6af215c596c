/**
 * Days and times, as ISO 8601 has them: whatever the reader's language, each is spelled one way.
 *
 * @module
 */

/** Where the clock is; that of the terminal when it is missing. */
export interface Zone {
  timeZone?: string;
}

const MINUTE_MS = 60_000;

/**
 * The same for all of a minute, of which there is much to say at once: formats are slow, and not small.
 * The first is made for the first minute: nobody waits for it before they can write.
 */
export function byMinute(
  make: () => Pick<Intl.DateTimeFormat, "format">,
): (at: number) => string {
  let format: ReturnType<typeof make> | undefined;
  let [minute, text] = [NaN, ""];
  return (at) => {
    const its = Math.floor(at / MINUTE_MS);
    format ??= make();
    if (its !== minute) [minute, text] = [its, format.format(at)];
    return text;
  };
}

/** As `2026-11-30`. */
export function dayFormat({ timeZone }: Zone = {}): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone });
}

/** As `09:05` and `23:59`. */
export function timeFormat({ timeZone }: Zone = {}): Intl.DateTimeFormat {
  const twoDigits = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("en-GB", { ...twoDigits, timeZone });
}
