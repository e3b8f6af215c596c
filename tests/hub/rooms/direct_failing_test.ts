import { assertEquals } from "@std/assert";
import { OpenHub } from "../../support/hub/open_hub.ts";

Deno.test("What is said to somebody while the store fails is refused, and nobody hears it", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  chat.journal.failing = true;
  chat.asks(ada, { type: "say", ref: 7, to: ["bob"], id: "psst", text: "psst" });
  const { ref, id, reason } = await ada.hears("refused");
  assertEquals([ref, id, reason], [7, "psst", "unavailable"]);
  await bob.hearsNothing();
  chat.journal.failing = false;
  chat.asks(ada, { type: "say", to: ["bob"], id: "psst", text: "psst" });
  assertEquals(await bob.texts(1), ["psst"]);
});
