/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";

/** How something goes wrong in each dialog, from the settings on. */
const DIALOGS: Readonly<Record<string, readonly string[]>> = {
  "#account-dialog": [".person .account"],
  "#bots-dialog": [".person .account", "#account-dialog .bots"],
  "#invite-dialog": [".person .account", "#account-dialog .invites"],
  "#notifications-dialog": [".person .devices"],
  "#blocks-dialog": [".person .blocks"],
  "dialog:has(.own-data)": [".person .own-data"],
};

/** From now on the server can't be asked for anything but who somebody is. */
async function isCutOff({ window }: Visitor): Promise<void> {
  await window.evaluate(() => {
    const { fetch } = globalThis;
    globalThis.fetch = (asked, init) => {
      const url = String(asked instanceof Request ? asked.url : asked);
      const isLost = /\/api\/(?!session$)/.test(url);
      return isLost ? Promise.reject(new TypeError("no network")) : fetch(asked, init);
    };
  });
}

/** What a dialog tells as an error, once it does, and whether it looks like one. */
async function errorIn({ window }: Visitor, dialog: string): Promise<unknown> {
  const problem = `${dialog} .problem[role=alert]:not(:empty)`;
  await window.until(
    (selector: string) => document.querySelector(selector) !== null,
    problem,
  );
  return await window.evaluate(
    (selector: string, dialog: string) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = "var(--problem)";
      const error = document.querySelector<HTMLElement>(selector)!;
      const isRed = getComputedStyle(error).color === getComputedStyle(probe).color;
      probe.remove();
      const notes = Array.from(
        document.querySelectorAll(`${dialog} [role=status]`),
        (note) => note.textContent,
      );
      return { isRed, isSeen: error.checkVisibility(), notes: notes.join("") };
    },
    problem,
    dialog,
  );
}

inEachWindow("What goes wrong in a dialog looks like an error, and is read out", async (stage) => {
  const server = stage.use(await TestServer.start());
  const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
  await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
  await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  await isCutOff(ada);
  for (const [dialog, ways] of Object.entries(DIALOGS)) {
    await ada.opensSide();
    await ada.window.click("#open-settings");
    for (const way of ways) await ada.window.click(way);
    const error = await errorIn(ada, dialog);
    assertEquals(error, { isRed: true, isSeen: true, notes: "" }, dialog);
    if (dialog === "#account-dialog") {
      assertEquals(await faintTexts(ada), []);
      await stage.picture("dialog-error", ada);
    }
    for (const _ of ways) await ada.window.press(ESCAPE);
    await ada.window.evaluate(() => {
      for (const open of document.querySelectorAll("dialog")) open.close();
    });
  }
});
