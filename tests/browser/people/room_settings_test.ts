/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, PASSWORD } from "../../support/server/asker.ts";
import { browserTest } from "../support/stage.ts";

const ENTER = "\uE007";

browserTest(
  "A room that not everybody may enter shows a lock, and a renamed one its new name everywhere",
  async (stage) => {
    await claim({ url: (path = "/") => new URL(path, stage.url) }, "ada");
    const ada = await stage.open();
    const { window } = ada;
    await window.type("#name-dialog input", `ada${ENTER}`);
    await ada.sees("is claimed", "#name-dialog .problem");
    await window.type("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    await ada.goesTo("den");
    assertEquals(await locks(), []);
    await ada.says("/access hidden");
    await ada.sees("hidden", "#entries .happening");
    await window.until(() => document.querySelectorAll(".hash.locked[role=img]").length === 2);
    assertEquals(await locks(), ["Hidden, by invitation", "Hidden, by invitation"]);
    await ada.says("/rename-room Badger-burrow");
    await ada.seesRoom("Badger-burrow");
    assertEquals(await ada.rooms(), ["lobby", "Badger-burrow"]);
    await window.until(() => document.title === "#Badger-burrow · Hubbub");
    await window.until(() =>
      document.querySelector("#composer textarea")?.ariaLabel === "Message #Badger-burrow"
    );
    await stage.picture("locked", ada);
    assertEquals(await window.evaluate(() => location.hash), "#den");

    // By the name that is shown, one comes to the same room, and so by the first one.
    for (const name of ["badger-burrow", "den"]) {
      await ada.follows("lobby");
      await window.evaluate((room: string) => void (location.hash = room), name);
      await ada.seesRoom("Badger-burrow");
      assertEquals(await ada.rooms(), ["lobby", "Badger-burrow"]);
    }
    await window.click("#find-room");
    await window.type(".finder input", "den");
    await ada.sees("Badger-burrow", ".finder [aria-selected=true]");
    await ada.seesNothingAt(".finder form > button");

    async function locks(): Promise<(string | null)[]> {
      return await window.evaluate(() =>
        Array.from(document.querySelectorAll(".hash.locked[role=img]"), (lock) => lock.ariaLabel)
      );
    }
  },
);

browserTest(
  "Who may not speak reads why in the place of the composer, or how long to wait, and nothing moves",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob", { width: 390, height: 844, touch: true });
    await bob.goesTo("den");
    const height = await footHeight();
    await ada.says("/slow 1h");
    await bob.sees("Slow mode", "#entries .happening");
    await bob.says("One thing");
    await bob.sees("Slow mode: next in 60 min", "#slow");
    assertEquals(await footHeight(), height);
    await stage.picture("slow", bob);
    await bob.says("And another");
    await bob.sees("when the time below is over", "#composer-problem");
    await bob.hasWritten("And another");
    await ada.says("Moderators need not wait");
    await ada.says("At all");
    await bob.hears("At all");
    await ada.says("/slow off");
    await bob.window.until(() => document.querySelector("#slow")?.textContent === "");
    await bob.rewrites("And another");
    await bob.hears("And another");

    await ada.says("/announce on");
    await bob.sees("Only moderators write here", "#silence");
    await bob.seesNothingAt("#composer");
    assertEquals(await footHeight(), height);
    await stage.picture("announcements", bob);
    await bob.opensMenuOf("At all");
    await bob.sees("Copy the text", ".menu");
    assertEquals(
      await bob.window.evaluate(() =>
        document.querySelector(".menu")?.textContent?.includes("Reply")
      ),
      false,
    );
    await bob.chooses("👍");
    await ada.sees("👍", ".reactions");
    await ada.says("Only I speak");
    await bob.hears("Only I speak");
    await ada.says("/announce off");
    await bob.window.until(() =>
      document.querySelector("#composer")?.checkVisibility() === true &&
      document.querySelector("#silence")?.textContent === ""
    );

    async function footHeight(): Promise<number | undefined> {
      return await bob.window.evaluate(() =>
        document.querySelector("#foot")?.getBoundingClientRect().height
      );
    }
  },
);

browserTest(
  "An archived room waits in a group at the end of the list, and is found and read",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("attic");
    await ada.says("Old things");
    await ada.hears("Old things");
    const bob = await stage.enter("bob");
    await bob.sees("attic", "#other-rooms");
    await window.click("#room-menu");
    await ada.chooses("Room settings…");
    await window.click("#archive");
    await window.click("dialog.extra [type=submit]");
    await ada.sees("This room is archived", "#silence");
    await window.until(() => document.querySelector("#archived-rooms .name"));
    assertEquals(await ada.rooms(), ["lobby"]);
    await ada.follows("lobby");
    await window.until(() => document.querySelector("#composer")?.checkVisibility());
    await window.evaluate(() => location.reload());
    await ada.seesRoom("lobby");
    await ada.sees("Archived", "#archived-rooms h2");
    await ada.seesNothingAt("#archived-rooms li");

    // Who is not in it, and asks anew, finds it and is led to what was said there.
    await bob.window.evaluate(() => location.reload());
    await bob.seesRoom("lobby");
    await bob.window.click("#find-room");
    await bob.window.type(".finder input", "attic");
    await bob.sees("Archived", ".finder [aria-selected=true]");
    await bob.window.press(ENTER);
    await bob.hears("Old things");
    await bob.sees("attic", "#archived-rooms li [aria-current]");
    await bob.seesNothingAt("#other-rooms");
    await stage.picture("archived", bob);
  },
);
