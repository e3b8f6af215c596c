/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, claimAdmin, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { Axe } from "../axe/axe.ts";
import { inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { presses, pressesNamed } from "../support/visitor/hands.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

const [ENTER, ESCAPE] = ["\uE007", "\uE00C"];

/** A server where eve was reported by bob, in a room of bob's, and where gus is a guest. */
async function reported(stage: Stage) {
  const server = stage.use(await TestServer.start());
  await claimAdmin(server, "ada");
  const enter = async (name: string) =>
    stage.use(await TestClient.enter(server, { token: await claim(server, name) }, "den"));
  const [bob, eve] = [await enter("bob"), await enter("eve")];
  stage.use(await TestClient.enter(server, "gus"));
  eve.say("den", "buy now");
  const { seq } = await bob.next("said");
  await bob.ask({ type: "report", room: "den", of: seq, reason: "spam" });
  return server;
}

inEachWindow("An administrator finds people, rooms and reports in their lists", async (stage) => {
  const server = await reported(stage);
  const ada = await stage.open({ at: server.url() });
  const { window } = ada;
  await window.fill("#name-dialog input", `ada${ENTER}`);
  await ada.sees("is claimed", "#name-dialog .problem");
  await window.type("#name-password", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  await window.goTo(String(new URL("/admin", ada.at)));
  await ada.sees("eve", "#content table");
  const [tree, axe] = [new AxTree(window), new Axe(ada)];
  const looksAt = async (screen: string) => {
    assertEquals(await tree.nameless(), []);
    assertEquals((await ada.overflow()).x, 0);
    assertEquals(await unevenTools(ada), []);
    await axe.looksAt(screen);
    await stage.picture(`lists-${screen}`, ada);
  };

  await window.type("#content [type=search]", "bo");
  await presses(ada, "#content .tools [type=submit]");
  await lists(ada, ["bob"]);
  await looksAt("people");
  await pressesNamed(ada, "Manage bob", "#content");
  await ada.sees("Suspend", "#person");
  await looksAt("person");
  await window.press(ESCAPE);
  await ada.seesNothingAt("#person");

  await pressesNamed(ada, "Rooms", "#sections");
  await ada.sees("#den", "#content table");
  await window.type("#content [type=search]", "de");
  await presses(ada, "#content .tools [type=submit]");
  await lists(ada, ["#den"]);
  await looksAt("rooms");
  await pressesNamed(ada, "Change #den", "#content");
  await window.click("dialog select option[value=hidden]");
  await looksAt("room");
  await presses(ada, "dialog [type=submit]");
  await ada.sees("hidden", "#content tbody");

  await pressesNamed(ada, "Reports", "#sections");
  await ada.sees("buy now", "#content table");
  await lists(ada, ["buy now"]);
  await looksAt("reports");
  await pressesNamed(ada, "What to do with the message from eve", "#content");
  await ada.sees("Delete the message", "#report");
  await looksAt("report");
  await pressesNamed(ada, "Dismiss: nothing is wrong with it", "#report");
  await ada.sees("Nothing here.", "#content");
  for (const [section, shows] of REST) {
    await pressesNamed(ada, section, "#sections");
    await ada.sees(shows, "#content");
    await looksAt(section.toLowerCase().replace(" ", "-"));
  }
  assertEquals(axe.found, []);
});

/** The sections without a list that is searched, and what each shows here. */
const REST = [
  ["Invitations", "Nothing here."],
  ["Bans", "Nothing here."],
  ["Audit log", "eve"],
  ["Server", "works, answers in"],
] as const;

/** Waits until the rows of the list begin so. */
async function lists({ window }: Visitor, wanted: string[]): Promise<void> {
  await window.until((...firsts: string[]) => {
    const rows = document.querySelectorAll<HTMLElement>("#content section:first-of-type .first");
    return Array.from(rows, (cell) => cell.innerText.trim()).join() === firsts.join();
  }, ...wanted);
}

/** Fields and buttons of a line of tools that are not as high as the others, or stand higher. */
async function unevenTools({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() =>
    [...document.querySelectorAll(".tools")].flatMap((tools) => {
      const all = [...tools.querySelectorAll<HTMLElement>("input, select, button")];
      const [first, ...others] = all.filter((one) => one.checkVisibility());
      const sizeOf = (one: HTMLElement) => Math.round(one.getBoundingClientRect().height);
      const bottomOf = (one: HTMLElement) => Math.round(one.getBoundingClientRect().bottom);
      return others.filter((one, at) => {
        const before = others[at - 1] ?? first!;
        const isBeside = one.getBoundingClientRect().left > before.getBoundingClientRect().left;
        return sizeOf(one) !== sizeOf(first!) || isBeside && bottomOf(one) !== bottomOf(before);
      }).map((one) => `${one.tagName} ${sizeOf(one)} ${bottomOf(one)}`);
    })
  );
}
