/// <reference lib="dom" />
import { assert, assertEquals, assertGreater } from "@std/assert";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";

const ENTER = "\uE007";

const PLAN =
  "# Friday\nWhat is *left* to do:\n- [x] tea\n- [ ] cake\n  1. eggs\n  2. flour and ~~sand~~ sugar\n" +
  "- see [the recipe](https://cake.example/best) or [bank.example](https://evil.example)\n---\n" +
  "It was ||**Ann**, at https://who.example||.";
const TABLE = "| Name | Eggs | What_everybody_said_of_it_when_it_was_tried |\n|:--|--:|---|\n" +
  "| Sponge | 4 | light |\n| Brownie | 12 | nobody could say `why | how` |";
const CODE = "```ts\n" +
  Array.from({ length: 34 }, (_, i) => `const line${i} = "tea"; // ${i}`).join("\n") + "\n```";

inEachWindow(
  "Markdown is drawn as people expect it, and what is hidden is revealed",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says(PLAN, TABLE, CODE, "```\nsmall\n```");
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.sees("bank.example (evil.example)", "#entries a");
    await window.until(() => document.querySelector("#entries .code .keyword"));
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    const drawn = await window.evaluate(() => {
      const all = (selector: string) =>
        Array.from(document.querySelectorAll(`#entries ${selector}`), (one) => one.textContent);
      return {
        heading: all("[role=heading]"),
        items: all("ul > li > ol > li"),
        boxes: Array.from(document.querySelectorAll("#entries .box"), (one) => one.ariaLabel),
        links: Array.from(
          document.querySelectorAll<HTMLAnchorElement>("#entries .text li a"),
          (one) => [one.rel, one.target].join(),
        ),
        head: all("th"),
        sides: Array.from(
          document.querySelectorAll("#entries td"),
          (one) => getComputedStyle(one).textAlign,
        ),
        language: document.querySelector<HTMLElement>("#entries .code")?.ariaLabel,
        size: Math.round(
          parseFloat(getComputedStyle(document.querySelector("#entries pre code")!).fontSize),
        ),
      };
    });
    assertEquals(drawn, {
      heading: ["Friday"],
      items: ["eggs", "flour and sand sugar"],
      boxes: ["done", "open"],
      links: Array(2).fill("noopener noreferrer nofollow,_blank"),
      head: ["Name", "Eggs", "What_everybody_said_of_it_when_it_was_tried"],
      sides: ["left", "right", "start", "left", "right", "start"],
      language: "Code in TypeScript",
      size: 13,
    });
    assertEquals(await faintTexts(ada), []);

    // The page is never wider than the window: what is wide scrolls by itself.
    await window.click("#entries .table");
    const wide = await window.evaluate(() => {
      const { scrollWidth, clientWidth } = document.querySelector("#entries .table")!;
      return scrollWidth - clientWidth;
    });
    if (stage.isPhone) {
      assertGreater(wide, 0);
    }

    // Long code is shown in part, until somebody wants to see it all.
    const height = () =>
      window.evaluate(() => document.querySelector("#entries .code.long pre")!.clientHeight);
    const folded = await height();
    await ada.sees("Show all 34 lines", "#entries .expand");
    await stage.picture("markup-folded", ada);
    if (stage.isPhone) await window.click("#entries .expand");
    else {
      await window.evaluate(() => document.querySelector<HTMLElement>("#entries .expand")?.focus());
      await window.press(ENTER);
    }
    await ada.sees("Show less", "#entries .expand");
    assertGreater(await height(), folded);

    // What is hidden: nobody sees, hears, or comes by key to what is in it.
    const hidden = await window.evaluate(() => {
      const spoiler = document.querySelector<HTMLElement>("#entries .spoiler")!;
      spoiler.scrollIntoView({ block: "center" });
      return {
        role: spoiler.role,
        label: spoiler.ariaLabel,
        shown: spoiler.innerText.trim(),
        inert: spoiler.querySelector<HTMLElement>("a")!.closest("[inert]") !== null,
      };
    });
    assertEquals(hidden, {
      role: "button",
      label: "Hidden. Press to show it.",
      shown: "",
      inert: true,
    });
    await stage.picture("markup", ada);
    if (stage.isPhone) await window.click("#entries .spoiler");
    else {
      await window.evaluate(() =>
        document.querySelector<HTMLElement>("#entries .spoiler")?.focus()
      );
      await window.press(ENTER);
    }
    await window.until(() => document.querySelector("#entries .spoiler.revealed"));
    assert(
      await window.evaluate(() => {
        const spoiler = document.querySelector<HTMLElement>("#entries .spoiler")!;
        return spoiler.innerText === "Ann, at https://who.example" &&
          spoiler.querySelector("[inert]") === null && spoiler.ariaLabel === null;
      }),
    );
    // What happens to the message later leaves it as somebody opened it.
    bob.connection.change({ type: "react", room: "lobby", of: 1, emoji: "👍", on: true });
    await ada.sees("👍", "#entries .reactions");
    assert(await window.evaluate(() => document.querySelector("#entries .spoiler.revealed")));
    await stage.picture("markup-revealed", ada);
  },
);
