/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { inEachWindow } from "../support/stage.ts";
import { presses } from "../support/visitor/hands.ts";

const ESCAPE = "\uE00C";
const TAB = "\uE004";
const TOPIC = "Plans at https://chat.example/plan, javascript:alert(1) and " +
  "[the release](https://chat.example/release); who may **merge**: " + "on and ".repeat(8) + "end";

inEachWindow("A topic is a line with links, and opens whole where it is cut", async (stage) => {
  const bob = stage.speaker("bob");
  const set = (text: string) => bob.connection.change({ type: "topic", room: "lobby", text });
  await bob.says("Hello");
  await set("Tea, and [cake](https://cake.example/)").acknowledged;
  const ada = await stage.enter("ada");
  const { window } = ada;
  await ada.sees("Tea, and cake", "#topic");
  await window.until(() => document.querySelector("#topic a"));
  // All of it is in sight: it opens only where its link is too small for a finger.
  await window.until(
    (isPhone: boolean) => document.querySelector("#whole-topic")?.checkVisibility() === isPhone,
    stage.isPhone,
  );

  await set(TOPIC).acknowledged;
  await ada.sees("Plans at", "#topic");
  await window.until(() => document.querySelectorAll("#topic a").length === 2);
  assertEquals(await linksIn("#topic"), LINKS);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  await stage.picture("topic", ada);
  await presses(ada, "#whole-topic");
  await ada.sees("on and end", ".menu.whole-topic");
  await window.until(() => document.querySelectorAll(".whole-topic .text a").length === 2);
  assertEquals(await linksIn(".whole-topic"), LINKS);
  await ada.hasInSight(".menu.whole-topic");
  assertEquals(await brokenRules(ada, "a whole topic"), []);
  await stage.picture("topic-whole", ada);
  if (!stage.isPhone) {
    await window.press(TAB);
    await window.until(() => document.activeElement?.matches(".whole-topic a"));
  }
  await window.press(ESCAPE);
  await ada.seesNothingAt(".menu.whole-topic");
  if (!stage.isPhone) await window.until(() => document.activeElement?.id === "whole-topic");

  await set("").acknowledged;
  await window.until(() =>
    !document.querySelector("#topic")?.checkVisibility() &&
    !document.querySelector("#whole-topic")?.checkVisibility()
  );

  async function linksIn(place: string) {
    return await window.evaluate(
      (selector: string) =>
        Array.from(
          document.querySelectorAll<HTMLAnchorElement>(`${selector} a`),
          ({ href, rel, target }) => [href, rel, target].join(" "),
        ),
      place,
    );
  }
});

const LINKS = ["https://chat.example/plan", "https://chat.example/release"].map((href) =>
  `${href} noopener noreferrer nofollow _blank`
);
