/// <reference lib="dom" />
import { assertEquals, assertNotEquals } from "@std/assert";
import { browserTest, type Stage, WINDOWS } from "../support/stage.ts";
import { Axe } from "../axe/axe.ts";
import type { Visitor } from "../support/visitor.ts";
import { wasTold } from "../support/visitor/told.ts";
import { choosesItem, presses, pressesNamed } from "../support/visitor/hands.ts";
import { canWrite, entersBy, linkIn, makesRoom, opensNewRoom, TITLE } from "./rooms.ts";

const ESCAPE = "\uE00C";

/** What a reader of codes makes of what is on the screen. */
async function scanned({ window }: Visitor): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".png" });
  try {
    await Deno.writeFile(file, await window.screenshot());
    const { stdout } = await new Deno.Command("zbarimg", { args: ["-q", "--raw", file] }).output();
    return new TextDecoder().decode(stdout).trim();
  } finally {
    await Deno.remove(file);
  }
}

const hasReader = await new Deno.Command("which", { args: ["zbarimg"], stdout: "null" }).output()
  .then(({ success }) => success);

/** Plays it on a wide window and on a phone. */
function onBoth(name: string, play: (stage: Stage) => Promise<void>): void {
  for (const label of ["wide-light", "narrow-dark"]) {
    const window = WINDOWS[label];
    browserTest(`${name}: ${label}`, play, { label, ...(window && { window }) });
  }
}

onBoth(
  "What is protected, the link and its code are shown, and break no rule of axe",
  async (stage) => {
    const ada = await stage.enter("ada");
    const axe = new Axe(ada);
    await opensNewRoom(ada);
    await axe.looksAt("new private room");
    await ada.window.press(ESCAPE);
    const link = await makesRoom(ada);
    await axe.looksAt("private room");
    await presses(ada, "#seal");
    await ada.sees("Safety number", "#seal-card");
    await axe.looksAt("card of the lock");
    await stage.picture("private-room-card", ada);
    const number = await ada.window.text("#seal-card .safety-number");
    await pressesNamed(ada, "Link and QR code…", "#seal-card");
    assertEquals((await linkIn(ada, "#private-room-link")).href, link.href);
    await axe.looksAt("link to a private room");
    await stage.picture("private-room-link", ada);
    if (hasReader) assertEquals(await scanned(ada), link.href);
    await ada.window.press(ESCAPE);
    const bob = await entersBy(stage, "bob", link);
    await presses(bob, "#seal");
    assertEquals(await bob.window.text("#seal-card .safety-number"), number);
    await presses(ada, "#room-menu");
    await ada.sees("Change the link…", ".menu");
    await axe.looksAt("menu of a private room");
    await stage.picture("private-room-menu", ada);
    await choosesItem(ada, "Change the link…");
    await ada.sees("Makes a new room", "#change-link");
    await axe.looksAt("change of the link");
    await stage.picture("private-room-change", ada);
  },
);

onBoth("A changed link is a new room, to which the old one leads", async (stage) => {
  const ada = await stage.enter("ada");
  const link = await makesRoom(ada);
  const bob = await entersBy(stage, "bob", link);
  await presses(ada, "#room-menu");
  await choosesItem(ada, "Change the link…");
  await presses(ada, "#change-link [type=submit]");
  await ada.seesRoom(TITLE);
  await canWrite(ada);
  // The page begins anew in the new room; the old one is beside it.
  await ada.window.until(() =>
    document.querySelector("#rooms")?.textContent?.includes("(old link)")
  );
  await canWrite(ada);
  await bob.hears("This room has a new link");
  // Each visitor has a name of their own for this machine: for both at one it is a link to this very page.
  const pointer = await bob.window.evaluate(() =>
    document.querySelector<HTMLAnchorElement>("#entries a.named")?.hash ?? ""
  );
  await bob.window.evaluate((hash: string) => location.hash = hash, pointer);
  await bob.seesRoom("Private room 2");
  await canWrite(bob);
  await bob.says("Here I am again");
  await ada.hears("Here I am again");
  await presses(ada, "#room-menu");
  await choosesItem(ada, "Link and QR code…");
  assertNotEquals((await linkIn(ada, "#private-room-link")).href, link.href);
});

onBoth(
  "A room that is forgotten is gone from this device, and comes back by its link",
  async (stage) => {
    const ada = await stage.enter("ada");
    const link = await makesRoom(ada);
    await ada.says("Remember me");
    await ada.hears("Remember me");
    await presses(ada, "#room-menu");
    await choosesItem(ada, "What it is called here…");
    await ada.window.fill("dialog.extra input", "Hideout\uE007");
    await ada.seesRoom("Hideout");
    for (
      const [item, told] of [
        ["Let notifications say what is said", "now say what is said"],
        ["Let notifications not say what is said", "only tell that something"],
      ] as const
    ) {
      await presses(ada, "#room-menu");
      await choosesItem(ada, item);
      await wasTold(ada, "good", told);
    }
    await ada.types("and this");
    await presses(ada, "#room-menu");
    await choosesItem(ada, "Forget on this device…");
    await pressesNamed(ada, "Forget it", "dialog.extra");
    await ada.seesRoom("lobby");
    assertEquals(await ada.rooms(), ["lobby"]);
    await ada.window.reload();
    await ada.seesRoom("lobby");
    assertEquals(await ada.rooms(), ["lobby"]);
    const kept = await ada.window.evaluate(async () => {
      const names = await indexedDB.databases();
      const opening = indexedDB.open(
        names.find(({ name }) => name?.startsWith("sealed"))?.name ?? "",
      );
      await new Promise((resolve) => opening.onsuccess = resolve);
      const asking = opening.result.transaction("rooms").objectStore("rooms").getAll();
      await new Promise((resolve) => asking.onsuccess = resolve);
      opening.result.close();
      const keys = Object.keys(localStorage).filter((key) => /^(draft|unsent) .*~/.test(key));
      return [asking.result.length, ...keys];
    });
    assertEquals(kept, [0]);
    await ada.window.evaluate((hash: string) => location.hash = hash, link.hash);
    await ada.seesRoom("Private room");
    await ada.hears("Remember me");
  },
);

browserTest("Whoever leaves a browser leaves no key, and is told so", async (stage) => {
  const ada = await stage.enter("ada");
  await makesRoom(ada);
  await ada.changesName();
  await ada.sees("The key to a private room is deleted", "dialog.extra");
  await pressesNamed(ada, "Cancel", "dialog.extra");
  await ada.seesRoom(TITLE);
  await ada.changesName();
  await pressesNamed(ada, "Leave and delete", "dialog.extra");
  await ada.window.fill("#name-dialog input", "eve\uE007");
  await ada.seesRoom("lobby");
  assertEquals(await ada.rooms(), ["lobby"]);
  assertEquals(await ada.window.evaluate(() => localStorage.getItem("sealed")), null);
});

browserTest("A link that is not whole is said to be none", async (stage) => {
  const ada = await stage.open({ at: new URL("/#!tooShort", stage.url) });
  await ada.sees("This link is not whole", "dialog.extra");
  await pressesNamed(ada, "Continue", "dialog.extra");
  await ada.enter("ada");
  assertEquals(await ada.window.evaluate(() => location.hash.includes("!")), false);
});
