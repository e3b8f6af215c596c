import { assertEquals, assertThrows } from "@std/assert";
import { isQuiet, quietHoursOf } from "../../../protocol/field/quiet_hours.ts";
import { ProtocolError } from "../../../protocol.ts";

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const at = (text: string) => Date.parse(text);

Deno.test("Hours are quiet by the clock of their zone, also past midnight", () => {
  const night = { from: 22 * 60, to: 7 * 60, days: EVERY_DAY, zone: "Europe/Berlin" };
  // It is an hour later there in winter, and two in summer.
  assertEquals(isQuiet(night, at("2026-01-10T21:00Z")), true);
  assertEquals(isQuiet(night, at("2026-01-10T20:59Z")), false);
  assertEquals(isQuiet(night, at("2026-07-10T20:00Z")), true);
  assertEquals(isQuiet(night, at("2026-01-10T05:59Z")), true);
  assertEquals(isQuiet(night, at("2026-01-10T06:00Z")), false);
});

Deno.test("Quiet hours belong to the day on which they begin", () => {
  // 9 January 2026 is a Friday.
  const friday = { from: 22 * 60, to: 7 * 60, days: [5], zone: "UTC" };
  assertEquals(isQuiet(friday, at("2026-01-09T23:00Z")), true);
  assertEquals(isQuiet(friday, at("2026-01-10T06:59Z")), true);
  assertEquals(isQuiet(friday, at("2026-01-09T06:00Z")), false);
  assertEquals(isQuiet(friday, at("2026-01-10T23:00Z")), false);
  const sunday = { from: 0, to: 0, days: [0], zone: "UTC" };
  assertEquals(isQuiet(sunday, at("2026-01-11T00:00Z")), true);
  assertEquals(isQuiet(sunday, at("2026-01-11T23:59Z")), true);
  assertEquals(isQuiet(sunday, at("2026-01-12T00:00Z")), false);
});

Deno.test("quietHoursOf takes hours, days and a zone that there is, and nothing else", () => {
  const good = { from: 0, to: 60, days: [1, 0, 1], zone: "Asia/Shanghai" };
  assertEquals(quietHoursOf(good), { ...good, days: [0, 1] });
  const bad = [
    ...[null, {}, { ...good, from: 1440 }, { ...good, to: -1 }, { ...good, days: [] }],
    ...[{ ...good, days: [7] }, { ...good, zone: "Europe/Nowhere" }, { ...good, zone: "" }],
  ];
  for (const value of bad) {
    assertThrows(() => quietHoursOf(value), ProtocolError, "Cannot read quiet");
  }
});
