import { assertEquals, assertThrows } from "@std/assert";
import { SettingError } from "../../../server/settings.ts";
import { workersOf } from "../../../server/settings/workers.ts";

const LINUX = { os: "linux", cores: 6 } as const;

Deno.test("workersOf takes a number, or one for each core", () => {
  const counts = [undefined, "", "1", "2", "64", "auto"].map((text) => workersOf(text, LINUX));
  assertEquals(counts, [1, 1, 1, 2, 64, 6]);
  assertEquals(workersOf("auto", { os: "linux", cores: 200 }), 64);
});

Deno.test("workersOf refuses what is no number of workers, in one sentence", () => {
  for (const text of ["0", "-1", "x", "65", "1000000", "2.5", " 2", "AUTO"]) {
    assertThrows(
      () => workersOf(text, LINUX),
      SettingError,
      `Cannot read workers: must be 1 to 64, or auto, received "${text}"`,
    );
  }
});

Deno.test("workersOf refuses more than one where threads can't share a port", () => {
  for (const os of ["darwin", "windows"] as const) {
    assertEquals(["1", "auto"].map((text) => workersOf(text, { os, cores: 6 })), [1, 1]);
    assertThrows(
      () => workersOf("2", { os, cores: 6 }),
      SettingError,
      "Cannot start 2 workers: only Linux lets them share a port, leave out --workers",
    );
  }
});
