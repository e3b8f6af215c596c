/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { hasSounded, listen } from "../support/ears.ts";
import { browserTest } from "../support/stage.ts";

browserTest(
  "A sound is played for mentions, for everything, or never, as somebody chooses for all rooms or one",
  async (stage) => {
    const bob = stage.speaker("bob");
    const ada = await stage.open();
    await listen(ada);
    await ada.enter("ada");
    const { window } = ada;
    const choose = async (choice: string) => {
      await window.click("#open-settings");
      await window.click(`.settings [name=sound] option[value=${choice}]`);
      await window.press("\uE00C");
    };

    // What comes later is taken later: when it has sounded, what was to be silent has been.
    await ada.goesTo("garden");
    await bob.saysIn("garden", "You see this, @ada.");
    await ada.hears("You see this");
    await bob.says("To nobody.", "@ada, are you there?");
    await hasSounded(ada, 1);
    await bob.saysTo("ada", "A word in private?");
    await hasSounded(ada, 2);
    assertEquals(
      await window.evaluate(() => ears.sounds),
      [
        [659, 988],
        [659, 988],
      ],
    );

    await choose("all");
    await bob.says("To nobody.");
    await hasSounded(ada, 3);
    await window.evaluate(() => {
      ears.now += ears.step;
      ears.step = 0;
    });
    await bob.says("This", "comes", "at", "once.");
    await window.until(() => document.title === "(8) #garden · Hubbub");
    await window.evaluate(() => {
      ears.step = 60_000;
    });
    await bob.says("And this is later.");
    await hasSounded(ada, 5);

    await choose("off");
    await bob.says("@ada!");
    await window.until(() => document.title === "(10) #garden · Hubbub");
    await choose("mentions");
    await ada.goesTo("lobby");
    await ada.silences();
    await ada.goesTo("garden");
    await bob.says("@ada?");
    await bob.saysTo("ada", "You hear this.");
    await hasSounded(ada, 6);
  },
);
