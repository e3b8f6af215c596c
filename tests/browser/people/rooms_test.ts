/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";
import { Speaker } from "../support/speaker.ts";
import { browserTest } from "../support/stage.ts";

const ENTER = "\uE007";

browserTest("Someone makes a room, and others find it", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.window.click("#find-room");
  await ada.window.type(".finder input", `Rose garden${ENTER}`);
  // A key that is pressed once makes nothing.
  await ada.window.until(() => document.activeElement?.matches(".finder form button"));
  await ada.window.press(ENTER);
  await ada.seesRoom("Rose-garden");
  await ada.sees("This is where #Rose-garden begins", "#beginning");
  await ada.says("Come in!");
  await ada.hears("Come in!");

  const bob = await stage.enter("bob");
  await bob.sees("Rose-garden", "#other-rooms");
  await bob.window.click("#other-rooms a");
  await bob.seesRoom("Rose-garden");
  await bob.hears("Come in!");
  await bob.seesPeople("ada", "bob");
});

browserTest(
  "A room where something was said meanwhile has a dot until it is looked at",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("garden");
    const bob = stage.speaker("bob");
    await bob.says("Where is everybody?");
    await ada.sees("lobby", "#rooms li:has(.unread:not(:empty))");
    assertEquals(await ada.window.evaluate(() => document.title), "(1) #garden · Hubbub");
    await ada.goesTo("lobby");
    await ada.hears("Where is everybody?");
    await ada.seesNothingAt("#rooms .unread");
  },
);

browserTest("What was not said yet waits in its room", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.types("half a thought");
  await ada.goesTo("garden");
  assertEquals(await ada.composerText(), "");
  await ada.window.evaluate(() => history.back());
  await ada.seesRoom("lobby");
  assertEquals(await ada.composerText(), "half a thought");
});

browserTest("Someone leaves a room and is in another", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.goesTo("garden");
  await ada.picks("#room-menu", "Leave this room");
  await ada.seesRoom("lobby");
  assertEquals(await ada.rooms(), ["lobby"]);
  assertEquals(await ada.window.evaluate(() => location.hash), "#lobby");
});

browserTest("What cannot be a room is refused in words, and the lobby is there", async (stage) => {
  const ada = await stage.enter("ada", { at: new URL("#no%20such%20room", stage.url) });
  await ada.sees("room", "#banner");
  await ada.seesRoom("lobby");
});

browserTest("Nobody makes a room by a link, whether it is hidden or never was", async (stage) => {
  const server = stage.use(await TestServer.start());
  const bob = stage.use(new Speaker(server.url(), "bob"));
  await bob.saysIn("hidden", "For us alone.");
  await bob.connection.change({ type: "access", room: "hidden", access: "hidden" }).acknowledged;
  const ada = await stage.open({ at: new URL("#hidden", server.url()) });
  await ada.window.type("#name-dialog input", `ada${ENTER}`);
  await ada.sees("There is no room “hidden” that you can see.", "#banner");
  await ada.seesRoom("lobby");
  await ada.window.evaluate(() => location.hash = "#never");
  await ada.sees("There is no room “never” that you can see.", "#banner");
  assertEquals(await ada.rooms(), ["lobby"]);
  await stage.picture("no-such-room", ada);
  const { rooms } = await bob.connection.ask({ type: "rooms" });
  assertEquals(rooms.map(({ room }) => room).toSorted(), ["hidden", "lobby"]);
  await ada.says("/join never");
  await ada.sees("There is no room “never” that you can see. /make never makes it.", "main");
  await ada.window.click("#banner button");
  await ada.seesRoom("never");
  await ada.seesNothingAt("#banner");
  await ada.says("/make another");
  await ada.seesRoom("another");
  assertEquals(await ada.rooms(), ["lobby", "never", "another"]);
});
