/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { numbered } from "../support/speaker.ts";
import { inEachWindow } from "../support/stage.ts";
import { wasTold } from "../support/visitor/told.ts";
import { Wire } from "../support/wire.ts";

inEachWindow(
  "A cut, and a loss, is shown in all tabs and repaired without a jump",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const bob = stage.speaker("bob");
    await bob.says(...numbered("before", 60));
    const ada = await stage.enter("ada", { at: wire.url });
    await ada.hears("before 60");
    const tab = await stage.open({ at: ada.at });
    await tab.hears("before 60");
    await tab.goesTo("garden");

    await ada.scrollsTo(200);
    const before = await ada.reads();
    wire.cut();
    await ada.sees("What you say is kept and sent when you are back", "#banner");
    await ada.sees("Try now", "#banner button");
    await tab.sees("Trying again", "#banner");
    await bob.says(...numbered("meanwhile", 20));
    await stage.picture("cut", ada);
    wire.mend();
    for (const { window } of [ada, tab]) {
      // The page may be quicker to try again, and then has no button any more.
      await window.evaluate(() =>
        document.querySelector<HTMLButtonElement>("#banner button")?.click()
      );
    }
    await wasTold(ada, "good", "You are back");
    await ada.sees("20 unread", "#newer");
    await ada.standsAgainAt(before.text, before.y);
    await stage.picture("back", ada);
    await tab.window.until(() => document.querySelector("#rooms .unread:not(:empty)"));
    await ada.newest();
    await ada.hears("meanwhile 20");
    await tab.seesNothingAt("#rooms .unread");
    const all = [...numbered("bob: before", 60), ...numbered("bob: meanwhile", 20)];
    assertEquals(await ada.conversation(), all);

    await tab.window[Symbol.asyncDispose]();
    wire.cut();
    wire.mend(await stage.anotherServer());
    await ada.sees("not kept any more", "#banner");
    await ada.sees("not kept any more", "#beginning");
    await ada.says("Is this thing on?");
    await ada.hears("Is this thing on?");
    assertEquals(await ada.conversation(), ["ada: Is this thing on?"]);
    await stage.picture("reset", ada);
  },
);
