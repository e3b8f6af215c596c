import { assert, assertEquals } from "@std/assert";
import { idleTimeoutOf } from "../../../server/socket/idle_timeout.ts";

Deno.test("Those who come together are pinged over twelve seconds, and each within a minute", () => {
  const pingedAfterS = Array.from({ length: 1000 }, (_, nth) => idleTimeoutOf(nth) / 2);
  assertEquals(new Set(pingedAfterS.map(Math.floor)).size, 12);
  assert(pingedAfterS.every((seconds) => seconds >= 45 && seconds < 58));
});
