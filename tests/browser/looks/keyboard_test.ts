/// <reference lib="dom" />
import { numbered } from "../support/speaker.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const PHONE = { width: 390, height: 844, touch: true };
const KEYBOARD_PX = 336;

/** A keyboard that lies over the page comes up, of which only the page's visual viewport tells. */
async function coversPage({ window }: Visitor, px: number): Promise<void> {
  await window.evaluate((covered: number) => {
    const height = { configurable: true, get: () => innerHeight - covered };
    Object.defineProperty(visualViewport, "height", height);
    visualViewport?.dispatchEvent(new Event("resize"));
  }, px);
}

/** Waits until things stand above what is covered, all of each. */
async function standsAbove({ window }: Visitor, px: number, ...selectors: string[]): Promise<void> {
  await window.until(
    (covered: number, wanted: string[]) =>
      wanted.map((selector) => document.querySelector(selector)!.getBoundingClientRect())
        .every(({ top, bottom }) => top >= 0 && bottom <= innerHeight - covered + 1),
    px,
    selectors,
  );
}

browserTest(
  "What one writes, and what was said last, stand above a keyboard that lies over the page",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says(...numbered("message", 40));
    const ada = await stage.enter("ada");
    await ada.hears("message 40");
    await ada.isAtTheEnd();
    // What makes room for it comes once the page is idle.
    await ada.window.until(() => document.querySelector("#writing-preview"));
    await ada.window.click("#composer textarea");
    await coversPage(ada, KEYBOARD_PX);
    await standsAbove(ada, KEYBOARD_PX, "#room-header", "#composer", "#entries > :last-child");
    await stage.picture("keyboard-composer", ada);
    await coversPage(ada, 0);
    await ada.window.until(() =>
      document.querySelector("#foot")!.getBoundingClientRect().bottom === innerHeight
    );

    await ada.opensSide();
    await ada.window.click("#find-room");
    await ada.sees("lobby", "#finds");
    await ada.window.click("dialog.finder input");
    await coversPage(ada, KEYBOARD_PX);
    await standsAbove(ada, KEYBOARD_PX, "dialog.finder", "dialog.finder h2", "dialog.finder input");
    await stage.picture("keyboard-finder", ada);
    await ada.window.press("\uE00C");
    await coversPage(ada, 0);

    await ada.opensMenuOf("message 40");
    await ada.chooses("＋");
    await ada.window.click(".menu input");
    await coversPage(ada, KEYBOARD_PX);
    await standsAbove(ada, KEYBOARD_PX, ".menu", ".menu input");
    await stage.picture("keyboard-emoji", ada);
    await ada.window.press("\uE00C");
    await coversPage(ada, 0);

    await ada.opensMenuOf("message 40");
    await ada.chooses("Report…");
    await ada.window.click("dialog.care textarea");
    await coversPage(ada, KEYBOARD_PX);
    await standsAbove(ada, KEYBOARD_PX, "dialog.care", "dialog.care textarea");
    await stage.picture("keyboard-report", ada);
  },
  { window: PHONE },
);

browserTest(
  "What one writes stays in sight where the browser makes the page smaller for its keyboard",
  async (stage) => {
    await stage.speaker("bob").says("Buy this");
    const ada = await stage.enter("ada");
    await ada.window.until(() => document.querySelector("#writing-preview"));
    await ada.opensMenuOf("Buy this");
    await ada.chooses("Report…");
    await ada.window.click("dialog.care textarea");
    await ada.window.resize(PHONE.width, 300);
    await standsAbove(ada, 0, "dialog.care", "dialog.care textarea");
    await stage.picture("keyboard-small", ada);
  },
  { window: PHONE },
);
