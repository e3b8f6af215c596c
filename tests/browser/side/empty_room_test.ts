/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { browserTest, inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";

inEachWindow(
  "A room where nothing was said offers what it wants first, to those who may do that",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    const offers = () =>
      window.evaluate(() =>
        Array.from(document.querySelectorAll("#room-start button"), (it) => it.textContent)
      );

    // In the lobby, where she is nobody's moderator, and in a room of her own.
    await ada.sees("Copy the link to this room", "#room-start");
    assertEquals(await offers(), ["Copy the link to this room", "Set the topic"]);
    await ada.goesTo("garden");
    await ada.sees("Invite by link…", "#room-start");
    assertEquals(await offers(), ["Invite by link…", "Set the topic", "Who may come in…"]);
    await stage.picture("empty-room", ada);
    assertEquals(await brokenRules(ada, "what an empty room offers"), []);
    await window.evaluate(() =>
      document.querySelector<HTMLElement>("#room-start button:nth-child(2)")?.focus()
    );
    if (stage.isPhone) await window.click("#room-start button:nth-child(2)");
    else await window.press(ENTER);
    await window.type(".extra input", `Roses, and what eats them${ENTER}`);
    await ada.sees("Roses, and what eats them", "#topic");
    await window.until(() => document.querySelectorAll("#room-start button").length === 2);
    await window.click("#room-start button:nth-child(2)");
    await window.until(() => document.querySelector("dialog.extra select"));
    await window.click("dialog.extra .close");

    // Nothing of it is left once something is said, nor where somebody talks with one alone.
    await ada.says("Who likes roses?");
    await ada.hears("Who likes roses?");
    await ada.seesNothingAt("#room-start");
    await stage.speaker("bob").says("Not me");
    await ada.goesTo("lobby");
    await ada.hears("Not me");
    await ada.seesNothingAt("#room-start");
    await window.evaluate(() => location.hash = "@ada,bob");
    await ada.seesRoom("bob");
    await ada.seesNothingAt("#room-start");
  },
);

browserTest("An empty room invites nobody to what they may not do there", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  for (const room of ["news", "club", "den"]) await bob.connection.join(room);
  await bob.connection.change({ type: "announce", room: "news", on: true }).acknowledged;
  await bob.connection.change({
    type: "mute",
    room: "den",
    name: "ada",
    ms: 60_000,
    reason: "Calm down.",
  }).acknowledged;
  await bob.connection.change({ type: "access", room: "club", access: "listed" }).acknowledged;
  await bob.connection.change({ type: "invite", room: "club", name: "ada" }).acknowledged;
  const { window } = ada;
  const offers = async () =>
    await window.evaluate(() =>
      Array.from(document.querySelectorAll("#room-start button"), (it) => it.textContent)
    );
  const beginning = async () => await window.text("#beginning");

  // Where only moderators write.
  await ada.goesTo("news");
  await ada.sees("Only moderators write here", "#silence");
  assertEquals(await beginning(), "This is where #news begins.");
  assertEquals(await offers(), []);
  // Where she is muted: she may lead others in, and set no topic.
  await ada.goesTo("den");
  await ada.sees("Copy the link to this room", "#room-start");
  assertEquals(await beginning(), "This is where #den begins.");
  assertEquals(await offers(), ["Copy the link to this room"]);
  await window.click("#room-menu");
  await window.until(() => document.querySelector(".menu button"));
  assertEquals(await menu(ada, "Set the topic"), false);
  assertEquals(await menu(ada, "Invite by link…"), true);
  await window.press(ESCAPE);
  // Where moderators let people in.
  await ada.goesTo("club");
  await ada.sees("This is where #club begins. Say hello.", "#beginning");
  await ada.seesNothingAt("#room-start");
  await window.click("#room-menu");
  await window.until(() => document.querySelector(".menu button"));
  assertEquals(await menu(ada, "Invite by link…"), false);
  await window.press(ESCAPE);
  await ada.says("/invite-link");
  await ada.sees("Only moderators let people into this room.", "main");
});

async function menu({ window }: Visitor, item: string): Promise<boolean> {
  return await window.evaluate(
    (wanted: string) =>
      Array.from(document.querySelectorAll(".menu button"))
        .some(({ textContent }) => textContent === wanted),
    item,
  );
}
