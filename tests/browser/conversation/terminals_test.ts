/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { enters, ignore as hasNoTerminal, sitsDownAs } from "../../client/sits_down.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { png } from "../support/samples.ts";
import { browserTest } from "../support/stage.ts";

const UP = "\uE013";

if (!hasNoTerminal) {
  browserTest(
    "What two at terminals and one at the page say, answer, change and share, all three see",
    async (stage) => {
      await using folder = await TempFolder.make();
      await Deno.writeFile(folder.file("plate.png"), await png(30, 20));
      const url = String(stage.url);
      const dee = await stage.enter("dee");
      await using ada = await sitsDownAs("ada", url, { here: 2, allowed: ["--allow-read"] });
      await using bob = await sitsDownAs("bob", url, { here: 3 });
      const terminals = [ada, bob];
      const both = (pattern: RegExp) =>
        Promise.all(terminals.map((terminal) => terminal.sees(pattern)));

      // Said at the page, answered at a terminal.
      await dee.says("Who brings the **cake**?");
      await both(/\d\d:\d\d dee {2}Who brings the cake\?\n/);
      await enters(ada, "/reply dee I do");
      await both(/ {6}↳ dee: “Who brings the cake\?”\n\d\d:\d\d ada {2}I do\n/);
      await dee.sees("Who brings the cake?", "#entries .answered");

      // Reacted to from either side.
      await enters(bob, "/react :tada: ada");
      await both(/bob reacted 🎉 to “I do”\n/);
      await dee.sees("1", "[data-emoji='🎉']");
      await dee.window.click("[data-emoji='🎉']");
      await both(/dee reacted 🎉 to “I do”\n/);

      // Changed at a terminal and at the page.
      await enters(ada, "/edit I do, `two` of them");
      await both(/ada changed: I do, `two` of them\n/);
      await dee.hears("I do, two of them");
      await dee.says("At fuor.");
      await both(/dee {2}At fuor\.\n/);
      await dee.hears("At fuor.");
      await dee.window.press(UP);
      await dee.hasWritten("At fuor.");
      await dee.rewrites("At four, @bob.");
      await both(/dee changed: At four, @bob\.\n/);

      // A mention calls whoever it is about, and nobody else.
      await dee.says("And @bob brings plates");
      await both(/dee {2}And @bob brings plates\n/);
      await bob.isCalled("dee, #lobby: And @bob brings plates");
      await enters(bob, "@dee none left");
      await both(/bob {2}@dee none left\n/);
      await dee.window.until(() => document.querySelector("#entries .calls .mention.you"));

      // A picture from a terminal.
      await enters(ada, `/file '${folder.file("plate.png")}' like this?`);
      await both(/ada {2}like this\?\n {6}\[1\] plate\.png \(image\/png, 30×20, /);
      await dee.window.until(() => {
        const picture = document.querySelector<HTMLImageElement>("#entries .files img");
        return picture?.complete && picture.naturalWidth === 30;
      });

      // Deleted on either side, it is gone on all.
      await enters(bob, "oops");
      await both(/bob {2}oops\n/);
      await dee.hears("oops");
      await enters(bob, "/delete");
      await ada.sees(/bob deleted a message\n/);
      await dee.hears("Deleted");
      await dee.opensMenuOf("And @bob");
      await dee.chooses("Delete");
      await dee.window.click("dialog .grave");
      await both(/dee deleted a message\n/);
      await dee.window.until(() =>
        document.querySelectorAll("#entries .message.deleted").length === 2
      );

      const end = [
        ["dee", "Who brings the cake?"],
        ["ada", "I do, two of them"],
        ["dee", "At four, @bob."],
        ["dee", "Deleted"],
        ["bob", "@dee none left"],
        ["ada", "like this?"],
        ["bob", "Deleted"],
      ] as const;
      assertEquals(await dee.conversation(), end.map(([who, text]) => `${who}: ${text}`));
      for (const terminal of terminals) {
        await enters(terminal, "/history");
        const list = end.map(([who, text]) =>
          `#\\d+ ${who} {2}${text.replace("Deleted", "deleted").replace("two", "`two`")}`
        );
        await terminal.sees(RegExp(list.join("[^]*").replaceAll("?", "\\?")));
      }
      await stage.picture("with-terminals", dee);
    },
  );
}
