/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";
import { Wire } from "../support/wire.ts";

inEachWindow(
  "The title, the icon and the list of rooms show what is unread, and an installed page opens without a server",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada", { at: wire.url });
    const { window } = ada;
    const badge = () =>
      window.evaluate(() => [
        document.title,
        document.querySelector("link[rel=icon]")?.getAttribute("href"),
      ]);
    await ada.goesTo("garden");
    assertEquals(await badge(), ["#garden · Hubbub", "icon.svg"]);
    await bob.says("Anybody?", "@ada, are you there?");
    await window.until(() => document.title === "(2) #garden · Hubbub");
    assertEquals(await badge(), ["(2) #garden · Hubbub", "icon-unread.svg"]);
    await ada.opensSide();
    await ada.hasInSight("#rooms [data-count='1']");
    await stage.picture("called", ada);

    // A room that is muted calls no more, and has no mark.
    await ada.follows("lobby");
    await ada.silences();
    await ada.goesTo("garden");
    await bob.says("@ada!", "And then some.");
    await bob.says("Done.");
    await ada.goesTo("lobby");
    await ada.hears("Done.");
    await ada.goesTo("garden");
    await window.until(() => document.querySelector("#rooms li.muted .unread:empty"));
    assertEquals(await badge(), ["#garden · Hubbub", "icon.svg"]);

    await ada.opensSide();
    await window.click("#open-settings");
    await ada.sees("Sound", ".settings");
    await stage.picture("settings", ada);
    await window.press("\uE00C");
    await ada.seesNothingAt("dialog");

    // What only an installed page needs is asked for once one can talk.
    await window.until(() => document.querySelector("link[rel=manifest]"));
    const manifest = await window.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>("link[rel=manifest]")!;
      const { display, icons } = await (await fetch(link.href)).json();
      await navigator.serviceWorker.ready;
      return { display, icons: icons.length };
    });
    assertEquals(manifest, { display: "standalone", icons: 5 });
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await window.reload();
    await ada.sees("Hubbub can't be reached", "h1");
    await stage.picture("offline", ada);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    wire.mend();
    await window.click("button");
    await ada.seesRoom("garden");
  },
);
