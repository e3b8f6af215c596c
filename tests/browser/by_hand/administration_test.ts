/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { ask, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";
import { presses, pressesNamed } from "../support/visitor/hands.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

inEachWindow(
  "An administrator approves and promotes somebody, sees guests, closes a room, and names the server",
  async (stage) => {
    const rules = { signUp: "approve", guests: true } as const;
    const server = stage.use(await TestServer.start({ rules }));
    stage.use(await TestClient.enter(server, "gus", "den"));
    await ask(server, "POST /api/accounts", { body: { name: "bob", password: PASSWORD } });
    const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
    const { window } = ada;
    await window.type("#set-up-dialog [autocomplete=username]", "ada");
    await window.type("#set-up-dialog [type=password]", PASSWORD);
    await presses(ada, "#set-up-dialog [type=submit]");
    await ada.seesRoom("lobby");
    await window.goTo(String(new URL("/admin", ada.at)));
    await ada.sees("ada", "#content table");
    const tree = new AxTree(window);
    const shows = async (kind: string) => {
      await window.click(`#content select option[value=${kind}]`);
      await window.evaluate(() =>
        document.querySelector("#content select")?.dispatchEvent(new Event("change"))
      );
    };

    await shows("waiting");
    await pressesNamed(ada, "Approve bob", "#content");
    await ada.sees("Nothing here", "#content");
    await shows("here");
    await ada.sees("gus", "#content table");
    await ada.sees("guest", "#content table");
    assertEquals(await tree.nameless(), []);
    await stage.picture("by-hand-here", ada);

    await shows("accounts");
    await pressesNamed(ada, "Manage ada", "#content");
    await pressesNamed(ada, "End administrator's role", "#person");
    await presses(ada, "dialog[open] .grave");
    await ada.sees("administrator", "#problem");
    await pressesNamed(ada, "Manage bob", "#content");
    await pressesNamed(ada, "Make administrator", "#person");
    await presses(ada, "dialog[open] .choices button:last-child");
    await ada.sees("Done.", "#outcome");
    await window.until(() => document.querySelectorAll("#content tbody tr").length === 2);

    await pressesNamed(ada, "Rooms", "#sections");
    await ada.sees("#den", "#content table");
    assertEquals(await tree.nameless(), []);
    await pressesNamed(ada, "Close room #den", "#content");
    await presses(ada, "dialog[open] .grave");
    await pressesNamed(ada, "Open again #den", "#content");
    await ada.sees("Nothing here.", "#content section:last-child");

    await pressesNamed(ada, "Server", "#sections");
    await ada.sees("Storage", "#content");
    await window.type("#content .settings input", "Class 7b");
    await presses(ada, "#content .settings [type=submit]");
    await ada.sees("Class 7b", "#server");
    assertEquals(await tree.nameless(), []);
    assertEquals(await faintTexts(ada), []);
    await stage.picture("by-hand-server", ada);
  },
);
