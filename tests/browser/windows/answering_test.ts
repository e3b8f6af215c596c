/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { numbered } from "../support/speaker.ts";
import { inEachWindow } from "../support/stage.ts";

const UP = "\uE013";
const ENTER = "\uE007";

inEachWindow(
  "A message is answered, gone to, edited, reacted to, linked to and deleted",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says("Shall we meet at **three**, or `later`?", ...numbered("Or on day", 30));
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.hears("Or on day 30");

    // To somebody, whose name is completed.
    await ada.types("What do you think, @b");
    await ada.sees("@bob", "#completion [aria-selected=true]");
    await stage.picture("completion", ada);
    await window.click("#completion li");
    await ada.hasWritten("What do you think, @bob ");
    await ada.says("?");
    await ada.hears("What do you think, @bob ?");
    assertEquals(await window.text("#entries .mention"), "@bob");

    // To what somebody said, which is out of sight.
    await ada.scrollsTo(0);
    await ada.opensMenuOf("at three");
    await ada.sees("Reply", ".menu");
    await stage.picture("menu", ada);
    await ada.chooses("Reply");
    await ada.sees("Replying to bob", "#task");
    await ada.says("Rather at fuor.");
    await ada.sees("bob Shall we meet at three, or later?", "#entries .answered");
    await ada.isAtTheEnd();
    await window.click("#entries .answered:not([hidden])");
    await ada.sees("at three", ".found");
    await ada.hasInSight(".found");
    await stage.picture("gone-to", ada);

    // What was said last is changed: by a key, or where there is none by its menu.
    if (stage.isPhone) {
      await ada.opensMenuOf("at fuor");
      await ada.chooses("Edit");
    } else {
      await window.click("#composer textarea");
      await window.press(UP);
    }
    await ada.hasWritten("Rather at fuor.");
    await ada.sees("Editing your message", "#task");
    await ada.rewrites("Rather at four.");
    await ada.hears("at four");
    await ada.sees("edited", "#entries .edited");

    await ada.opensMenuOf("at four");
    await ada.chooses("🎉");
    await ada.sees("1", "[data-emoji='🎉'][aria-pressed='true']");
    bob.connection.change({ type: "react", room: "lobby", of: 33, emoji: "🎉", on: true });
    await ada.sees("2", "[data-emoji='🎉'][aria-pressed='true']");
    await window.click("[data-emoji='🎉']");
    await ada.sees("1", "[data-emoji='🎉'][aria-pressed='false']");

    await ada.opensMenuOf("at four");
    const { hash } = new URL(await ada.copies(() => ada.chooses("Copy the link")));
    await ada.newest();
    await stage.picture("answered", ada);
    const guest = await stage.open({ at: new URL(hash, stage.url) });
    await guest.enter("grace");
    await guest.sees("at four", ".found");

    await ada.says("Oops");
    await ada.hears("Oops");
    await ada.opensMenuOf("Oops");
    await ada.chooses("Delete");
    await ada.sees("Delete this message", "dialog");
    await ada.sees("ada: Oops", "dialog > blockquote");
    await stage.picture("delete", ada);
    await window.press(ENTER); // what is at hand changes nothing
    await ada.seesNothingAt("dialog");
    await ada.opensMenuOf("Oops");
    // Where the menu may lie over its message, that stands in it.
    if (stage.isPhone) await ada.sees("ada: Oops", ".menu .about");
    await stage.picture("message-menu", ada);
    await ada.chooses("Delete");
    await window.click("dialog .grave");
    await ada.hears("Deleted");
    assert((await ada.conversation()).at(-1) === "ada: Deleted");
  },
);
