/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { ask, claim, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { Axe } from "./axe.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";

/** Puts away what is open in front of the page. */
async function closes({ window }: Visitor): Promise<void> {
  await window.press(ESCAPE);
  await window.until(() => {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
      dialog.close();
    }
    return document.querySelector("dialog[open], .menu") === null;
  });
}

/** Looks at each dialog that one's own settings lead to. */
async function looksAtSettings(ada: Visitor, axe: Axe): Promise<void> {
  const dialogs = [
    ["account", "#account-dialog"],
    ["devices", "#notifications-dialog"],
    ["profile", "#profile-dialog"],
    ["status", "#status-dialog"],
  ] as const;
  for (const [name, dialog] of dialogs) {
    await ada.opensSide();
    await ada.window.click("#open-settings");
    await ada.window.until((button: string) => document.querySelector(button), `.person .${name}`);
    if (name === "account") await axe.looksAt("settings");
    await ada.window.click(`.person .${name}`);
    await ada.window.until((wanted: string) => document.querySelector(`${wanted}[open]`), dialog);
    await axe.looksAt(name);
    if (name === "account") {
      await ada.window.click("#account-dialog .bots");
      await ada.window.until(() => document.querySelector("#bots-dialog[open]"));
      await axe.looksAt("bots");
    }
    await closes(ada);
  }
}

/** Looks at what the menu of a room leads to. */
async function looksAtRoom(ada: Visitor, axe: Axe): Promise<void> {
  await ada.window.click("#room-menu");
  await ada.sees("People and bans…", ".menu");
  await axe.looksAt("menu of the room");
  await ada.chooses("People and bans…");
  await ada.sees("ada reported eve", "#people-dialog");
  await axe.looksAt("people and bans");
  await closes(ada);
  await ada.picks("#room-menu", "Room settings…");
  await ada.sees("Slow mode", "dialog.extra");
  await axe.looksAt("settings of the room");
  await closes(ada);
  await ada.picks("#room-menu", "Invite by link…");
  await ada.sees("There are none yet", "#invite-dialog");
  await ada.window.press(ENTER);
  await ada.sees("10 left", "#invite-dialog");
  await axe.looksAt("invitation");
  await ada.window.click("#invite-dialog .link .code");
  await axe.looksAt("large code");
  await closes(ada);
  await ada.picks("#room-menu", "Files of this room");
  await ada.sees("Files", "#room-files");
  await axe.looksAt("files");
  await closes(ada);
  await ada.opensSide();
  await ada.window.click("#find-room");
  await ada.window.until(() => document.querySelector("dialog[open]"));
  await axe.looksAt("finder");
  await closes(ada);
}

/** Looks at what a message leads to, and reports it. */
async function looksAtMessage(ada: Visitor, axe: Axe): Promise<void> {
  await ada.opensMenuOf("Buy this now");
  await ada.sees("Report…", ".menu");
  await axe.looksAt("menu of a message");
  await ada.chooses("Report…");
  await ada.sees("A copy of this one message", "dialog");
  await axe.looksAt("report");
  await ada.window.click("dialog.extra [type=submit]");
  await ada.sees("Your report was sent", "#banner");
  await axe.looksAt("banner");
  await ada.opensMenuOf("Buy this now");
  await ada.chooses("Moderate…");
  await ada.sees("Mute for 1 hour", ".menu");
  await axe.looksAt("moderation");
  await ada.chooses("Ban…");
  await ada.sees("Also ban everybody", "dialog.extra");
  await axe.looksAt("ban");
  await closes(ada);
  await ada.window.click("#entries .author");
  await ada.window.until(() => document.querySelector(".profile-card, dialog[open], .menu"));
  await axe.looksAt("profile card");
  await closes(ada);
}

/** Looks at each section of the page for administrators. */
async function looksAtAdministration(ada: Visitor, axe: Axe): Promise<void> {
  await ada.window.goTo(new URL("/admin", ada.at).href);
  await ada.sees("ada", "#content table");
  const sections = await ada.window.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#sections a")].map(({ innerText }) => innerText)
  );
  assertEquals(sections.length > 4, true, String(sections));
  for (const section of sections) {
    await ada.window.until((wanted: string) => {
      const links = [...document.querySelectorAll<HTMLElement>("#sections a")];
      links.find(({ innerText }) => innerText === wanted)?.click();
      return document.querySelector<HTMLElement>("#heading")?.innerText === wanted;
    }, section);
    await axe.looksAt(`administration: ${section}`);
  }
}

/** Looks at how somebody comes in. */
async function looksAtEntry(stage: Stage, server: TestServer): Promise<readonly string[]> {
  const gus = await stage.open({ at: server.url() });
  const axe = new Axe(gus);
  await gus.window.until(() => document.querySelector("#name-dialog[open]"));
  await axe.looksAt("first screen");
  for (const mode of ["sign-in", "sign-up"]) {
    await gus.window.click(`[data-to="${mode}"]`);
    await axe.looksAt(mode);
  }
  await gus.window.type("#name-dialog input", "gus");
  await gus.window.type("#name-password", `short${ENTER}`);
  await gus.sees("Cannot accept password", "#name-dialog .problem");
  await axe.looksAt("refused");
  return axe.found;
}

inEachWindow("No screen breaks a rule of axe", async (stage) => {
  const server = stage.use(await TestServer.start());
  const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
  const axe = new Axe(ada);
  await ada.window.until(() => document.querySelector("#set-up-dialog[open]"));
  await axe.looksAt("set up");
  await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
  await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  await axe.looksAt("first steps");

  await ada.goesTo("den");
  const token = await claim(server, "eve");
  await using eve = await TestClient.enter(server, { token }, "den");
  for (const text of ["**bold** `code` https://example.org", "```\ncode\n```", "Buy this now"]) {
    eve.say("den", text);
    await eve.next("said");
  }
  await ada.hears("Buy this now");
  await ada.says("> quoted\n\n@eve, hello");
  await ada.hears("hello");
  await axe.looksAt("conversation");
  await looksAtMessage(ada, axe);
  await looksAtRoom(ada, axe);
  await looksAtSettings(ada, axe);
  await looksAtAdministration(ada, axe);
  const { status } = await ask(server, "GET /api/session", { token });
  assertEquals([status, ...axe.found, ...await looksAtEntry(stage, server)], [200]);
});
