/// <reference lib="dom" />
/** What whoever hears the page is told, and how often. */
import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";
const SHIFT = "\uE008";
const TAB = "\uE004";
const UP = "\uE013";

type Node = { role?: { value: string }; name?: { value: string }; description?: { value: string } };

/** What the browser tells a screen reader. */
async function heard({ window }: Visitor): Promise<Node[]> {
  await window.devtools("Accessibility.enable", {});
  const { nodes } = await window.devtools("Accessibility.getFullAXTree", {}) as { nodes: Node[] };
  return nodes;
}

browserTest(
  "A message that follows one of the same person is heard with their name",
  async (stage) => {
    const ada = await stage.enter("ada");
    const bob = stage.speaker("bob");
    await bob.says("The roses are out.");
    await bob.says("Come and see.");
    await ada.hears("Come and see.");
    const nodes = await heard(ada);
    const authors = nodes.filter(({ role, name }) =>
      role?.value === "button" && name?.value === "bob"
    );
    // Two messages, and one person who is here.
    assertEquals(authors.length, 3);
  },
);

browserTest("Whoever answers a message hears whom, where they write", async (stage) => {
  const ada = await stage.enter("ada");
  await stage.speaker("bob").says("The roses are out.");
  await ada.hears("The roses are out.");
  const described = async () =>
    (await heard(ada)).find(({ role }) => role?.value === "textbox")?.description?.value ?? "";
  assertEquals(await described(), "");
  await ada.window.press(SHIFT + TAB);
  await ada.window.press(UP, "r");
  await ada.sees("Replying to bob", "#task");
  assertEquals(await described(), "Replying to bob");
});

browserTest(
  "A message is read as what was said, without what can be done with it, as it is now",
  async (stage) => {
    const bob = stage.speaker("bob");
    const of = await bob.numberOf("The roses are out.");
    const ada = await stage.enter("ada");
    await bob.connection.say("lobby", "Come and see.", { reply: of }).acknowledged;
    await ada.hears("Come and see.");
    const tree = new AxTree(ada.window);
    await ada.window.press(SHIFT + TAB);
    await ada.window.press(UP);
    const time = "\\d+:\\d+ [AP]M";
    const answer = `Replying to bob: The roses are out. bob ${time} Come and see.`;
    await tree.reads("listitem", new RegExp(`^${answer}$`));
    await ada.window.press(UP);
    await tree.reads("listitem", new RegExp(`^Today bob ${time} The roses are out.$`));
    bob.connection.change({ type: "react", room: "lobby", of, emoji: "👍", on: true });
    await tree.reads("listitem", /The roses are out. .*👍 1/);
    assertEquals(await tree.nameless(), []);
  },
);

browserTest("Whoever is refused something hears it once, where they wait for it", async (stage) => {
  const ada = await stage.enter("ada");
  const { window } = ada;
  await window.evaluate(() => {
    const told: string[] = [];
    const look = () => {
      const live = document.querySelectorAll<HTMLElement>(
        "[role=alert], [role=status], [aria-live]",
      );
      for (const { innerText } of live) {
        if (innerText.includes("nobody") && told.at(-1) !== innerText) told.push(innerText);
      }
      document.body.dataset.heard = JSON.stringify(told);
    };
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.querySelector("main") ?? document.body, options);
  });
  await ada.goesTo("den");
  await ada.says("/kick nobody-here");
  await ada.sees("nobody is called nobody-here", "#composer-problem");
  await ada.rewrites("Something else");
  await ada.hears("Something else");
  assertEquals(
    JSON.parse(await window.evaluate(() => document.body.dataset.heard) ?? "[]").length,
    1,
  );
});

browserTest(
  "What the banner says is told once, whoever comes and goes meanwhile",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob");
    await bob.goesTo("den");
    await bob.says("Good morning");
    await ada.hears("Good morning");
    await ada.opensMenuOf("Good morning");
    await ada.chooses("Moderate…");
    await ada.chooses("Mute for 1 hour");
    await ada.sees("bob is muted", "#banner");
    await ada.sees("bob was muted", "#entries");
    await ada.window.evaluate(() => {
      const observer = new MutationObserver((changes) => {
        document.body.dataset.told = String(
          Number(document.body.dataset.told ?? 0) + changes.length,
        );
      });
      const options = { subtree: true, childList: true, characterData: true };
      observer.observe(document.querySelector("#banner") ?? document.body, options);
    });
    const cid = await stage.enter("cid");
    await cid.goesTo("den");
    await ada.sees("cid", "#people");
    await cid.says("Is anybody here?");
    await ada.hears("Is anybody here?");
    await ada.sees("bob is muted", "#banner");
    assertEquals(await ada.window.evaluate(() => document.body.dataset.told), null);
  },
);

browserTest(
  "Escape leaves the question who they are, however often it is pressed",
  async (stage) => {
    const ada = await stage.open();
    await ada.window.type("#name-dialog input", "ad");
    for (let times = 0; times < 4; times++) await ada.window.press(ESCAPE);
    await ada.window.type("#name-dialog input", `a${ENTER}`);
    await ada.seesRoom("lobby");
    assertEquals(await ada.window.text("#you"), "ada");
  },
);

browserTest("What is done by a command is told as by a menu, and can be undone", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.goesTo("den");
  const bob = await stage.enter("bob");
  await bob.goesTo("den");
  await ada.sees("bob", "#people");
  await ada.says("/mute bob 10m: shouting");
  await ada.sees("bob is muted.", "#banner.good");
  await bob.sees("A moderator has muted you here until", "#muted[role=status]");
  await bob.sees("Reason: shouting", "#muted");
  await ada.window.click("#banner button");
  await ada.sees("bob may speak again.", "#banner.good");
  await ada.says("/slow 30s");
  await ada.sees("The settings of #den are changed.", "#banner.good");
});

browserTest(
  "Moderators see and hear that a message was reported, until they put it away",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob");
    await bob.goesTo("den");
    await ada.says("Buy this now");
    await bob.hears("Buy this now");
    await bob.opensMenuOf("Buy this now");
    await bob.chooses("Report…");
    await bob.sees("A copy of this one message", "dialog");
    await bob.window.click("dialog.extra [type=submit]");
    await ada.sees("Somebody reported a message in #den", "#banner[role=status]");
    await ada.window.click("#banner button");
    await ada.seesNothingAt("#banner");
  },
);
