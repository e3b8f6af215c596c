/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";
const SHIFT = "\uE008";
const TAB = "\uE004";
const UP = "\uE013";
const RIGHT = "\uE014";
const LEFT = "\uE012";

inEachWindow(
  "What can be done with a message is beside it, or below a finger that is held on it",
  async (stage) => {
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada");
    await bob.says("Short", `${"as long as a line can be ".repeat(12)}.`, "See **you** at three?");
    await ada.says("At three.");
    await ada.hears("At three.");
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await (stage.isPhone ? byFinger : byKeys)(stage, ada);
  },
);

inEachWindow("Who reacted is seen and heard, by keys and by a finger", async (stage) => {
  const bob = stage.speaker("bob");
  const cid = stage.speaker("cid");
  await bob.says("Cake?", "And tea?");
  const ada = await stage.enter("ada");
  await ada.hears("And tea?");
  const react = (by: typeof bob, emoji: string) =>
    by.connection.change({ type: "react", room: "lobby", of: 1, emoji, on: true }).acknowledged;
  await cid.says("I am here, too");
  await react(bob, "🎉");
  await react(cid, "🎉");
  await react(bob, "👍");
  await ada.sees("2", "[data-emoji='🎉']");
  await ada.sees("1", "[data-emoji='👍']");
  const name = await ada.window.evaluate(() =>
    document.querySelector("[data-emoji='🎉']")?.ariaLabel
  );
  assertEquals(name, "🎉 2: bob and cid");
  if (stage.isPhone) {
    await touchLong(ada, "[data-emoji='🎉']");
  } else {
    // The names stand beside what is turned to.
    await ada.window.press(SHIFT + TAB, UP, UP, UP, LEFT);
    await ada.window.until(() => document.activeElement?.matches("[data-emoji='👍']"));
    await ada.window.press(LEFT);
    const shown = await ada.window.evaluate(() => {
      const { content, display } = getComputedStyle(document.activeElement!, "::after");
      return `${display} ${content}`;
    });
    assertEquals(shown, 'block "bob and cid"');
    await stage.picture("who-hovered", ada);
    await ada.opensMenuOf("Cake?");
    await ada.chooses("Reactions");
  }
  await ada.sees("bob and cid", ".who-reacted");
  await ada.sees("👍", ".who-reacted");
  await stage.picture("who-reacted", ada);
  assertEquals(await brokenRules(ada, "who reacted"), []);
  assertEquals(
    await ada.window.evaluate(() =>
      document.querySelectorAll("#entries .reaction[aria-pressed=true]").length
    ),
    0,
  );
});

async function byKeys(stage: Stage, ada: Visitor): Promise<void> {
  const { window } = ada;
  // Over it: it covers no text, of whatever message.
  for (const text of ["Short", "as long as", "See you", "At three."]) {
    await hover(ada, text);
    await window.until((wanted: string) => {
      const acts = [...document.querySelectorAll("#entries .message")]
        .find((message) => message.querySelector(".text")?.textContent?.includes(wanted))
        ?.querySelector(".line-acts");
      return acts && getComputedStyle(acts).opacity === "1" && acts.querySelector(".react");
    }, text);
    assertEquals(await covered(ada), []);
    if (text === "as long as") await stage.picture("acts", ada);
  }
  assertEquals(await brokenRules(ada, "what is beside a message"), []);
  assertEquals(await actsOf(ada, "At three."), [
    "React with 👍",
    "Reply",
    "Edit",
    "Message menu",
  ]);

  // By keys: to the message, to its buttons, and back.
  await window.click("#composer textarea");
  await window.press(SHIFT + TAB, UP, UP);
  await window.until(() => document.activeElement?.textContent?.includes("See you"));
  assertEquals(await actsOf(ada, "See you"), [
    "React with 👍",
    "Reply",
    "Message menu",
  ]);
  await window.press(RIGHT);
  await window.until(() => document.activeElement?.matches(".react"));
  await window.press(ENTER);
  await ada.sees("1", "[data-emoji='👍'][aria-pressed='true']");
  await window.press(RIGHT, ENTER);
  await ada.sees("Replying to bob", "#task");
  await window.press(ESCAPE);
  await ada.seesNothingAt("#task");
  await window.press(SHIFT + TAB, UP, "e");
  await ada.sees("Editing your message", "#task");
  await ada.hasWritten("At three.");
  await window.press(ESCAPE);
}

async function byFinger(stage: Stage, ada: Visitor): Promise<void> {
  const { window } = ada;
  await hold(ada, "See you", 0);
  await ada.sees("Reply", ".menu");
  await stage.picture("sheet", ada);
  assertEquals(await brokenRules(ada, "what is below a finger"), []);
  const { bottom, width } = await window.evaluate(() => {
    const { bottom = 0, width = 0 } = document.querySelector(".menu")?.getBoundingClientRect() ??
      {};
    return { bottom: innerHeight - bottom, width: innerWidth - width };
  });
  assertEquals([bottom, width], [0, 0]);
  // The finger that has opened it picks nothing.
  assert(await window.evaluate(() => document.querySelector(".toast") === null));
  await ada.chooses("🎉");
  await ada.sees("1", "[data-emoji='🎉'][aria-pressed='true']");
  // A finger that scrolls, or touches for a moment, opens nothing.
  await hold(ada, "See you", 30);
  await window.click("#entries .message:last-child .text");
  assert(await window.evaluate(() => document.querySelector(".menu") === null));
}

async function hover({ window }: Visitor, text: string): Promise<void> {
  const [x, y] = await window.evaluate((wanted: string) => {
    const texts = [...document.querySelectorAll("#entries .text")];
    const found = texts.find(({ textContent }) => textContent?.includes(wanted));
    found?.scrollIntoView({ block: "nearest" });
    const { left = 0, top = 0 } = found?.getBoundingClientRect() ?? {};
    return [Math.ceil(left) + 24, Math.ceil(top) + 8];
  }, text);
  await window.devtools("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
}

/** Words of messages that lie below the buttons. */
async function covered({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() => {
    const acts = [...document.querySelectorAll<HTMLElement>("#entries .line-acts")]
      .find((one) => getComputedStyle(one).opacity === "1");
    if (acts === undefined) return ["no buttons"];
    const bar = acts.getBoundingClientRect();
    const found: string[] = [];
    for (
      const part of document.querySelectorAll("#entries :is(.text, .author, .when, .answered)")
    ) {
      const range = document.createRange();
      range.selectNodeContents(part);
      const isBelow = [...range.getClientRects()].some(({ left, right, top, bottom }) =>
        left < bar.right && right > bar.left && top < bar.bottom && bottom > bar.top
      );
      if (isBelow) found.push(part.textContent ?? "");
    }
    const { right } = document.querySelector("#scroller")?.getBoundingClientRect() ?? bar;
    const { top } = document.querySelector("#scroller")?.getBoundingClientRect() ?? bar;
    return bar.right <= right && bar.top >= top ? found : ["the window's edge"];
  });
}

/** What the buttons beside a message are called. */
async function actsOf({ window }: Visitor, text: string): Promise<(string | null)[]> {
  return await window.evaluate((wanted: string) => {
    const message = [...document.querySelectorAll("#entries .message")]
      .find((one) => one.querySelector(".text")?.textContent?.includes(wanted));
    const buttons = [...message?.querySelectorAll(".line-acts button") ?? []];
    return buttons.filter((button) => button.checkVisibility()).map(({ ariaLabel }) => ariaLabel);
  }, text);
}

/** A finger stays on a message longer than it takes to open something, or moves so many pixels first. */
async function hold({ window }: Visitor, text: string, moved: number): Promise<void> {
  await window.evaluate((wanted: string) => {
    const texts = [...document.querySelectorAll("#entries .text")];
    const found = texts.find(({ textContent }) => textContent?.includes(wanted));
    for (const held of document.querySelectorAll("#held")) held.id = "";
    if (found) found.id = "held";
  }, text);
  await touchLong({ window }, "#held", moved);
}

async function touchLong({ window }: Pick<Visitor, "window">, selector: string, moved = 0) {
  const [x = 0, y = 0] = await window.evaluate((wanted: string) => {
    const { left = 0, top = 0 } = document.querySelector(wanted)?.getBoundingClientRect() ?? {};
    return [Math.ceil(left) + 3, Math.ceil(top) + 5];
  }, selector);
  const touch = (type: string, touchPoints: { x: number; y: number }[]) =>
    window.devtools("Input.dispatchTouchEvent", { type, touchPoints });
  // A first touch loads what answers it, and brings the buttons of its message.
  await window.click("#entries .message:last-child .text");
  await window.until(() => document.querySelector("#entries .line-acts .react"));
  await touch("touchStart", [{ x, y }]);
  if (moved > 0) await touch("touchMove", [{ x, y: y + moved }]);
  else await window.until(() => document.querySelector(".menu:popover-open"));
  await touch("touchEnd", []);
}
