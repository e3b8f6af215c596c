/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { ask, claimAdmin, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest, WINDOWS } from "../support/stage.ts";
import { confirms } from "../support/visitor/hands.ts";

const ENTER = "\uE007";

for (const [name, options] of Object.entries(WINDOWS)) {
  browserTest(`Someone makes a bot and a hook, and sees what they say: ${name}`, async (stage) => {
    const server = stage.use(await TestServer.start());
    await claimAdmin(server, "ada");
    const ada = await stage.open({ ...options, at: server.url() });
    await ada.window.type("#name-dialog input", `ada${ENTER}`);
    await ada.sees("is claimed", "#name-dialog .problem");
    await ada.window.type("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    const secretIn = (dialog: string) =>
      ada.window.evaluate(
        (where: string) =>
          document.querySelector<HTMLInputElement>(`${where} .secret input`)?.value,
        dialog,
      );

    await ada.window.evaluate(() => document.querySelector<HTMLElement>("#open-settings")?.click());
    await ada.window.click(".person .account");
    // Until they are listed, what is below them moves.
    await ada.sees("Chrome, Linux", "#account-dialog .sessions");
    await ada.window.click("#account-dialog .bots");
    await ada.sees("You have no bots", "#bots-dialog");
    await ada.window.type("#bots-dialog form input", `ada${ENTER}`);
    await ada.sees("somebody has claimed ada", "#bots-dialog .problem");
    await ada.window.evaluate(() =>
      document.querySelector<HTMLInputElement>("#bots-dialog form input")?.select()
    );
    await ada.window.type("#bots-dialog form input", `echo${ENTER}`);
    await ada.sees("echo", "#bots-dialog .sessions");
    await ada.sees("shown this once", "#bots-dialog .secret");
    const token = await secretIn("#bots-dialog");
    await stage.picture(`bots-${name}`, ada);
    assertEquals((await ada.overflow()).x, 0);
    const say = (text: string) =>
      ask(server, "POST /api/rooms/lobby/messages", { token: String(token), body: { text } });
    assertEquals((await say("Hello, I am a program.")).status, 201);
    await ada.window.click("#bots-dialog .sessions button");
    await confirms(ada, "echo");
    await ada.sees("You have no bots", "#bots-dialog");
    assertEquals((await say("gone")).status, 401);
    await ada.window.click("#bots-dialog .close");
    await ada.window.click("#account-dialog .close");
    await ada.window.evaluate(() =>
      document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((one) => one.close())
    );

    await ada.window.evaluate(() => document.querySelector<HTMLElement>("#room-menu")?.click());
    await ada.window.until(() => {
      const items = [...document.querySelectorAll<HTMLElement>("[role=menuitem]")];
      const found = items.find(({ textContent }) => textContent === "Hooks of this room");
      found?.click();
      return found !== undefined;
    });
    await ada.sees("There are no hooks here", "#hooks-dialog");
    await ada.window.type("#hooks-dialog form input", `alerts${ENTER}`);
    await ada.sees("alerts", "#hooks-dialog .sessions");
    await ada.window.click("#hooks-dialog .sessions button");
    await ada.sees("Delete this hook?", "dialog h2");
    await ada.sees("alerts · ada", "dialog > blockquote");
    await stage.picture(`hook-deletion-${name}`, ada);
    await ada.window.press(ENTER); // what is at hand changes nothing
    await ada.seesNothingAt("dialog > blockquote");
    const url = String(await secretIn("#hooks-dialog"));
    await stage.picture(`hooks-${name}`, ada);
    assertEquals((await ada.overflow()).x, 0);
    await ada.window.click("#hooks-dialog .close");
    for (const file of ["chat/mattermost", "tools/grafana", "tools/uptime_kuma"]) {
      const body = await Deno.readTextFile(
        new URL(`../../server/api/incoming/payloads/sent/${file}.json`, import.meta.url),
      );
      const headers = { "content-type": "application/json" };
      const response = await fetch(server.url(new URL(url).pathname), {
        method: "POST",
        headers,
        body,
      });
      assertEquals(await response.text(), "ok");
    }
    await ada.sees("bot", ".message .badge");
    await ada.sees("Visit Uptime Kuma", "#entries");
    // What has several lines stands apart from what was told before, more than lines do.
    const gaps = await ada.window.evaluate(() =>
      [...document.querySelectorAll(".message:not(.opens)")].map((message) =>
        message.getBoundingClientRect().top -
        message.previousElementSibling!.getBoundingClientRect().bottom
      )
    );
    assertEquals([gaps.length, gaps.every((gap) => gap > 6)], [2, true]);
    await stage.picture(`programs-${name}`, ada);
    assertEquals((await ada.overflow()).x, 0);
  });
}
