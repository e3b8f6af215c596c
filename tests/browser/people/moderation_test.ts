/// <reference lib="dom" />
import { browserTest } from "../support/stage.ts";
import { wasTold } from "../support/visitor/told.ts";

browserTest(
  "The owner of a room moderates it from the page, and everybody sees what happened",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob", { width: 390, height: 844, touch: true });
    await bob.goesTo("den");
    await ada.sees("bob", "#people");

    await ada.types("/mu");
    await ada.sees("/mute", "#completion");
    await ada.window.press("\uE004");
    await ada.hasWritten("/mute ");
    await ada.says("bob");
    await ada.sees("/mute BOB 10m [: WHY]: keep Bob", "#composer-problem");
    await ada.says(" 10m");
    await ada.sees("muted", "#entries .happening");
    await bob.sees("muted", "#entries .happening");
    await bob.says("May I?");
    await bob.sees("muted", "#unsent .state");

    await ada.says("/kick bob");
    await wasTold(bob, "wrong", "You were removed from #den");
    await bob.seesRoom("lobby");
    await ada.says("/help");
    await ada.sees("/ban", "dialog");
    await stage.picture("help", ada);
  },
);
