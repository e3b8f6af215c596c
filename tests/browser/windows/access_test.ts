/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";

const TAB = "\uE004";
const ESCAPE = "\uE00C";
/** WCAG 2.2, 2.5.8. */
const TARGET_PX = 24;

inEachWindow(
  "All that can be done is named, large enough, reached in order, and seen where one is",
  async (stage) => {
    const bob = stage.speaker("bob");
    const question = await bob.numberOf("Have you *seen* `this`, https://example.com, @ada?");
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.hears("Have you seen");
    bob.connection.change({ type: "react", room: "lobby", of: question, emoji: "👀", on: true });
    await bob.connection.say("lobby", "An answer", { reply: question }).acknowledged;
    await ada.sees("bob Have you", "#entries .answered");
    await ada.sees("1", "[data-emoji='👀']");
    await ada.sees("bob: An answer", "#voice");
    assertEquals(await troubles(), []);
    assertEquals(await faintTexts(ada), []);

    // From the composer on, once around: nothing twice, nothing unseen.
    await window.click("#composer textarea");
    const stops: string[] = [];
    for (let stop = await pressTab(); !stops.includes(stop); stop = await pressTab()) {
      stops.push(stop);
    }
    assert(stops.length >= (stage.isPhone ? 4 : 8), stops.join("\n"));
    assert(stops.includes("#scroller") && stops.includes("#room-menu"), stops.join("\n"));

    // What opens takes the focus, and gives it back.
    for (const button of ["#room-menu", "#open-search"]) {
      await window.click(button);
      await window.until(() => document.activeElement?.closest(".menu, #search"));
      assertEquals(await troubles(), []);
      assertEquals(await faintTexts(ada), []);
      await window.press(ESCAPE);
      await window.until((opener: string) => document.activeElement?.matches(opener), button);
    }
    await ada.opensSide();
    assertEquals(await troubles(), []);
    assertEquals(await faintTexts(ada), []);
    await window.click("#open-settings");
    await ada.sees("Language", ".settings");
    assertEquals(await troubles(), []);
    assertEquals(await faintTexts(ada), []);
    await window.press(ESCAPE);
    await ada.seesNothingAt("dialog");
    await stage.picture("access", ada);

    // Who wants nothing to move sees nothing move.
    const features = [{ name: "prefers-reduced-motion", value: "reduce" }];
    await window.devtools("Emulation.setEmulatedMedia", { features });
    const moves = await window.evaluate(() =>
      [...document.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return /[1-9]/.test(transitionDuration + animationDuration);
      }).length
    );
    assertEquals(moves, 0);

    /** What has no name, or is too small to be hit. */
    async function troubles(): Promise<string[]> {
      return await window.evaluate((leastPx: number) => {
        const all = [...document.querySelectorAll("button, a[href], textarea, input, select")];
        return all.filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .flatMap((element) => {
            const { width, height } = element.getBoundingClientRect();
            const name = element.ariaLabel || element.textContent?.trim() ||
              element.closest("label")?.textContent;
            // A link in a sentence is as high as its line.
            const isInline = element.matches(".text a");
            const isSmall = !isInline && (width < leastPx || height < leastPx);
            return isSmall || !name ? [`${element.outerHTML}: ${width} x ${height}`] : [];
          });
      }, TARGET_PX);
    }

    /** Where the focus comes to, which must be in sight and marked. */
    async function pressTab(): Promise<string> {
      await window.press(TAB);
      return await window.evaluate(() => {
        const element = document.activeElement!;
        if (element === document.body) return "the page itself";
        // Those in a list begin alike.
        const words = element.textContent?.trim().slice(0, 80);
        const name = element.id ? `#${element.id}` : `${element.outerHTML.slice(0, 120)} ${words}`;
        const { outlineStyle } = getComputedStyle(element);
        // The composer's border is its mark.
        const isMarked = outlineStyle !== "none" || element.matches("#composer textarea");
        const { width, right, left } = element.getBoundingClientRect();
        if (!isMarked || width === 0 || right <= 0 || left >= innerWidth) {
          throw new Error(`The focus can't be seen: ${name}`);
        }
        return name;
      });
    }
  },
);
