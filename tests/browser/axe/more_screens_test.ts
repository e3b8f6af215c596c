/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, claimAdmin, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { VirtualAuthenticator } from "../passkeys/authenticator.ts";
import { inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";
import { Axe } from "./axe.ts";

const [ENTER, ESCAPE] = ["\uE007", "\uE00C"];
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

/** Where a link leads that the server made, at the address that its visitors use. */
async function linkTo(server: TestServer, made: string, asking: object): Promise<URL> {
  const { url } = await expect(server, 201, made, asking);
  return server.url(`/${new URL(String(url)).hash}`);
}

inEachWindow("No screen to which a link leads breaks a rule of axe", async (stage) => {
  const server = stage.use(await TestServer.start());
  const token = await claimAdmin(server, "ada");
  await claim(server, "bob");
  await using ada = await TestClient.enter(server, { token }, "den");
  await ada.ask({ type: "access", room: "den", access: "hidden" });

  const reset = "POST /api/admin/people/bob/reset";
  const bob = await stage.open({ at: await linkTo(server, reset, { token, body: {} }) });
  const hisAxe = new Axe(bob);
  await bob.sees("Set a new password", "#reset-dialog");
  await hisAxe.looksAt("reset by a link");
  await bob.window.type("#reset-dialog [type=password]", `short${ENTER}`);
  await bob.sees("8 characters or more", "#reset-dialog .problem");
  await hisAxe.looksAt("refused new password");

  const invite = "POST /api/invites";
  const gus = await stage.open({ at: await linkTo(server, invite, { token, body: {} }) });
  const herAxe = new Axe(gus);
  await gus.sees("ada invites you to Hubbub");
  await herAxe.looksAt("invitation to make an account");
  const toDen = await linkTo(server, invite, { token, body: { room: "den" } });
  const cleo = await stage.open({ at: toDen });
  const cleosAxe = new Axe(cleo);
  await cleo.window.until(() => document.querySelector("#name-dialog[open]"));
  await cleosAxe.looksAt("invitation into a room, before one has a name");
  await cleo.window.fill("#name-dialog input", `cleo${ENTER}`);
  await cleo.sees("You are invited to #den by ada");
  await cleosAxe.looksAt("invitation into a room");
  await cleo.window.evaluate(() => {
    location.hash = "nowhere";
  });
  await cleo.sees("“nowhere”", "#banner");
  await cleosAxe.looksAt("a room that is not there");
  assertEquals([...hisAxe.found, ...herAxe.found, ...cleosAxe.found], []);
});

inEachWindow("No dialog about passkeys breaks a rule of axe", async (stage) => {
  const server = stage.use(await TestServer.start());
  await claim(server, "ada");
  const ada = await stage.open({ at: server.url() });
  const { window } = ada;
  const axe = new Axe(ada);
  await window.until(() => document.querySelector("#name-dialog[open]"));
  await window.click("[data-mode='name'] [data-to='sign-in']");
  await window.fill("#name-dialog input", "ada");
  await window.fill("#name-password", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  await VirtualAuthenticator.at(window);
  await window.evaluate(() => document.querySelector<HTMLElement>("#open-settings")?.click());
  await window.click(".person .account");
  const presses = (name: string) =>
    window.until((wanted: string) => {
      const buttons = [...document.querySelectorAll<HTMLElement>("dialog:last-of-type button")];
      const found = buttons.find((button) =>
        button.textContent === wanted || button.ariaLabel?.startsWith(wanted)
      );
      found?.click();
      return found !== undefined;
    }, name);
  const confirms = async (dialog: string) => {
    await window.type(`${dialog} [type=password]`, `${PASSWORD}${ENTER}`);
    await window.until((gone: string) => document.querySelector(gone) === null, dialog);
  };
  await presses("Add a passkey");
  await window.until(() => document.querySelector("#add-passkey-dialog[open]"));
  await axe.looksAt("a new passkey");
  await confirms("#add-passkey-dialog");
  await ada.sees("The passkey is added", ".passkeys");
  await axe.looksAt("passkeys");
  const dialogs = [
    ["Ask for a passkey beside the password", "#second-factor-dialog"],
    ["Remove the password", "#drop-password-dialog"],
  ] as const;
  for (const [button, dialog] of dialogs) {
    await presses(button);
    await window.until((opened: string) => document.querySelector(`${opened}[open]`), dialog);
    await axe.looksAt(button);
    await window.click(`${dialog} .close`);
    await window.until((gone: string) => document.querySelector(gone) === null, dialog);
  }
  assertEquals(axe.found, []);
});

/** Looks at searches, and at the programs of a room. */
async function looksIntoRoom(ada: Visitor, axe: Axe): Promise<void> {
  const { window } = ada;
  await window.click("#open-search");
  await window.until(() => document.activeElement?.closest("#search"));
  await axe.looksAt("search");
  await window.type("#search input", `buy${ENTER}`);
  await ada.sees("Buy this", "#search ol");
  await axe.looksAt("what was found");
  await window.fill("#search input", `nowhere${ENTER}`);
  await ada.sees("Nothing", "#search [role=status]");
  await axe.looksAt("nothing was found");
  await window.press(ESCAPE);
  await window.until(() => document.querySelector("#search") === null);
  await ada.picks("#room-menu", "Hooks of this room");
  await window.until(() => document.querySelector("#hooks-dialog[open]"));
  await axe.looksAt("no hooks");
  await window.type("#hooks-dialog input", `ci${ENTER}`);
  await window.until(() => document.querySelector("#hooks-dialog li"));
  await axe.looksAt("hooks");
  await closes(ada);
}

inEachWindow("No room, whatever is the matter there, breaks a rule of axe", async (stage) => {
  const server = stage.use(await TestServer.start());
  const wire = stage.use(new Wire(server.url()));
  const ada = await stage.enter("ada", { at: wire.url });
  const { window } = ada;
  const axe = new Axe(ada);
  await ada.goesTo("den");
  await ada.sees("This is where #den begins", "#beginning");
  await axe.looksAt("an empty room");
  await using eve = await TestClient.enter(server, "eve", "den");
  for (const text of ["Buy this", "Buy that"]) {
    eve.say("den", text);
    await eve.next("said");
  }
  await ada.hears("Buy that");
  await window.click("#entries .author");
  await ada.sees("@eve", ".card");
  await ada.chooses("Report…");
  await ada.sees("Which message?", "dialog.extra");
  await axe.looksAt("report of one of several messages");
  await closes(ada);
  await looksIntoRoom(ada, axe);

  eve.send({ type: "say", to: ["ada"], text: "psst", id: "d-1" });
  await ada.opensSide();
  await window.click("#direct-rooms a");
  await ada.hears("psst");
  await axe.looksAt("a direct room");
  await ada.follows("den");
  await ada.picks("#room-menu", "Room settings…");
  await window.click("#archive");
  await window.click("dialog.extra [type=submit]");
  await ada.sees("This room is archived", "main");
  await axe.looksAt("an archived room");
  wire.cut();
  await ada.sees("Try now", "#banner button");
  await axe.looksAt("offline");
  assertEquals(axe.found, []);
});
