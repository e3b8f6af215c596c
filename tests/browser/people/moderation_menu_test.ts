/// <reference lib="dom" />
import { browserTest } from "../support/stage.ts";

browserTest(
  "Moderators act by the menu of a message, and whoever sees something bad reports it",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob", { width: 390, height: 844, touch: true });
    await bob.goesTo("den");
    const eve = await stage.enter("eve");
    await eve.goesTo("den");
    await eve.says("Buy this now");
    await ada.sees("Buy this now");
    await bob.sees("Buy this now");

    await bob.opensMenuOf("Buy this now");
    await bob.chooses("Report…");
    await bob.sees("A copy of this one message", "dialog");
    await stage.picture("report", bob);
    await bob.window.click("dialog.extra [type=submit]");
    await bob.sees("Your report was sent", "#banner");

    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Moderate…");
    await ada.sees("Mute for 1 hour", ".menu");
    await stage.picture("moderate", ada);
    await ada.chooses("Mute for 1 hour");
    await eve.sees("muted", "#entries .happening");
  },
);
