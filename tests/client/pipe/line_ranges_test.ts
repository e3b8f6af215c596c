import { assertEquals } from "@std/assert";
import { LineRanges } from "../../../client/pipe/line_ranges.ts";

function told(...numbers: number[]): string {
  const ranges = new LineRanges();
  for (const number of numbers) ranges.add(number);
  return String(ranges);
}

Deno.test("Numbers of lines are told as ranges, whatever order they came in", () => {
  assertEquals(new LineRanges().isEmpty, true);
  assertEquals([told(3), told(3, 3)], ["line 3", "line 3"]);
  assertEquals(told(3, 4, 5, 9, 11, 12), "lines 3-5, 9, 11-12");
  assertEquals(told(9, 3, 5, 12, 4, 11, 9, 4), "lines 3-5, 9, 11-12");
  assertEquals(told(2, 1), "lines 1-2");
});

Deno.test("Of more ranges than anybody reads only the count is told", () => {
  const text = told(...Array.from({ length: 1_005 }, (_, nth) => 2 * nth));
  assertEquals(text.slice(-20), ", 1996, 1998 and 5 more".slice(-20));
});
