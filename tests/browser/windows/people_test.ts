/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { PASSWORD } from "../../support/server/asker.ts";
import { inEachWindow } from "../support/stage.ts";

const ENTER = "\uE007";

inEachWindow(
  "Somebody connects, claims a name, moderates by slash commands, and signs out and in",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says("Good morning");
    const ada = await stage.open();
    const { window } = ada;
    await window.type("#name-dialog input", `Bob${ENTER}`);
    await ada.sees("Bob", "#name-dialog .problem");
    await stage.picture("name-taken", ada);
    await window.fill("#name-dialog input", `ada${ENTER}`);
    await ada.seesRoom("lobby");
    await ada.opensSide();
    await ada.sees("bob", "#people");
    await ada.seesPeople("ada", "bob");
    await window.click("#open-settings");
    await window.click(".person .claim");
    await window.type("#claim-dialog [type=password]", `${PASSWORD}${ENTER}`);
    await ada.seesNothingAt("#claim-dialog");

    // A room of her own, where she has the right.
    await ada.goesTo("den");
    await bob.saysIn("den", "May I come in?");
    await ada.hears("May I come in?");
    await ada.types("/m");
    await ada.sees("/mute", "#completion");
    await stage.picture("commands", ada);
    await ada.types("ute bob");
    await ada.says(" ");
    await ada.sees("/mute BOB 10m [: WHY]: keep Bob", "#composer-problem");
    await ada.rewrites("/mute bob 10m");
    await ada.sees("muted", "#entries .happening");
    await ada.says("/kick bob");
    await ada.sees("kicked", "#entries .happening");
    await stage.picture("moderated", ada);
    await ada.says("/help");
    await ada.sees("/access", "dialog");
    await stage.picture("help", ada);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await window.click(".extra .close");

    await ada.opensSide();
    await window.click("#open-settings");
    await window.click(".person .leave");
    await ada.sees("What should people call you?", "#name-dialog");
    // Behind the dialog there is nothing for who comes next.
    await ada.seesNothingAt("#you, #room-name, #entries, #people");
    await window.fill("#name-dialog input", `ada${ENTER}`);
    await ada.sees("is claimed", "#name-dialog .problem");
    await stage.picture("sign-in", ada);
    await window.type("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("den"); // as the address says
    assertEquals(
      await window.evaluate(() => document.querySelector("#you")?.textContent),
      "ada",
    );
  },
);
