/// <reference lib="dom" />
import { assertEquals, assertMatch } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";
import { choosesItem, opensMessage, presses } from "../support/visitor/hands.ts";
import { TestServer } from "../../support/server/test_server.ts";

inEachWindow(
  "What is copied at the server itself leads others there: a message, a room, an invitation, a hook",
  async (stage) => {
    const interfaces = () => [{ name: "eth0", address: "192.0.2.7", family: "IPv4" as const }];
    const server = stage.use(await TestServer.start({ interfaces }));
    const there = `http://192.0.2.7:${server.url().port}/`;
    const eve = stage.speaker("eve", server.url());
    await eve.saysIn("cave", "Nobody invites here but me");
    const ada = await stage.enter("ada", { at: server.url() });
    const { window } = ada;
    const offered = (dialog: string) =>
      window.evaluate(
        (place: string) =>
          document.querySelector<HTMLInputElement>(`${place} input[readonly]`)?.value ?? "",
        dialog,
      );
    // What says so is gone after a moment: what is copied is kept here.
    await window.evaluate(() => {
      const { clipboard } = navigator;
      clipboard.writeText = (text) => Promise.resolve(void (document.body.dataset.copied = text));
    });
    const copies = (address: string) =>
      window.until((link: string) => document.body.dataset.copied === link, there + address);
    await ada.goesTo("den");
    await ada.says("Come and see");
    await opensMessage(ada, "Come and see");
    await choosesItem(ada, "Copy the link");
    await copies("#den/1");

    await presses(ada, "#room-menu");
    await choosesItem(ada, "Copy the link to this room");
    await copies("#den");

    await presses(ada, "#room-menu");
    await choosesItem(ada, "Invite by link…");
    await presses(ada, "#invite-dialog [type=submit]");
    await ada.sees("Copy the link", "#invite-dialog");
    assertMatch(await offered("#invite-dialog"), new RegExp(`^${there}#invite=`));
    await presses(ada, "#invite-dialog .close");

    await presses(ada, "#room-menu");
    await choosesItem(ada, "Hooks of this room");
    await window.type("#hooks-dialog form input", "ci\uE007");
    await window.until(() => document.querySelector("#hooks-dialog input[readonly]"));
    assertMatch(await offered("#hooks-dialog"), new RegExp(`^${there}hooks/`));
    await presses(ada, "#hooks-dialog .close");

    // Whoever may not invite is given the address of the room.
    await ada.goesTo("cave");
    await presses(ada, "#room-menu");
    await choosesItem(ada, "Invite by link…");
    await ada.sees("Copy the link", "#invite-dialog");
    assertEquals(await offered("#invite-dialog"), `${there}#cave`);
  },
);
