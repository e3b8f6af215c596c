/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

const [ENTER, TAB, ESCAPE, SHIFT, CTRL] = ["\uE007", "\uE004", "\uE00C", "\uE008", "\uE009"];

inEachWindow("What is written is shown as it will look, while it has marks", async (stage) => {
  const bob = stage.speaker("bob");
  await bob.says("Hello");
  const ada = await stage.enter("ada");
  const { window } = ada;
  await window.until(() => document.querySelector("#writing-preview"));
  await ada.types("A plan with @bob, https://chat.example/plan");
  await ada.hasWritten("A plan with @bob, https://chat.example/plan");
  await ada.seesNothingAt("#writing-preview");
  await ada.types(": **bold** and `code`");
  await ada.sees("bold and code", "#writing-preview");
  assertEquals(
    await window.evaluate(() =>
      Array.from(
        document.querySelectorAll("#writing-preview :is(strong, code)"),
        (one) => one.textContent,
      )
    ),
    ["bold", "code"],
  );
  await ada.isAtTheEnd();
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  // No key goes there, and nobody hears it.
  assertEquals(await new AxTree(window).nameless(), []);
  assert(await window.evaluate(() => document.querySelector("#writing-preview[inert]")));
  assertEquals(await brokenRules(ada, "how it will look"), []);
  await stage.picture("preview", ada);
  await ada.says("!");
  await ada.hears("bold and code!");
  await ada.seesNothingAt("#writing-preview");

  // What is put back with its room is shown, too.
  await ada.types("||a secret||");
  await window.until(() => document.querySelector("#writing-preview .spoiler"));
  await ada.goesTo("den");
  await ada.seesNothingAt("#writing-preview");
  await ada.goesTo("lobby");
  await window.until(() => document.querySelector("#writing-preview .spoiler")?.checkVisibility());
});

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
    await chooseEnter(ada, "send");
    await ada.types(`three${ENTER}`);
    await ada.hears("three");
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

  // Enter may make a line here, too, also in a page that has just been loaded: then Ctrl+Enter sends.
  await ada.window.fill("#composer textarea", "");
  await chooseEnter(ada, "line");
  await ada.types(`one${ENTER}two`);
  await ada.hasWritten("one\ntwo");
  await window.reload();
  await ada.hasWritten("one\ntwo");
  await ada.types(`${ENTER}three`);
  await ada.hasWritten("one\ntwo\nthree");
  await window.until(() => document.querySelector("#composer textarea[aria-keyshortcuts]"));
  await window.press(`${CTRL}${ENTER}`);
  await ada.hears("three");
  await ada.types("/help");
  await window.press(ESCAPE);
  await window.press(`${CTRL}${ENTER}`);
  await ada.sees("a new line; the settings say which key sends", "dialog dl");
});

/** Chooses in the settings what Enter does, and sees what a phone's keyboard shows on that key. */
async function chooseEnter(ada: Visitor, choice: "send" | "line"): Promise<void> {
  const { window } = ada;
  await ada.opensSide();
  await window.click("#open-settings");
  await window.click(`.settings [name=enter] option[value=${choice}]`);
  await window.press(ESCAPE);
  await ada.seesNothingAt("dialog.extra");
  if (window.isTouched) await window.click("#close-side");
  const hint = choice === "line" ? "enter" : "send";
  await window.until((hint: string) => {
    return document.querySelector<HTMLTextAreaElement>("#composer textarea")?.enterKeyHint === hint;
  }, hint);
}
