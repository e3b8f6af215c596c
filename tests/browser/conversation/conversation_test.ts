import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";

browserTest(
  "Two people in two browsers and a third in a terminal talk to each other",
  async (stage) => {
    const ada = await stage.enter("ada");
    const bob = await stage.enter("bob", { dark: true });
    await ada.says("Is anybody there?");
    await bob.hears("Is anybody there?");
    await bob.says("I am.");
    await ada.hears("I am.");

    const carol = stage.terminal("carol", "lobby");
    await carol.feed("So am I, in a terminal.\n");
    await ada.hears("So am I, in a terminal.");
    await bob.says("Three of us, then.");
    await ada.hears("Three of us, then.");
    assertEquals((await carol.ended()).code, 0);

    const all = [
      "ada: Is anybody there?",
      "bob: I am.",
      "carol: So am I, in a terminal.",
      "bob: Three of us, then.",
    ];
    await bob.hearsThisMany(all.length);
    assertEquals(await ada.conversation(), all);
    assertEquals(await bob.conversation(), all);
    await stage.picture("two-browsers-ada", ada);
    await stage.picture("two-browsers-bob", bob);
  },
);

browserTest("Someone sees who joins, who types and who leaves", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.seesPeople("ada");
  const bob = await stage.enter("bob");
  await ada.sees("bob", "#people");
  await bob.seesPeople("ada", "bob");

  await bob.types("I was wondering");
  await ada.sees("bob is typing", "#typing");
  await bob.says(" about lunch.");
  await ada.hears("I was wondering about lunch.");
  await ada.seesNothingAt("#typing");

  await bob.window[Symbol.asyncDispose]();
  await ada.window.until(() => document.querySelectorAll("#people li").length === 1);
  await ada.seesPeople("ada");
});

browserTest(
  "Shift+Enter breaks the line, and an input method's Enter sends nothing",
  async (stage) => {
    const ada = await stage.enter("ada");
    const shiftEnter = "\uE008\uE007\uE008";
    await ada.types("你");
    await ada.window.evaluate(() => {
      const chooseWord = new KeyboardEvent("keydown", {
        key: "Enter",
        isComposing: true,
        bubbles: true,
        cancelable: true,
      });
      document.querySelector("#composer textarea")?.dispatchEvent(chooseWord);
    });
    await ada.types(`好${shiftEnter}second line`);
    await ada.says("");
    await ada.hears("second line");
    assertEquals(await ada.conversation(), ["ada: 你好\nsecond line"]);
  },
);

browserTest(
  "A refused message is shown with the reason, until it is discarded",
  async (stage) => {
    const ada = await stage.enter("ada");
    // A letter that Unicode normalisation takes apart: the server counts twice as many.
    await ada.pastes("\u0958".repeat(2500));
    await ada.says("");
    await ada.sees("at most 4000 code points", "#unsent .state");
    await ada.says("Then in a few words.");
    await ada.hears("Then in a few words.");
    await stage.picture("not-sent", ada);
    await ada.window.click("#unsent .discard");
    await ada.seesNothingAt("#unsent");
    assertEquals(await ada.conversation(), ["ada: Then in a few words."]);
  },
);
