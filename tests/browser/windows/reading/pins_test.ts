/// <reference lib="dom" />
import { numbered } from "../../support/speaker.ts";
import { inEachWindow } from "../../support/stage.ts";
import { confirms } from "../../support/visitor/hands.ts";

const ENTER = "\uE007";

inEachWindow("A moderator pins a message, and all find it in the room's menu", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.goesTo("den");
  await ada.says("The key is under the mat");
  await ada.hears("The key is under the mat");
  const bob = stage.speaker("bob");
  await bob.saysIn("den", ...numbered("chatter", 40));
  await ada.hears("chatter 40");
  await ada.opensMenuOf("chatter 40");
  await ada.chooses("Pin for everybody here");
  await ada.sees("pinned by ada", "#entries");
  bob.connection.change({ type: "pin", room: "den", of: 1, on: true });
  await ada.scrollsTo(0);
  await ada.opensMenuOf("under the mat");
  await ada.sees("Pin for everybody here", ".menu");
  await stage.picture("pin-menu", ada);
  await ada.chooses("Pin for everybody here");
  await ada.newest();
  await ada.window.until(() =>
    Array.from(document.querySelectorAll("#entries .happening .text")).filter((text) =>
      /was pinned/.test(text.textContent ?? "")
    ).length === 2
  );
  await ada.window.click("[data-opens=roomMenu]");
  await ada.chooses("Pinned messages (2)");
  await ada.sees("under the mat", "dialog .finds");
  await stage.picture("pins", ada);
  if (stage.isPhone) await ada.window.click("dialog .finds a");
  else await ada.window.press(ENTER);
  await ada.sees("under the mat", ".found");
  await ada.seesNothingAt("dialog.extra");

  await ada.window.click("[data-opens=roomMenu]");
  await ada.chooses("Pinned messages (2)");
  await ada.window.click("dialog .finds li button");
  await confirms(ada, "ada: The key is under the mat");
  await ada.window.until(() => document.querySelectorAll("dialog .finds li").length === 1);
});
