/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../../support/contrast.ts";
import { inEachWindow } from "../../support/stage.ts";

const RAIDERS = ["eve", "mallory", "oscar"];

inEachWindow(
  "Whoever closes a room against strangers removes those who are in it at once",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    for (const name of RAIDERS) {
      await stage.speaker(name).saysIn("den", `Buy this, says ${name}`);
      await ada.hears(`says ${name}`);
    }

    await ada.picks("#room-menu", "Room settings…");
    await ada.sees("Whoever is here when you close the room stays invited", "dialog.extra");
    await window.click("dialog.extra option[value=listed]");
    await stage.picture("closing", ada);
    await window.click("dialog.extra [type=submit]");
    await ada.sees("made invitation-only", "#entries .happening");

    await ada.picks("#room-menu", "People and bans…");
    await ada.sees("Remove all 3 guests…", "#people-dialog");
    // Nobody takes back the invitation of who owns the room.
    assertEquals(await liftable(), RAIDERS);
    await stage.picture("guests", ada);
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await window.click("#people-dialog button.grave");
    await ada.sees("Remove everybody from #den who has no account?");
    await window.click("dialog:last-of-type button.grave");
    await window.until(() => document.querySelector("#people-dialog button.grave") === null);
    assertEquals(await liftable(), []);
    await window.click("#people-dialog .close");
    await ada.sees("oscar was uninvited by ada", "#entries .happening");
    await ada.opensSide();
    await ada.seesPeople("ada");

    async function liftable(): Promise<string[]> {
      return await window.evaluate(() =>
        Array.from(
          document.querySelectorAll("#people-dialog [aria-label^='Lift the invitation']"),
          (lift) => lift.closest("li")?.querySelector("b")?.textContent ?? "",
        )
      );
    }
  },
);
