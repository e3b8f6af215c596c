/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { numbered } from "../support/speaker.ts";
import { browserTest, WINDOWS } from "../support/stage.ts";

// On paper there are no four windows: the two that are most unlike each other.
for (const label of ["wide-light", "narrow-dark"]) {
  browserTest(
    `A printed conversation is black on white, with who, when and where links lead: ${label}`,
    async (stage) => {
      const bob = stage.speaker("bob");
      const ada = await stage.enter("ada");
      await bob.says(
        "The plan is at https://chat.example/plan, and [the map](https://chat.example/map) too.",
        "```\n" + "a line of code that is longer than any paper is wide ".repeat(4) + "\n```",
        ...numbered("line", 40),
      );
      await ada.hears("line 40");
      await ada.window.until(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.includes("print"))
      );
      await ada.window.devtools("Emulation.setEmulatedMedia", { media: "print" });
      const { colors, isWhole, parts, links, head } = await ada.window.evaluate(() => {
        const seen = (selector: string) =>
          [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
        const { color, backgroundColor } = getComputedStyle(
          document.querySelector("#entries .text")!,
        );
        const { scrollWidth, clientWidth } = document.documentElement;
        const { height = 0 } = document.querySelector("#scroller")?.getBoundingClientRect() ?? {};
        return {
          colors: [
            color,
            backgroundColor,
            getComputedStyle(document.documentElement).backgroundColor,
          ],
          isWhole: scrollWidth <= clientWidth && height > innerHeight,
          parts: seen("#side, #foot, #banner, .acts, .line-acts, button.round, .jump").map((
            { id },
          ) => id),
          links: [...document.querySelectorAll("#entries .text a.named")]
            .map((link) => getComputedStyle(link, "::after").content),
          head: [".author", "time", ".day"].map((part) => seen(`#entries ${part}`).length > 0),
        };
      });
      assertEquals(colors.map((color) => color.replaceAll(/\s/g, "")), [
        "rgb(0,0,0)",
        "rgba(0,0,0,0)",
        "rgb(255,255,255)",
      ]);
      assertEquals([isWhole, head], [true, [true, true, true]]);
      assertEquals(parts, []);
      assert(links.every((link) => link.includes("https://chat.example/map")));
      await stage.picture("printed", ada);
      const { data } = await ada.window.devtools("Page.printToPDF", {}) as { data: string };
      // More than one page: nothing is cut off below the window.
      const pdf = new TextDecoder("latin1").decode(Uint8Array.fromBase64(data));
      assert(pdf.matchAll(/\/Type \/Page\b/g).toArray().length > 1);
    },
    { label, window: WINDOWS[label] ?? {} },
  );
}
