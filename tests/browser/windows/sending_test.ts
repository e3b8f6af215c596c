/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";
import { Wire } from "../support/wire.ts";

const SHIFT_ENTER = "\uE008\uE007\uE008";

inEachWindow(
  "A message is shown at once, then sent or refused, and survives a reload",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const bob = stage.speaker("bob");
    await bob.saysIn("den", "Welcome.");
    const ada = await stage.enter("ada", { at: wire.url });
    const { window } = ada;

    // An input method's Enter chooses words; Shift+Enter breaks the line.
    await ada.types("你");
    await window.evaluate(() => {
      const word = { key: "Enter", isComposing: true, bubbles: true, cancelable: true };
      document.querySelector("#composer textarea")
        ?.dispatchEvent(new KeyboardEvent("keydown", word));
    });
    await ada.types(`好${SHIFT_ENTER}second line`);
    await ada.says("");
    await ada.hears("second line");
    assert(await window.evaluate(() => document.activeElement?.matches("#composer textarea")));
    assertEquals(await ada.conversation(), ["ada: 你好\nsecond line"]);

    bob.connection.signal({ type: "typing", room: "lobby" });
    await ada.sees("bob is typing", "#typing");
    await ada.types("half a thought");
    await stage.picture("typing", ada);

    // Pending, and refused, with a way out.
    await ada.goesTo("den");
    await ada.hears("Welcome.");
    bob.connection.change({ type: "mute", room: "den", name: "ada", ms: 60_000 });
    await ada.sees("muted", "#entries .happening");
    await ada.says("May I?");
    await ada.sees("Not sent", "#unsent .state");
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.says("Hello?");
    await ada.sees("Sending…", "#unsent .state");
    await stage.picture("pending", ada);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });

    // The page goes before it could be said, and says it when it is back.
    await window.goTo("about:blank");
    bob.connection.change({ type: "mute", room: "den", name: "ada", ms: 0 });
    await bob.saysIn("den", "Speak.");
    wire.mend();
    await window.goTo(String(new URL("#den", ada.at)));
    await ada.hears("Hello?");
    await ada.sees("May I?", "#unsent .refused");
    await stage.picture("refused", ada);
    await window.click("#unsent .retry");
    await ada.hears("May I?");
    await ada.seesNothingAt("#unsent");
    const said = (await ada.conversation()).filter((line) => line.startsWith("ada"));
    assertEquals(said, ["ada: Hello?", "ada: May I?"]);
    await ada.goesTo("lobby");
    await ada.hasWritten("half a thought");
  },
);
