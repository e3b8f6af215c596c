/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** Phones on their side: a large one, which has rooms and people beside the conversation, and a small one. */
const PHONES = {
  large: { width: 844, height: 390, touch: true },
  small: { width: 667, height: 375, touch: true },
};

for (const [label, window] of Object.entries(PHONES)) {
  browserTest(
    `A phone on its side shows menus and dialogs whole, or scrolls them: ${label}`,
    async (stage) => {
      await stage.speaker("bob").says("Who comes along?");
      const ada = await stage.enter("ada");
      await ada.opensMenuOf("Who comes along?");
      await ada.sees("Reply", ".menu");
      await stage.picture("sideways-menu", ada);
      assertEquals(await beyond(ada, ".menu"), []);
      await ada.window.press("\uE00C");

      await ada.opensSide();
      await ada.window.click("#find-room");
      await ada.sees("lobby", "#finds");
      await stage.picture("sideways-finder", ada);
      assertEquals(await beyond(ada, "dialog[open]"), []);
      await ada.window.press("\uE00C");
    },
    { label, window },
  );
}

/** How far something reaches out of the window, and which of its buttons no scrolling brings into it. */
async function beyond({ window }: Visitor, where: string): Promise<string[]> {
  return await window.evaluate((selector: string) => {
    const box = document.querySelector<HTMLElement>(selector)!;
    const isOutside = (one: Element) => {
      one.scrollIntoView({ block: "nearest", behavior: "instant" });
      const { top, bottom } = one.getBoundingClientRect();
      return top < 0 || bottom > innerHeight;
    };
    const { top, bottom } = box.getBoundingClientRect();
    const buttons = [...box.querySelectorAll("button")].filter((one) => one.checkVisibility());
    return [
      ...top < 0 || bottom > innerHeight ? [`${top} to ${bottom} of ${innerHeight}`] : [],
      ...buttons.filter(isOutside).map(({ ariaLabel, textContent }) => ariaLabel ?? textContent),
    ];
  }, where);
}
