/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";

const ENTER = "\uE007";

inEachWindow(
  "Rooms are made, found, called by, left, and led to by their addresses",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.saysIn("releases", "2.4 is out.");
    await bob.saysIn("tea-and-cake", "Anybody?");
    const ada = await stage.enter("ada");
    const { window } = ada;

    // One that is not there yet.
    await ada.opensSide();
    await window.click("#find-room");
    await window.type(".finder input", `Rose garden${ENTER}`);
    await ada.sees("There is no room “Rose-garden” that you can see", ".finder");
    await stage.picture("make-room", ada);
    await window.click(".finder form button");
    await ada.seesRoom("Rose-garden");
    await ada.sees("This is where #Rose-garden begins", "#beginning");
    await ada.picks("#room-menu", "Set the topic");
    await window.type(".extra input", `Roses, and what eats them${ENTER}`);
    await ada.sees("Roses, and what eats them", "#topic");

    // One that is: at the side, and by a few of its letters.
    await ada.follows("releases");
    await ada.hears("2.4 is out.");
    await ada.opensSide();
    await window.click("#find-room");
    await window.type(".finder input", "cake");
    await ada.sees("tea-and-cake", ".finder [aria-selected=true]");
    await ada.sees("1 found", ".finder [role=status]");
    await window.press(ENTER);
    await ada.seesRoom("tea-and-cake");

    // What is said elsewhere: a dot, and a number for what is said to you.
    await bob.saysIn("releases", "Has anybody tried it?", "@ada, you have, have you not?");
    await bob.says("Lunch!");
    await bob.saysTo("ada", "A word in private?");
    await ada.sees("", "#rooms li:has([data-count='1'])");
    await ada.sees("", "#direct-rooms li:has([data-count='1'])");
    assertEquals(await window.evaluate(() => document.title), "(4) #tea-and-cake · Hubbub");
    await ada.opensSide();
    await ada.hasInSight("#direct-rooms [data-count='1']");
    await stage.picture("rooms", ada);
    await ada.follows("bob");
    await ada.hears("A word in private?");
    assertEquals(
      await window.evaluate(() => decodeURIComponent(location.hash)),
      "#@ada,bob",
    );

    // Back and forward are the browser's, and an address is a link.
    await window.evaluate(() => history.back());
    await ada.seesRoom("tea-and-cake");
    await window.evaluate(() => history.forward());
    await ada.seesRoom("bob");
    await ada.goesTo("tea-and-cake");
    await ada.picks("#room-menu", "Leave this room");
    await ada.seesRoom("lobby");
    assertEquals(await ada.rooms(), ["lobby", "Rose-garden", "releases"]);
    const guest = await stage.open({ at: new URL("#Rose-garden", stage.url) });
    await guest.window.type("#name-dialog input", `grace${ENTER}`);
    await guest.seesRoom("Rose-garden");
    await guest.sees("Roses, and what eats them", "#topic");
    await stage.picture("room-by-address", guest);
  },
);
