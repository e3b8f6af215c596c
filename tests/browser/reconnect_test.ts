/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { numbered } from "./support/speaker.ts";
import { browserTest } from "./support/stage.ts";
import { wasTold } from "./support/visitor/told.ts";
import { Wire } from "./support/wire.ts";

browserTest(
  "Someone whose network fails comes back with nothing lost and nothing doubled",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    const bob = stage.speaker("bob");
    await bob.says(...numbered("before", 10));
    await ada.hears("before 10");

    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.says("Can you hear me?");
    await ada.sees("Can you hear me?", "#unsent");
    await bob.says(...numbered("meanwhile", 20));
    await stage.picture("cut-off", ada);

    wire.mend();
    // The page may be quicker to try again, and then has no button any more.
    await ada.window.evaluate(() =>
      document.querySelector<HTMLButtonElement>("#banner button")?.click()
    );
    await ada.hears("Can you hear me?");
    await wasTold(ada, "good", "You are back");
    await ada.seesNothingAt("#unsent");
    const all = [
      ...numbered("bob: before", 10),
      ...numbered("bob: meanwhile", 20),
      "ada: Can you hear me?",
    ];
    assertEquals(await ada.conversation(), all);
    await bob.hasHeard(all.length);
    assertEquals(bob.heard, all);
  },
);

browserTest(
  "Ten cuts in the middle of talking leave everybody with the same conversation",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    const bob = stage.speaker("bob");
    for (let round = 1; round <= 10; round++) {
      const talk = bob.says(...numbered(`round ${round},`, 5));
      await ada.says(`ada in round ${round}`);
      wire.cut();
      await talk;
      await ada.sees("Trying again", "#banner");
      wire.mend();
      await ada.window.evaluate(() => dispatchEvent(new Event("online")));
      await ada.sees("Connected", "#state");
    }
    await ada.hearsThisMany(60);
    await ada.seesNothingAt("#unsent");
    await bob.hasHeard(60);
    assertEquals(await ada.conversation(), bob.heard);
    assertEquals(new Set(bob.heard).size, 60);
  },
);

browserTest("Someone who was cut off comes back without touching anything", async (stage) => {
  const wire = stage.use(new Wire(stage.url));
  const ada = await stage.enter("ada", { at: wire.url });
  await ada.sees("Connected", "#state");
  wire.cut();
  await ada.sees("Not connected", "#state");
  wire.mend();
  await ada.sees("Connected", "#state");
  await ada.says("Here I am again.");
  await ada.hears("Here I am again.");
});

browserTest(
  "When the server has lost its log the page says so, and the conversation goes on",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    await ada.says("This will be forgotten.");
    await ada.hears("This will be forgotten.");
    wire.cut();
    wire.mend(await stage.anotherServer());
    await ada.sees("not kept any more", "#beginning");
    await ada.says("Is this thing on?");
    await ada.hears("Is this thing on?");
    assertEquals(await ada.conversation(), ["ada: Is this thing on?"]);
  },
);

browserTest(
  "Whoever's device has no network reads so at once, and is back with it",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    // Everything is loaded; the styles are the last.
    await ada.window.until(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("/files/panel."))
    );
    // A server on this machine answers all the same.
    await ada.window.evaluate(() => dispatchEvent(new Event("offline")));
    await ada.says("I am here");
    await ada.hears("I am here");
    await ada.seesNothingAt("#banner");
    wire.hold();
    await ada.window.evaluate(() => dispatchEvent(new Event("offline")));
    await ada.sees("What you say is kept", "#banner");
    await ada.says("Can you hear me?");
    wire.mend();
    await ada.window.evaluate(() => dispatchEvent(new Event("online")));
    await ada.hears("Can you hear me?");
  },
);
