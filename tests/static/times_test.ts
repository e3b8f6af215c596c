import { assertEquals } from "@std/assert";

/** Says, for moments and nows on the clocks of a place, how the days are called there. */
async function daysIn(timeZone: string, pairs: [at: string, now: string][]): Promise<string[]> {
  const script = `
    const page = { documentElement: { lang: "en" } };
    Object.assign(globalThis, { document: page });
    const { dayInWords, isSameDay, restOfDay, briefly } =
      await import(${JSON.stringify(import.meta.resolve("../../static/strings.ts"))});
    const said = ${JSON.stringify(pairs)}.map(([at, now]) => {
      const [then, today] = [new Date(at).getTime(), new Date(now).getTime()];
      const hours = restOfDay(today) / 3_600_000;
      return [dayInWords(then, today), isSameDay(then, today) ? "same" : "other", hours].join();
    });
    console.log(JSON.stringify(said));
  `;
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", script],
    env: { TZ: timeZone, NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr));
  return JSON.parse(decoder.decode(stdout));
}

Deno.test("Yesterday is the day before on the calendar, also where a day has 23 hours or 25", async () => {
  assertEquals(
    await daysIn("America/New_York", [
      // The clocks go forward on Sunday, 8 March, and back on Sunday, 1 November.
      ["2026-03-08T00:10", "2026-03-09T00:30"],
      ["2026-03-08T23:50", "2026-03-09T23:30"],
      ["2026-03-07T23:50", "2026-03-08T23:55"],
      ["2026-03-07T23:50", "2026-03-09T00:10"],
      ["2026-11-01T00:05", "2026-11-01T23:55"],
      ["2026-11-01T00:05", "2026-11-02T00:01"],
      ["2026-10-31T23:59", "2026-11-02T00:01"],
      ["2025-12-31T12:00", "2026-01-01T12:00"],
      ["2026-03-08T12:00", "2026-03-08T00:00"],
    ]),
    [
      "Yesterday,other,23.5",
      "Yesterday,other,0.5",
      "Yesterday,other,0.08333333333333333",
      "Saturday, March 7, 2026,other,23.833333333333332",
      "Today,same,0.08333333333333333",
      "Yesterday,other,23.983333333333334",
      "Saturday, October 31, 2026,other,23.983333333333334",
      "Yesterday,other,12",
      "Today,same,23",
    ],
  );
});
