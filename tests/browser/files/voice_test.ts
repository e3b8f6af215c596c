/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest, inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { download, hasChosen, hasSent, only, stored } from "./support/sender.ts";

const [SPACE, ESCAPE] = [" ", "\uE00C"];

/** Waits until so many seconds are recorded. */
async function records({ window }: Visitor, seconds: number): Promise<void> {
  await window.until(
    (wanted: string) => document.querySelector("#recording .note")?.textContent === wanted,
    `0:0${seconds}`,
  );
}

async function isRecording({ window }: Visitor): Promise<boolean> {
  return await window.evaluate(() => document.querySelector("#composer.recording") !== null);
}

/** Presses the button for recording, with a finger or a mouse, or lets go of it. */
async function pointer({ window }: Visitor, how: "down" | "up"): Promise<void> {
  const { x, y } = await window.evaluate(() => {
    const { left, top, width, height } = document.querySelector("#record")!.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  if (window.isTouched) {
    const type = how === "down" ? "touchStart" : "touchEnd";
    const touchPoints = how === "down" ? [{ x, y }] : [];
    return void await window.devtools("Input.dispatchTouchEvent", { type, touchPoints });
  }
  const type = how === "down" ? "mousePressed" : "mouseReleased";
  const mouse = { type, x, y, button: "left", clickCount: 1 };
  await window.devtools("Input.dispatchMouseEvent", mouse);
}

browserTest(
  "A voice message is recorded between two presses of a key, heard, and sent",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.window.evaluate(() => document.querySelector<HTMLElement>("#record")?.focus());
    await ada.window.press(SPACE);
    await records(ada, 2);
    assertEquals(
      await ada.window.evaluate(() => document.activeElement?.getAttribute("aria-label")),
      "Finish the recording",
    );
    await ada.window.press(SPACE);
    await hasChosen(ada, 1);
    assertEquals(await isRecording(ada), false);
    assertEquals(await ada.window.text("#voice"), "Recorded: 0:02");
    assertEquals(await ada.window.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
    // It can be listened to before it is sent.
    await ada.window.click("#chosen .play");
    await ada.window.until(() =>
      document.querySelector<HTMLElement>("#chosen .play")?.dataset.state === "playing"
    );
    await ada.window.type("#composer textarea", "\uE007");
    const [message] = await hasSent(ada, 1);
    assert(message !== undefined);
    const file = only(message);
    assert(/^Voice message [-\d]+ [.\d]+\.webm$/.test(file.name), file.name);
    const { type, size } = await download(ada, file.url);
    assert(/^(audio|video)\/webm/.test(type), type);
    assert(size > 1_000, `${size} bytes`);
    const length = await ada.window.evaluate(async (url: string) => {
      const audio = new Audio(url.slice(1));
      await new Promise((resolve, reject) => {
        audio.onloadedmetadata = resolve;
        audio.onerror = reject;
      });
      return audio.duration;
    }, file.url);
    // Whoever plays it is told how long it is before they have all of it.
    assert(length >= 2 && length < 30, `${length} s`);
  },
);

inEachWindow("A voice message is recorded while the button is held", async (stage) => {
  const ada = await stage.enter("ada");
  await pointer(ada, "down");
  await records(ada, 1);
  await pointer(ada, "up");
  await hasChosen(ada, 1);
  assertEquals(await isRecording(ada), false);
  // It is heard again before it is sent: nothing else came under the finger.
  assertEquals((await stored(ada)).length, 0);
});

browserTest(
  "A short touch begins a recording that goes on, and Escape discards it",
  async (stage) => {
    const ada = await stage.enter("ada");
    await pointer(ada, "down");
    await pointer(ada, "up");
    await records(ada, 1);
    await ada.window.press(ESCAPE);
    await ada.window.until(() => document.querySelector("#composer.recording") === null);
    assertEquals(await ada.window.text("#voice"), "The recording is discarded");
    await hasChosen(ada, 0);
    assertEquals(await ada.window.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
  },
);

browserTest("A recording stays with the room in which it was begun", async (stage) => {
  const ada = await stage.enter("ada");
  await pointer(ada, "down");
  await pointer(ada, "up");
  await records(ada, 1);
  await ada.goesTo("den");
  await ada.window.click("#record");
  await ada.window.until(() => document.querySelector("#composer.recording") === null);
  await hasChosen(ada, 0);
  await ada.goesTo("lobby");
  await hasChosen(ada, 1);
});

for (
  const [why, name, sentence] of [
    ["there is no microphone", "NotFoundError", "There is no microphone here."],
    ["it is not allowed", "NotAllowedError", "This page may not use the microphone."],
    ["another program has it", "NotReadableError", "another program may have it"],
    ["the page came without https", "", "Recording needs https"],
  ] as const
) {
  browserTest(`Nothing is recorded where ${why}, and a sentence says so`, async (stage) => {
    const ada = await stage.enter("ada");
    await ada.window.evaluate((name: string) => {
      if (name === "") Object.defineProperty(globalThis, "isSecureContext", { value: false });
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("No", name));
    }, name);
    await ada.window.click("#record");
    await ada.sees(sentence, "#composer-problem");
    assertEquals(await isRecording(ada), false);
    await ada.says("Then in writing");
    await ada.hears("Then in writing");
  });
}
