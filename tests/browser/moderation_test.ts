/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "./stage.ts";

browserTest("Someone is sent out of a room by a line that its owner writes", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.goesTo("den");
  const bob = await stage.enter("bob");
  await bob.goesTo("den");
  await ada.says("/kick");
  await ada.sees("Write /kick BOB", "#banner");
  assertEquals(await ada.composerText(), "/kick", "what is wrong can be mended");
  await ada.types(" bob\uE007");
  await ada.sees("bob was kicked by ada", "#entries");
  await bob.seesRoom("lobby");
  await bob.sees("You were sent out of #den", "#banner");
  await ada.says("//kick is what I wrote");
  await ada.hears("/kick is what I wrote");
});
