/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";
const UP = "\uE013";
const DOWN = "\uE015";
const TAB = "\uE004";

for (const touch of [false, true]) {
  const options = touch ? { width: 390, height: 844, touch } : {};
  browserTest(
    `Somebody answers, reacts, edits and deletes, by ${touch ? "touch" : "mouse"}`,
    async (stage) => {
      const ada = await stage.enter("ada", options);
      const bob = stage.speaker("bob");
      await bob.says("Shall we meet at three?");
      await ada.opensMenuOf("at three");
      await ada.chooses("🎉");
      await ada.sees("1", "[data-emoji='🎉'][aria-pressed='true']");
      await ada.opensMenuOf("at three");
      await ada.chooses("Reply");
      await ada.sees("Replying to bob", "#task");
      await ada.says("Rather at fuor.");
      await ada.sees("Shall we meet at three?", "#entries .answered");
      await ada.seesNothingAt("#task");

      await ada.opensMenuOf("at fuor");
      await ada.chooses("Edit");
      await ada.hasWritten("Rather at fuor.");
      await ada.window.evaluate(() => {
        document.querySelector<HTMLTextAreaElement>("#composer textarea")!.value = "";
      });
      await ada.says("Rather at four.");
      await ada.hears("at four");
      await ada.sees("edited", "#entries .edited");

      await ada.opensMenuOf("at four");
      await ada.chooses("Delete");
      await ada.window.click("dialog .grave");
      await ada.hears("Deleted");
      assertEquals(await ada.conversation(), ["bob: Shall we meet at three?", "ada: Deleted"]);
    },
  );
}

browserTest(
  "Somebody connects, changes rooms, reads and acts on messages with the keyboard alone",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says("Good morning", "How are you?");
    const ada = await stage.open();
    await ada.window.until(() => document.activeElement?.matches("#name-dialog input"));
    await ada.window.press("a", "d", "a", ENTER);
    await ada.hears("How are you?");
    await ada.window.until(() => document.activeElement?.matches("#composer textarea"));
    await ada.window.press("F", "i", "n", "e", ENTER);
    await ada.hears("Fine");

    // What was said last.
    await ada.window.press(UP);
    await ada.sees("Editing your message", "#task");
    await ada.window.press("!", ENTER);
    await ada.hears("Fine!");

    // Up through the conversation, to the menu of a message, and back.
    await ada.window.press("\uE008" + TAB);
    await ada.window.until(() => document.activeElement?.id === "scroller");
    await ada.window.press(UP, UP);
    await ada.window.until(() => document.activeElement?.textContent?.includes("How are you?"));
    await ada.window.press("r");
    await ada.sees("Replying to bob", "#task");
    await ada.window.press("W", "e", "l", "l", ENTER);
    await ada.hears("Well");
    await ada.window.press("\uE008" + TAB);
    await ada.window.press(UP, UP, UP, ENTER);
    await ada.window.until(() => document.activeElement?.matches(".menu button"));
    await ada.window.press("\uE014", ENTER);
    await ada.sees("1", "[data-emoji='❤️'][aria-pressed='true']");
    await ada.window.until(() => document.activeElement?.textContent?.includes("How are you?"));
    await ada.window.press(DOWN, DOWN, ENTER);
    await ada.window.until(() => document.activeElement?.matches(".menu button"));
    await ada.window.press("\uE010", ENTER); // End: what can't be undone stands last.
    await ada.window.until(() => document.activeElement?.closest("dialog"));
    await ada.window.press(TAB, ENTER);
    await ada.hears("Deleted");

    // To another room, and to what was said.
    await ada.window.press("\uE009k");
    await ada.window.until(() => document.activeElement?.matches(".finder input"));
    await ada.window.press("t", "e", "a", ENTER);
    // A room that is not there is made by a button alone, to which this has led.
    await ada.window.until(() => document.activeElement?.textContent === "Create the room");
    await ada.window.press(ENTER);
    await ada.seesRoom("tea");
    await ada.window.press("\uE009k");
    await ada.window.until(() => document.activeElement?.matches(".finder input"));
    await ada.window.press("l", "o", "b", ENTER);
    await ada.seesRoom("lobby");
    await ada.window.press("\uE009\uE008F");
    await ada.window.until(() => document.activeElement?.matches("#search input"));
    await ada.window.press("m", "o", "r", "n");
    await ada.sees("Good morning", "#search li");
    await ada.window.press(DOWN, ENTER);
    await ada.sees("Good morning", ".found");
    await ada.window.press(ESCAPE);
  },
);

browserTest("Keys are kept that are pressed while what answers them is loaded", async (stage) => {
  const bob = stage.speaker("bob");
  await bob.says("Good morning", "How are you?");
  const ada = await stage.enter("ada");
  await ada.hears("How are you?");
  await ada.window.until(() => document.activeElement?.matches("#composer textarea"));
  await ada.window.devtools("Network.enable", {});
  const slow = { offline: false, latency: 1_000, downloadThroughput: -1, uploadThroughput: -1 };
  await ada.window.devtools("Network.emulateNetworkConditions", slow);
  await ada.window.press("\uE008" + TAB, UP, UP, "r");
  await ada.sees("Replying to bob", "#task");
  await ada.says("Good evening");
  await ada.sees("Good morning", ".answered");
});

browserTest("A name is completed while it is written, and a command", async (stage) => {
  const ada = await stage.enter("ada");
  await stage.speaker("grace").says("Here I am.");
  await stage.speaker("gregor").says("And I.");
  await ada.hears("And I.");
  await ada.types("Hello @g");
  await ada.sees("@gregor", "#completion");
  await stage.picture("completion", ada);
  await ada.window.press(DOWN, ENTER);
  await ada.hasWritten("Hello @gregor ");
  await ada.says("!");
  await ada.hears("Hello @gregor !");
  assertEquals(await ada.window.text("#entries .mention"), "@gregor");

  // What is whole already is said.
  await ada.types("Hello @Grace");
  await ada.sees("@grace", "#completion");
  await ada.window.press(ENTER);
  await ada.hears("Hello @Grace");

  await ada.types("/to");
  await ada.sees("/topic", "#completion");
  await ada.window.press(TAB);
  await ada.hasWritten("/topic ");
  await ada.says("Names, and what they are good for");
  await ada.sees("Names, and what", "#topic");
  await ada.says("/nonsense");
  await ada.sees("There is no /nonsense", "#composer-problem");
  await ada.hasWritten("/nonsense");
});

browserTest("Somebody finds what was said, and goes there", async (stage) => {
  const url = await stage.serverWith("archive", 1_500);
  const ada = await stage.enter("ada", { at: url });
  await ada.goesTo("archive");
  await ada.says("/search message 77");
  await ada.sees("message 1477", "#search li");
  assertEquals(await ada.window.evaluate(() => document.querySelectorAll("#search li").length), 20);
  await ada.window.click("#search > button");
  await ada.sees("message 77", "#search li:last-child");
  await ada.window.click("#search li:last-child a");
  await ada.sees("message 77", ".found");
  await ada.window.evaluate(() => {
    document.querySelector<HTMLInputElement>("#search input")!.value = "";
  });
  await ada.window.type("#search input", `nothing of the kind${ENTER}`);
  await ada.sees("Nothing found", "#search");
});

browserTest(
  "An emoji is found by its name, for what one writes and for a reaction",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.types("Cake :tad");
    await ada.sees(":tada:", "#completion");
    await stage.picture("emoji-completion", ada);
    await ada.window.press(ENTER);
    await ada.hasWritten("Cake 🎉 ");
    await ada.types("and :coffee: `:tada:` at 10:30");
    await ada.hasWritten("Cake 🎉 and ☕ `:tada:` at 10:30");
    await ada.says("");
    await ada.hears("Cake 🎉 and ☕ :tada: at 10:30");

    const pick = async () => {
      await ada.window.press("\uE008" + TAB, UP, ENTER);
      await ada.sees("Copy the text", ".menu");
      await ada.window.click(".menu [aria-label='More emoji']");
      await ada.window.until(() => document.activeElement?.matches(".emojis input"));
    };
    await pick();
    await ada.window.evaluate(() => {
      const tone = document.querySelector<HTMLSelectElement>(".emojis select")!;
      tone.selectedIndex = 4;
      tone.dispatchEvent(new Event("change"));
    });
    await ada.window.press("w", "a", "v", "e");
    await stage.picture("emoji-picker-found", ada);
    await ada.window.press(ENTER);
    await ada.sees("👋🏾 1", "#entries .reactions");
    await pick();
    await ada.sees("👋🏾", ".emojis [role=group]:first-child");
    await stage.picture("emoji-picker", ada);
    await ada.window.press("x", "y", "z", "q");
    await ada.sees("Nothing found", ".emojis");
  },
);
