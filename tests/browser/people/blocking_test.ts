/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { listen } from "../support/ears.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ESCAPE = "\uE00C";
const ACKNOWLEDGED = "You get nothing from bob any more. /unblock bob ends that.";

/** What is to be read in the room, one line each. */
async function lines({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>("#entries > li > .text"))
      .filter((text) => text.checkVisibility()).map((text) => text.innerText)
  );
}

/** Opens the menu of somebody in the list of people. */
async function opensPerson({ window }: Visitor, name: string): Promise<void> {
  await window.until((name: string) => {
    const names = Array.from(document.querySelectorAll("#people .name"));
    const person = names.find(({ textContent }) => textContent === name)?.closest("li");
    person?.querySelector<HTMLElement>(".who")?.click();
    return person !== undefined;
  }, name);
}

browserTest(
  "Messages of somebody who is blocked by a message's menu are hidden until the block ends",
  async (stage) => {
    const ada = await stage.open();
    await listen(ada);
    await ada.enter("ada");
    const [bob, eve] = [stage.speaker("bob"), stage.speaker("eve")];
    await bob.says("Good morning");
    await ada.hears("Good morning");
    await ada.opensMenuOf("Good morning");
    await ada.chooses("Block bob…");
    await ada.sees("Block bob? You will get nothing from bob. Nobody is told.", "dialog");
    await ada.window.click("dialog .grave");
    await ada.sees("You get nothing from bob any more.", "#banner");

    // Neither what he said before, nor what he says then, wherever it is; and nothing calls her.
    await ada.goesTo("garden");
    await bob.says("@ada, can you hear me?", "@ada!");
    await bob.saysIn("garden", "@ada, here!");
    await eve.saysIn("garden", "Hello, all");
    await eve.says("@ada, it is me");
    await ada.window.until(() => document.title === "(1) #garden · Hubbub");
    await ada.window.until(() => ears.sounds.length > 0);
    assertEquals(await lines(ada), ["Message from somebody you have blocked", "Hello, all"]);
    await ada.goesTo("lobby");
    await ada.hears("it is me");
    assertEquals(await lines(ada), ["Message from somebody you have blocked", "@ada, it is me"]);
    assertEquals(await ada.window.evaluate(() => ears.sounds.length), 1);
    await stage.picture("blocked", ada);

    await opensPerson(ada, "bob");
    await ada.chooses("Unblock bob");
    await ada.hears("can you hear me?");
    const all = ["Good morning", "@ada, can you hear me?", "@ada!", "@ada, it is me"];
    assertEquals(await lines(ada), all);
    await bob.says("At last");
    await ada.hears("At last");
  },
);

browserTest(
  "Somebody who blocks by a command sees that it is done, and the list of blocked people ends it",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says("Good morning");
    const ada = await stage.enter("ada");
    await ada.hears("Good morning");
    await ada.says("/unblock nobdy");
    await ada.window.until(() => document.querySelector("#composer-problem")?.textContent !== "");
    await ada.hasWritten("/unblock nobdy");
    await ada.rewrites("/block bob");
    await ada.sees(ACKNOWLEDGED, "#banner");
    await ada.seesNothingAt("#composer-problem");
    await ada.sees("you have blocked", "#entries .text");

    const openList = async () => {
      await ada.window.click("#open-settings");
      await ada.window.click(".person .blocks");
    };
    await openList();
    await ada.sees("bob", "#blocks-dialog li");
    await stage.picture("blocks", ada);
    await ada.window.click("#blocks-dialog li button");
    await ada.sees("You get messages from bob again.", "#blocks-dialog");
    await ada.seesNothingAt("#blocks-dialog li");
    await ada.window.press(ESCAPE);
    await ada.hears("Good morning");
    await openList();
    await ada.sees("You have blocked nobody.", "#blocks-dialog");
  },
);
