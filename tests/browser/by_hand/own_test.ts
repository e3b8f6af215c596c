/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { ask, claim, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { until } from "../../support/until.ts";
import { readZip } from "../../support/unzip.ts";
import { Axe } from "../axe/axe.ts";
import { inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { presses, pressesNamed, ticks } from "../support/visitor/hands.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

const [ENTER, ESCAPE] = ["\uE007", "\uE00C"];
const QUIET = "#notifications-dialog .quiet-hours";

inEachWindow(
  "Somebody sets quiet hours, takes away what is theirs, and deletes their account",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    await using folder = await TempFolder.make();
    const ada = await stage.open({ at: server.url() });
    const { window } = ada;
    const behavior = { behavior: "allow", downloadPath: folder.path };
    await window.devtools("Browser.setDownloadBehavior", behavior);
    await window.fill("#name-dialog input", `ada${ENTER}`);
    await ada.sees("is claimed", "#name-dialog .problem");
    await window.type("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    await ada.says("Mine");
    await ada.hears("Mine");
    const [tree, axe] = [new AxTree(window), new Axe(ada)];
    const looksAt = async (screen: string) => {
      assertEquals(await tree.nameless(), []);
      const wider = await window.evaluate(() =>
        [...document.querySelectorAll("html, dialog[open]")]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length
      );
      assertEquals(wider, 0);
      await axe.looksAt(screen);
      await stage.picture(`own-${screen}`, ada);
    };

    await opensSettings(ada, "Notifications on devices");
    await ticks(ada, "#notifications-dialog [name=quiet]");
    await ada.sees("until", QUIET);
    await window.type(`${QUIET} [type=time]`, "1130PM");
    await ticks(ada, `${QUIET} [aria-label=Sunday]`);
    const quiet = () =>
      window.evaluate((fields: string) => {
        const [from, to] = document.querySelectorAll<HTMLInputElement>(`${fields} [type=time]`);
        const days = document.querySelectorAll(`${fields} [type=checkbox]:checked`);
        return [from?.value, to?.value, String(days.length)].join(" ");
      }, QUIET);
    assertEquals(await quiet(), "23:30 07:00 6");
    await looksAt("quiet-hours");
    await window.press(ESCAPE);
    await window.reload();
    await ada.seesRoom("lobby");
    await opensSettings(ada, "Notifications on devices");
    await ada.sees("until", QUIET);
    assertEquals(await quiet(), "23:30 07:00 6");
    await window.press(ESCAPE);

    await opensSettings(ada, "Download my data");
    await ada.sees("The download begins", "dialog .note");
    await looksAt("settings");
    const words = await downloaded(folder, "rooms/lobby/messages.txt");
    assert(words.includes("Mine"), words);
    await window.press(ESCAPE);

    await opensSettings(ada, "Your account");
    await looksAt("account");
    await pressesNamed(ada, "Delete the account", "#account-dialog");
    await ticks(ada, "#deletion-dialog [value=delete]");
    await window.type("#deletion-dialog [type=password]", PASSWORD);
    await looksAt("deletion");
    await presses(ada, "#deletion-dialog [type=submit]");
    await window.until(() => document.querySelector<HTMLDialogElement>("#name-dialog")?.open);
    assertEquals((await ask(server, "POST /api/session", { body: { name: "ada" } })).status, 201);
    assertEquals(axe.found, []);
  },
);

/** Opens the settings, on a phone from the drawer, and presses what is called so there. */
async function opensSettings(ada: Visitor, choice: string): Promise<void> {
  await ada.window.until(() => document.querySelector("dialog[open]") === null);
  await ada.opensSide();
  await presses(ada, "#open-settings");
  await pressesNamed(ada, choice, "dialog .person");
}

/** A text of the archive that was downloaded into a folder. */
async function downloaded(folder: TempFolder, path: string): Promise<string> {
  let archive: Uint8Array<ArrayBuffer> | undefined;
  await until(async () => {
    for await (const { name } of Deno.readDir(folder.path)) {
      if (name.endsWith(".zip")) archive = await Deno.readFile(folder.file(name));
    }
    return archive !== undefined;
  }, "the download");
  assert(archive);
  return new TextDecoder().decode((await readZip(archive)).get(path));
}
