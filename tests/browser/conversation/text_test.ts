/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";

const SHIFT_ENTER = "\uE008\uE007\uE008";

browserTest(
  "Each line of a message has its own direction, as in the box where it was written",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says("hello there\nשלום לכולם\n> one\n> שתיים");
    const ada = await stage.enter("ada");
    await ada.hears("hello there");
    const sides = await ada.window.evaluate(() => {
      const side = (paragraph: Element, words: string) => {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        const text = walker.nextNode();
        const start = text?.textContent?.indexOf(words) ?? -1;
        if (text === null || start < 0) return "nowhere";
        const range = document.createRange();
        range.setStart(text, start);
        range.setEnd(text, start + words.length);
        const [line, box] = [range.getBoundingClientRect(), paragraph.getBoundingClientRect()];
        return line.left - box.left < box.right - line.right ? "left" : "right";
      };
      const [words, quote] = document.querySelectorAll("#entries .text p");
      if (words === undefined || quote === undefined) return [];
      return [
        side(words, "hello there"),
        side(words, "שלום לכולם"),
        side(quote, "one"),
        side(quote, "שתיים"),
      ];
    });
    assertEquals(sides, ["left", "right", "left", "right"]);
    const box = await ada.window.evaluate(() =>
      getComputedStyle(document.querySelector("#composer textarea")!).unicodeBidi
    );
    assertEquals(box, "plaintext");
    await stage.picture("directions", ada);
  },
);

browserTest("A name that is read from the right turns nothing around it", async (stage) => {
  const noa = stage.speaker("נועה");
  const seq = await noa.numberOf("3 חתולים");
  await noa.connection.say("lobby", "כן", { reply: seq }).acknowledged;
  noa.connection.change({ type: "topic", room: "lobby", text: "תה" });
  const ada = await stage.enter("ada");
  await ada.sees("set the topic", "#entries .happening");
  await ada.window.until(() => document.querySelector(".answered[href] span")?.textContent);
  const [left, right, topic] = await ada.window.evaluate(() => {
    const place = (selector: string) =>
      document.querySelector(selector)?.getBoundingClientRect().x ?? 0;
    return [
      place(".answered[href] b"),
      place(".answered[href] span"),
      document.querySelector(".happening .text")?.textContent ?? "",
    ] as const;
  });
  assert(left < right, "The name of who is answered stands behind the words");
  assertEquals(
    topic.replaceAll(/[\u2068\u2069]/g, (mark) => mark === "\u2068" ? "<" : ">").match(/<[^>]*>/g),
    ["<נועה>", "<תה>"],
  );
});

browserTest(
  "A message keeps the indentation of its first line, and of its code blocks",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.types(`  ${SHIFT_ENTER}    indented${SHIFT_ENTER}  less  `);
    await ada.says("");
    await ada.hears("indented");
    assertEquals(await ada.conversation(), ["ada:     indented\n  less"]);
    await ada.types(`\`\`\`js ${SHIFT_ENTER}    if (tea)${SHIFT_ENTER}\`\`\` `);
    await ada.says("");
    await ada.window.until(() =>
      document.querySelector("#entries pre")?.textContent === "    if (tea)"
    );
  },
);
