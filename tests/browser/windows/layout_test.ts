/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";

inEachWindow(
  "Rooms and people stand at the side, the conversation in the middle, the composer below",
  async (stage) => {
    await stage.speaker("bob").says("Good morning!", "Did everybody sleep well?");
    await stage.speaker("余").says("很好，谢谢！");
    await stage.speaker("ליאת").says("בוקר טוב, ישנתי נהדר!");
    const ada = await stage.enter("ada");
    await ada.hears("בוקר טוב");
    await ada.says("Like a stone. Which, given how much I had to carry yesterday, is the least.");
    await ada.hears("Like a stone.");
    await stage.picture("layout", ada);

    const { side, header, talk, composer, width, height } = await ada.window.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
      return {
        side: box("#side").toJSON() as DOMRect,
        header: box("#room-header").toJSON() as DOMRect,
        talk: box("#scroller").toJSON() as DOMRect,
        composer: box("#composer").toJSON() as DOMRect,
        width: innerWidth,
        height: innerHeight,
      };
    });
    assert(header.bottom <= talk.top && talk.bottom <= composer.top && composer.bottom <= height);
    assert(composer.right <= width && composer.left >= talk.left);
    // On a phone the conversation has all the width, and the rest waits in a drawer.
    assertEquals([side.right, talk.left], stage.isPhone ? [0, 0] : [talk.left, side.right]);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });

    assertEquals(await directionOf("בוקר טוב"), "rtl");
    assertEquals(await directionOf("Like a stone"), "ltr");
    await ada.opensSide();
    await ada.hasInSight("#open-settings");
    if (stage.isPhone) {
      await stage.picture("drawer", ada);
      assertEquals(await hardToTouch("#side"), []);
    }
    await ada.window.click("#open-settings");
    await ada.sees("Language", ".settings");
    if (stage.isPhone) {
      await stage.picture("settings", ada);
      assertEquals(await hardToTouch("dialog[open]"), []);
    }
    await ada.window.click(".settings [name=language] option[value=zh]");
    await ada.sees("今天", "#entries .day");
    await stage.picture("layout-chinese", ada);

    /** What a finger misses: it hits something else so many pixels above or below the middle. */
    async function hardToTouch(where: string): Promise<string[]> {
      return await ada.window.evaluate((wanted: string) => {
        const found = document.querySelectorAll<HTMLElement>(
          `${wanted} :is(button, select, a[href], .who)`,
        );
        return Array.from(found).filter((element) => {
          if (!element.checkVisibility()) return false;
          const { left, top, width, height } = element.getBoundingClientRect();
          return [-20, 20].some((away) => {
            const hit = document.elementFromPoint(left + width / 2, top + height / 2 + away);
            return !element.contains(hit);
          });
        }).map(({ outerHTML }) => outerHTML);
      }, where);
    }

    async function directionOf(words: string): Promise<string | undefined> {
      return await ada.window.evaluate((wanted: string) => {
        const text = Array.from(document.querySelectorAll("#entries .text"))
          .find(({ textContent }) => textContent?.includes(wanted));
        return text && getComputedStyle(text).direction;
      }, words);
    }
  },
);
