/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { brings, FAST, hasChosen, hasSent, sees, uploadsAt } from "../files/support/sender.ts";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** What cannot be called by a name by who hears the page, of all that can be used. */
async function nameless({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, input, textarea, progress")]
      // The drawer of a phone is closed.
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .filter((control) => !control.ariaLabel && control.innerText.trim() === "")
      .filter((control) => !control.querySelector("img[alt]:not([alt=''])"))
      .map((control) => control.outerHTML)
  );
}

/** What a finger can hardly hit. */
async function tiny({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() =>
    [...document.querySelectorAll("#composer :is(button, input), .waiting button")]
      .filter((control) => control.checkVisibility())
      .filter((control) => {
        const { width, height } = control.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((control) => control.outerHTML)
  );
}

async function assertUsable(visitor: Visitor): Promise<void> {
  assertEquals(await visitor.overflow(), { x: 0, y: 0 });
  assertEquals(await faintTexts(visitor), []);
  assertEquals(await nameless(visitor), []);
  assertEquals(await tiny(visitor), []);
}

inEachWindow("Files are seen before they are sent, and on their way", async (stage) => {
  await stage.speaker("bob").says("Did you bring the pictures?");
  const ada = await stage.enter("ada");
  await ada.hears("Did you bring");
  await brings(ada, "drag", { name: "a", size: 1 });
  await ada.sees("Drop files", "#drop-target");
  await stage.picture("files-drop", ada);
  await brings(
    ada,
    "drop",
    { name: "harbour.jpg", type: "image/jpeg", width: 2_000, height: 1_300 },
    {
      ...{ name: "The old lighthouse, seen from the boat on our way home.jpg" },
      ...{ type: "image/jpeg", width: 900, height: 1_400 },
    },
    { name: "timetable.pdf", type: "application/pdf", size: 48_000 },
  );
  await hasChosen(ada, 3);
  await ada.window.until(() => document.querySelectorAll("#chosen .thumb img").length === 2);
  await ada.types("All that I have");
  await assertUsable(ada);
  await stage.picture("files-chosen", ada);

  await ada.window.click("#record");
  await ada.window.until(() => document.querySelector("#recording .note")?.textContent === "0:02");
  await assertUsable(ada);
  await stage.picture("files-recording", ada);
  await ada.window.click("#record");
  await hasChosen(ada, 4);
  await assertUsable(ada);
  await stage.picture("files-voice", ada);

  await uploadsAt(ada, 20_000);
  await ada.window.click("#composer [type=submit]");
  await sees(ada, "sending", "harbour.jpg");
  await sees(ada, "waiting", "Waiting for its turn…");
  await assertUsable(ada);
  await stage.picture("files-on-their-way", ada);
  await ada.window.click("[aria-label='Stop sending harbour.jpg']");
  await sees(ada, "failed", "You stopped it.");
  await assertUsable(ada);
  await stage.picture("files-stopped", ada);
  await uploadsAt(ada, FAST);
  await ada.window.click(".waiting [data-state=failed] .retry");
  assertEquals((await hasSent(ada, 1))[0]?.files.length, 4);
  await ada.isAtTheEnd();
  await assertUsable(ada);
  await stage.picture("files-sent", ada);
});
