/// <reference lib="dom" />
/**
 * Does what a window is for: on a wide one everything by keys, on a phone's by a finger.
 *
 * @module
 */

import type { Visitor } from "../visitor.ts";

const [ENTER, UP, DOWN] = ["\uE007", "\uE013", "\uE015"];
/** How many items a menu or a dialog has at most. */
const STEPS_MAX = 40;

/** Presses a button: with the key, where it has the focus, or with a finger. */
export async function presses({ window }: Visitor, selector: string): Promise<void> {
  await window.until((wanted: string) => {
    const found = document.querySelector<HTMLElement>(wanted);
    return found?.checkVisibility() && !found.matches(":disabled");
  }, selector);
  if (window.isTouched) return await window.click(selector);
  await window.until((wanted: string) => {
    document.querySelector<HTMLElement>(wanted)?.focus();
    return document.activeElement?.matches(wanted);
  }, selector);
  await window.press(ENTER);
}

/** Presses the button of that text. */
export async function pressesNamed(
  visitor: Visitor,
  text: string,
  where = "body",
): Promise<void> {
  await visitor.window.until(
    (wanted: string, place: string) => {
      const all = document.querySelectorAll<HTMLElement>(`:is(${place}) :is(button, a, summary)`);
      const named = [...all].filter((element) =>
        (element.ariaLabel ?? element.textContent?.trim()) === wanted && element.checkVisibility()
      );
      for (const marked of document.querySelectorAll("[data-hand]")) {
        marked.removeAttribute(
          "data-hand",
        );
      }
      named[0]?.setAttribute("data-hand", "");
      return named.length > 0;
    },
    text,
    where,
  );
  await presses(visitor, "[data-hand]");
}

/** Chooses an item of the menu that is open: by the arrows, or with a finger. */
export async function choosesItem(visitor: Visitor, item: string): Promise<void> {
  const { window } = visitor;
  if (window.isTouched) return await pressesNamed(visitor, item, ".menu");
  await window.until(() => document.activeElement?.closest(".menu"));
  for (let step = 0; step < STEPS_MAX; step++) {
    const name = await window.evaluate(() => document.activeElement?.textContent ?? "");
    if (name === item) return await window.press(ENTER);
    await window.press(DOWN);
  }
  throw new Error(`No item ${item} came under the focus`);
}

/** Opens the menu of the message with such a text: where the focus is, or with a finger. */
export async function opensMessage(visitor: Visitor, text: string): Promise<void> {
  const { window } = visitor;
  await visitor.hears(text);
  if (window.isTouched) return await visitor.opensMenuOf(text);
  // From the end upwards, line by line.
  await window.evaluate(() => document.querySelector<HTMLElement>("#scroller")?.focus());
  let last = -1;
  for (let step = 0; step < STEPS_MAX; step++) {
    await window.press(UP);
    await window.until((before: number) => {
      const at = [...document.querySelectorAll("#entries > li")].indexOf(document.activeElement!);
      return at >= 0 && at !== before;
    }, last);
    const line = await window.evaluate(() => {
      const { activeElement } = document;
      const index = [...document.querySelectorAll("#entries > li")].indexOf(activeElement!);
      return { index, text: activeElement?.textContent ?? "" };
    });
    if (line.text.includes(text)) return await window.press(ENTER);
    last = line.index;
  }
  throw new Error(`No message ${text} came under the focus`);
}

/** Reads what a question is about, and says yes. */
export async function confirms(visitor: Visitor, quoted: string): Promise<void> {
  await visitor.sees(quoted, "dialog > blockquote");
  await presses(visitor, "dialog > blockquote + .choices .grave");
}

/** Sets a box, or takes that back: by the space bar, or with a finger. */
export async function ticks({ window }: Visitor, selector: string): Promise<void> {
  if (window.isTouched) return await window.click(selector);
  await window.until((wanted: string) => {
    document.querySelector<HTMLElement>(wanted)?.focus();
    return document.activeElement?.matches(wanted);
  }, selector);
  await window.press(" ");
}
