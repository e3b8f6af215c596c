/// <reference lib="dom" />
import { browserTest } from "../support/stage.ts";

browserTest(
  "Closing a room needs a confirmation, and a direct room is left until something is said there",
  async (stage) => {
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada");
    await bob.saysTo("ada", "A word?");
    await ada.follows("bob");
    await ada.picks("#room-menu", "Leave this room");
    await ada.seesRoom("lobby");
    await ada.seesNothingAt("#direct-rooms li");
    await bob.saysTo("ada", "Another?");
    await ada.follows("bob");
    await ada.hears("Another?");
    await ada.goesTo("den");
    await ada.says("/close");
    await ada.sees("Close #den for everybody?", "dialog");
    await ada.window.press("\uE00C");
    await ada.seesNothingAt("dialog");
    await ada.says("/close");
    await ada.window.click("dialog .grave");
    await ada.sees("#den was closed", "#banner");
  },
);
