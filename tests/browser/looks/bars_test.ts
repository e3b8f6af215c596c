/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { Front } from "../support/front.ts";
import { Speaker } from "../support/speaker.ts";
import { inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";

const HOUR_MS = 60 * 60_000;

/** A page that is cut off by its wire, and whose server may be replaced by one of another build. */
async function openReplaceable(stage: Stage) {
  const server = stage.use(await TestServer.start());
  const front = stage.use(
    new Front(server, (path) => {
      if (path === "/") state.isReplaced = false;
      return !state.isReplaced || !path.startsWith("/build");
    }),
  );
  const state = { isReplaced: false };
  const at = new URL(front.url);
  at.hostname = "127.0.0.1";
  const wire = stage.use(new Wire(at));
  const ada = await stage.open({ at: wire.url });
  await ada.enter("ada");
  return { ada, wire, server, state };
}

inEachWindow(
  "What is told beside the conversation is neutral, takes time, or is wrong, and is told once",
  async (stage) => {
    const { ada, wire, server, state } = await openReplaceable(stage);
    const bob = stage.use(new Speaker(server.url(), "bob"));
    await bob.saysIn("den", "Welcome");

    await ada.types("/nonsense");
    await ada.window.click("#composer [type=submit]");
    await ada.sees("There is no /nonsense", "#composer-problem");
    assertEquals(await bars(ada), [["wrong", "alert"]]);
    await stage.picture("bar-wrong", ada);

    // Something is written: the page does not go by itself to the one that the server has now.
    await ada.window.fill("#composer textarea", "Half a sent");
    state.isReplaced = true;
    wire.cut();
    await ada.sees("Trying again", "#banner.waiting");
    assertEquals(await bars(ada), [["waiting", "status"]]);
    await stage.picture("bar-waiting", ada);
    wire.mend();
    await ada.sees("There is a new version of this page", "#banner.good");
    assertEquals(await bars(ada), [["good", "status"]]);
    await stage.picture("bar-update", ada);
    await ada.window.click("#banner button");
    await ada.hasWritten("Half a sent");

    await ada.goesTo("den");
    await ada.hears("Welcome");
    const mute = { type: "mute", room: "den", name: "ada", ms: HOUR_MS } as const;
    await bob.connection.change(mute).acknowledged;
    await ada.sees("A moderator has muted you here until", "#muted");
    await ada.seesNothingAt("#banner");
    assertEquals(await bars(ada), [["waiting", "status"]]);
    await stage.picture("bar-muted", ada);
    // That is told for a while: whoever looks later has missed it.
    const told = ada.sees("You were banned from #den", "#banner");
    await bob.connection.change({ type: "ban", room: "den", name: "ada" }).acknowledged;
    await told;
    assertEquals(await bars(ada), [["wrong", "alert"]]);
    await stage.picture("bar-banned", ada);
  },
);

/** Of what kinds the bars in sight are, and as what they are heard. They can be read. */
async function bars(ada: Visitor): Promise<(string | null)[][]> {
  assertEquals(await faintTexts(ada), []);
  assertEquals(await brokenRules(ada, "bars"), []);
  return await ada.window.evaluate(() =>
    [...document.querySelectorAll(".bar")].filter((bar) => bar.checkVisibility())
      .map((bar) => [
        ["good", "waiting"].find((kind) => bar.classList.contains(kind)) ?? "wrong",
        bar.role,
      ])
  );
}
