/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claimAdmin, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { inEachWindow } from "../support/stage.ts";
import { choosesItem, opensMessage, presses, pressesNamed } from "../support/visitor/hands.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

inEachWindow(
  "Whoever follows a link has an account, joins where they are invited, and makes a room by a button alone",
  async (stage) => {
    const server = stage.use(await TestServer.start({ rules: { signUp: "invite", guests: true } }));
    const token = await claimAdmin(server, "ada");
    const { invite } = await expect(server, 201, "POST /api/invites", { token });
    const cyd = stage.use(await TestClient.enter(server, "cyd", "den"));
    await cyd.ask({ type: "access", room: "den", access: "hidden" });

    const bob = await stage.open({ at: server.url(`/#invite=${invite}`) });
    const { window } = bob;
    const tree = new AxTree(window);
    await bob.sees("ada invites you to Hubbub", "#invitation-dialog");
    assertEquals(await tree.nameless(), []);
    await window.type("#invitation-dialog [autocomplete~=username]", "bob");
    await window.type("#invitation-dialog [type=password]", PASSWORD);
    await presses(bob, "#invitation-dialog [type=submit]");
    await bob.seesRoom("lobby");

    // A room that is hidden from them is told as one that never was.
    for (const room of ["den", "never"]) {
      await window.evaluate((name: string) => void (location.hash = name), room);
      await bob.sees(`There is no room “${room}” that you can see.`, "#banner");
    }
    await presses(bob, "#banner button");
    await bob.seesRoom("never");

    await cyd.ask({ type: "invite", room: "den", name: "bob" });
    await bob.sees("You are invited to #den", "#invitations");
    assertEquals(await tree.nameless(), []);
    await stage.picture("by-hand-invited", bob);
    await pressesNamed(bob, "Join #den", "#invitations");
    await bob.seesRoom("den");
    await bob.seesNothingAt("#invitations");
    await window.until(() => document.querySelector("#room-header .hash.locked"));

    cyd.say("den", "Buy this");
    await opensMessage(bob, "Buy this");
    await choosesItem(bob, "Block cyd…");
    await presses(bob, "dialog.extra .grave");
    await bob.sees("You get nothing from", "#banner.good");
    await window.until(() =>
      !document.querySelector<HTMLElement>("#entries")?.innerText.includes("Buy this")
    );
    assertEquals(await bob.overflow(), { x: 0, y: 0 });
  },
);
