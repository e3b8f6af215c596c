/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";
import { choosesItem, opensMessage } from "../support/visitor/hands.ts";
import { entersBy, linkIn, makesRoom, opensNewRoom, TITLE } from "./rooms.ts";

inEachWindow(
  "Somebody makes a private room, and talks there with who has its link",
  async (stage) => {
    const ada = await stage.enter("ada");
    await opensNewRoom(ada);
    await linkIn(ada, "#new-private-room");
    await stage.picture("private-room-new", ada);
    await ada.window.click("#new-private-room .close");
    const link = await makesRoom(ada);
    const bob = await entersBy(stage, "bob", link);
    await ada.says("The cake is **chocolate**, @bob");
    await bob.hears("The cake is chocolate");
    await bob.says("I bring candles");
    await ada.hears("I bring candles");
    await stage.picture("private-room", ada);
    await stage.picture("private-room-by-link", bob);
    assertEquals(await bob.window.evaluate(() => document.title), "Private room · Hubbub");
    assertEquals(await ada.window.evaluate(() => document.title), "Private room · Hubbub");
    await opensMessage(bob, "I bring candles");
    await choosesItem(bob, "Edit");
    await bob.rewrites("I bring forty candles");
    await ada.hears("I bring forty candles");
    await ada.window.reload();
    await ada.seesRoom(TITLE);
    await ada.hears("I bring forty candles");
    await ada.hears("The cake is chocolate");
  },
);
