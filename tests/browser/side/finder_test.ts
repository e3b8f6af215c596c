/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { Speaker } from "../support/speaker.ts";
import { brokenRules } from "../axe/axe.ts";
import { inEachWindow } from "../support/stage.ts";

const ENTER = "\uE007";
const CTRL = "\uE009";

inEachWindow(
  "The finder knows people who are away by what they are called, and begins with what is unread",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "gmh");
    const body = { display: "Grace Hopper", status: { state: "away" } };
    const token = await claim(server, "grh");
    await expect(server, 200, "PUT /api/account/profile", { token, body });
    await claim(server, "ada");
    const bob = stage.use(new Speaker(server.url(), "bob"));
    await bob.saysIn("releases", "2.4 is out.");
    await bob.saysIn("tea", "Anybody?");

    const ada = await stage.open({ at: server.url() });
    const { window } = ada;
    await window.type("#name-dialog input", `ada${ENTER}`);
    await ada.sees("is claimed", "#name-dialog .problem");
    await window.type("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    await ada.goesTo("tea");
    await ada.goesTo("releases");
    await ada.goesTo("lobby");
    await bob.saysIn("tea", "Still nobody?", "@ada?");
    await window.until(() => document.querySelector("#rooms [data-count='1']"));

    // By a key wherever one is, or by the button; first what calls, then where they were last.
    const open = async (key: string) => {
      if (!stage.isPhone) return await window.press(CTRL + key);
      await ada.opensSide();
      await window.click("#find-room");
    };
    const finds = () =>
      window.evaluate(() =>
        Array.from(document.querySelectorAll("#finds bdi"), ({ textContent }) => textContent)
      );
    await open("g");
    await ada.sees("tea", "#finds [aria-selected=true]");
    assertEquals((await finds()).slice(0, 3), ["tea", "lobby", "releases"]);
    await stage.picture("finder", ada);
    await window.press(ENTER);
    await ada.seesRoom("tea");

    // Somebody who was never seen here, by the words of the name that is shown.
    await open("k");
    await window.type(".finder input", "hop gra");
    await ada.sees("Grace Hopper", "#finds [aria-selected=true]");
    await ada.sees("@grh · offline", "#finds [aria-selected=true]");
    await stage.picture("finder-person", ada);
    assertEquals(await brokenRules(ada, "finds"), []);
    await window.press(ENTER);
    await ada.seesRoom("Grace Hopper");
    await ada.says("Are you there?");
    await ada.hears("Are you there?");
  },
);
