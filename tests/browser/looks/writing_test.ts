/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";

const [ENTER, TAB, ESCAPE, SHIFT, CTRL] = ["\uE007", "\uE004", "\uE00C", "\uE008", "\uE009"];

inEachWindow("Keys mark what is written and go on with lists, and can be undone", async (stage) => {
  const ada = await stage.enter("ada");
  const { window } = ada;
  await window.until(() => document.querySelector("#composer textarea[aria-keyshortcuts]"));
  const select = (from: number, to: number) =>
    window.evaluate(
      (from: number, to: number) => {
        const text = document.querySelector<HTMLTextAreaElement>("#composer textarea")!;
        text.focus();
        text.setSelectionRange(from, to);
      },
      from,
      to,
    );
  if (stage.isPhone) {
    // A phone's Enter makes a line, and the button sends.
    await ada.types(`one${ENTER}two`);
    await ada.hasWritten("one\ntwo");
    await window.click("#composer [type=submit]");
    await ada.hears("two");
    assertEquals(await ada.conversation(), ["ada: one\ntwo"]);
    return;
  }
  await ada.types("tea and cake");
  await select(0, 3);
  await window.press(`${CTRL}b`);
  await ada.hasWritten("**tea** and cake");
  await window.press(`${CTRL}z`);
  await ada.hasWritten("tea and cake");
  await select(8, 12);
  await window.press(`${CTRL}k`);
  await ada.hasWritten("tea and [cake]()");
  await ada.types("https://cake.example");
  await ada.hasWritten("tea and [cake](https://cake.example)");
  await select(0, 36);
  await window.evaluate(() => document.execCommand("delete"));

  // Enter goes on with a list, Tab puts an item in; an empty item ends it, and Ctrl+Enter sends.
  await ada.types(`- a${ENTER}b${TAB}${ENTER}c`);
  await ada.hasWritten("- a\n  - b\n  - c");
  await window.press(`${SHIFT}${TAB}`);
  await ada.hasWritten("- a\n  - b\n- c");
  await ada.types(`${ENTER}${ENTER}\`\`\`js${ENTER}let a;`);
  await ada.hasWritten("- a\n  - b\n- c\n```js\nlet a;");
  await stage.picture("writing", ada);
  await window.press(`${CTRL}${ENTER}`);
  await window.until(() => document.querySelector("#entries .code"));

  // Nobody is caught: after Escape, Tab leaves.
  await ada.types(`- a${ESCAPE}`);
  await window.press(TAB);
  assert(await window.evaluate(() => !document.activeElement?.matches("#composer textarea")));
  await ada.hasWritten("- a");
});
