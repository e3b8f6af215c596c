/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";
import type { Window } from "../support/window.ts";

const ENTER = "\uE007";
const [ALT, SHIFT] = ["\uE00A", "\uE008"];
const [UP, DOWN, HOME] = ["\uE013", "\uE015", "\uE011"];
/** So many that they do not fit at the side. */
const PEOPLE = Array.from({ length: 24 }, (_, index) => `pupil${index + 1}`);

/** What a finger could miss, of the lists at the side. */
async function smallTargets(window: Window): Promise<string[]> {
  return await window.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>("#side .lists :is(a[href], button)"))
      .filter((target) => target.checkVisibility())
      .map((target) => ({ target, size: target.getBoundingClientRect() }))
      .filter(({ size }) => size.width < 44 || size.height < 44)
      .map(({ target, size }) => `${target.className} ${size.width} × ${size.height}`)
  );
}

inEachWindow(
  "The lists at the side show who wrote last, fold, mark drafts, and lead to what is unread",
  async (stage) => {
    const ada = await stage.enter("ada");
    const pupils = PEOPLE.map((name) => stage.speaker(name));
    for (const pupil of pupils) await pupil.saysTo("ada", "Good morning");
    const { window } = ada;
    const names = () =>
      window.evaluate(() =>
        Array.from(document.querySelectorAll("#direct .name"), ({ textContent }) => textContent)
      );

    // All are unread, so all are there; who wrote last comes first, and those out of sight are counted.
    await ada.opensSide();
    await ada.sees("unread", ".pill.below");
    assertEquals(await names(), PEOPLE.toReversed());
    await window.until(() => document.querySelectorAll("#direct [aria-label=here]").length === 24);
    await stage.picture("side-unread", ada);
    await window.click(".pill.below");
    await ada.sees("unread", ".pill.above");

    // Read, only the newest are there, until one asks for all.
    for (const name of PEOPLE) {
      await window.evaluate((name: string) => location.hash = `@ada,${name}`, name);
      await ada.seesRoom(name);
    }
    await ada.goesTo("lobby");
    await window.until(() => document.querySelectorAll("#direct li").length === 12);
    await ada.seesNothingAt(".pill");
    await ada.opensSide();
    await window.click("#all-direct");
    await ada.sees("Show fewer", "#all-direct");
    assertEquals((await names()).length, 24);
    await window.click("#all-direct");
    await ada.sees("Show all (24)", "#all-direct");
    if (stage.isPhone) assertEquals(await smallTargets(window), []);

    // What is written and not sent is marked where it is.
    await ada.follows("pupil24");
    await ada.types("Half a sent");
    await ada.goesTo("lobby");
    await ada.opensSide();
    await window.until(() => document.querySelector("#direct li:first-child .draft:not([hidden])"));
    await stage.picture("side-draft", ada);

    // A section that is folded stays so, and shows nothing but what is new and where one is.
    const rowsInSight = () =>
      window.evaluate(() =>
        [...document.querySelectorAll("#direct li")].filter((row) => row.checkVisibility()).length
      );
    const fold = async () => {
      if (stage.isPhone) return await window.click("[aria-controls=direct].fold");
      await window.evaluate(() => document.querySelector<HTMLElement>("#rooms a")?.focus());
      await window.press(DOWN, ENTER);
    };
    await fold();
    await window.until(() => document.querySelector("#direct-rooms.folded [aria-expanded=false]"));
    assertEquals(await rowsInSight(), 0);
    await pupils[6]?.saysTo("ada", "Still there?");
    await window.until(() => document.querySelector("#direct .has-news")?.checkVisibility());
    assertEquals(await rowsInSight(), 1);
    await stage.picture("side-folded", ada);
    await window.reload();
    await window.until(() => document.querySelector("#direct li .draft:not([hidden])"));
    await ada.opensSide();
    assertEquals(await rowsInSight(), 1);
    if (!stage.isPhone) {
      // To what is unread by keys, and on from there; both lead into sight what is out of it.
      await window.until(() => document.querySelector("#direct .row-button"));
      await window.press(ALT + SHIFT + DOWN);
      await ada.seesRoom("pupil7");
      await ada.hasInSight("#direct [aria-current]");
      await window.press(ALT + UP);
      await ada.seesRoom("lobby");
      await window.evaluate(() => document.querySelector<HTMLElement>("#rooms a")?.focus());
      await window.press(HOME);
      assertEquals(
        await window.evaluate(() => document.activeElement?.textContent?.trim()),
        "Rooms",
      );
      await window.press(DOWN);
    } else await ada.follows("pupil7").then(() => ada.goesTo("lobby"));
    await ada.opensSide();
    await fold();
    await window.until(() => document.querySelector("#direct-rooms [aria-expanded=true]"));

    // One is closed, comes back with a button, is closed again, and comes with what is said in it.
    const close = async () => {
      await ada.opensSide();
      await window.until(() => document.querySelector("#direct li:nth-child(2) .row-button"));
      if (stage.isPhone) {
        await window.click("#direct li:nth-child(2) .row-button");
        await stage.picture("side-menu", ada);
        await ada.chooses("Close this conversation");
      } else {
        await window.evaluate(() =>
          document.querySelector<HTMLElement>("#direct li:nth-child(2) a")?.focus()
        );
        await window.press("\uE004", ENTER);
      }
      await ada.sees("pupil23", "#direct li:nth-child(2)");
      await ada.sees("pupil24 is closed until something is said", "#banner");
    };
    await close();
    assertEquals((await names()).slice(0, 3), ["pupil7", "pupil23", "pupil22"]);
    await window.evaluate(() => document.querySelector<HTMLElement>("#banner button")?.click());
    await window.until(() => document.querySelector("#direct li .name")?.textContent === "pupil24");
  },
);
