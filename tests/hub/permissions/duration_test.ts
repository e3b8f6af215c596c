import { assertEquals } from "@std/assert";
import { inWords } from "../../../hub/permissions/duration.ts";

Deno.test("Durations are told in the unit that people would take", () => {
  const told: [number, string][] = [
    [1, "1 second"],
    [1000, "1 second"],
    [90_000, "90 seconds"],
    [60_000, "1 minute"],
    [120_000, "2 minutes"],
    [5_400_000, "90 minutes"],
    [7_200_000, "2 hours"],
    [86_400_000, "1 day"],
    [14 * 86_400_000, "14 days"],
  ];
  for (const [ms, words] of told) assertEquals(inWords(ms), words);
});
