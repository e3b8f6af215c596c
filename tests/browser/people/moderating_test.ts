/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../support/contrast.ts";
import { browserTest, inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { wasTold } from "../support/visitor/told.ts";

const ENTER = "\uE007";

/** Waits until the banner tells of a success: in another colour than that of problems. */
async function seesDone(visitor: Visitor, text: string): Promise<void> {
  await visitor.sees(text, "#banner.good");
  const [background, problem] = await visitor.window.evaluate(() => {
    const { backgroundColor } = getComputedStyle(document.querySelector("#banner")!);
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.background = "var(--problem-surface)";
    const problem = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return [backgroundColor, problem];
  });
  assertEquals(background === problem, false);
}

/** What the menu of the shown room offers. */
async function roomMenu({ window }: Visitor): Promise<string[]> {
  await window.click("#room-menu");
  await window.until(() => document.querySelector(".menu button"));
  const items = await window.evaluate(() =>
    Array.from(document.querySelectorAll(".menu button"), ({ textContent }) => textContent ?? "")
  );
  await window.press("\uE00C");
  await window.until(() => document.querySelector(".menu") === null);
  return items;
}

inEachWindow(
  "What a moderator did by a menu stands in a neutral bar, and Undo takes it back",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    await stage.speaker("eve").saysIn("den", "Buy this now");
    await ada.hears("Buy this now");
    const moderates = async (item: string) => {
      await ada.opensMenuOf("Buy this now");
      await ada.chooses("Moderate…");
      await ada.chooses(item);
    };
    const undoes = () => window.click("#banner button");

    await moderates("Mute for 1 day");
    await seesDone(ada, "is muted.");
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await stage.picture("muted-undo", ada);
    await undoes();
    await seesDone(ada, "may speak again.");
    await ada.seesNothingAt("#banner button");

    await moderates("Ban…");
    await ada.sees("#den", "dialog.extra h2");
    await window.click("dialog.extra [type=submit]");
    await seesDone(ada, "is banned from");
    await undoes();
    await seesDone(ada, "is no longer banned");
    await ada.sees("was unbanned by ada", "#entries .happening");

    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Report…");
    await window.click("dialog.extra [type=submit]");
    await seesDone(ada, "Your report was sent");
    await window.click("#room-menu");
    await window.until(() =>
      document.querySelector<HTMLElement>(".menu [data-mark]")?.dataset.mark === "1 report"
    );
    await stage.picture("reports-wait", ada);
    // Each item is a line of its own, with what waits at its end.
    const heights = await window.evaluate(() =>
      Array.from(
        document.querySelectorAll(".menu button"),
        (item) => Math.round(item.getBoundingClientRect().height),
      )
    );
    assertEquals(new Set(heights).size, 1, String(heights));
  },
);

browserTest(
  "A removal, a new moderator and an archived room are told of, and undone by keys",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    const bob = await stage.enter("bob");
    await bob.goesTo("den");
    await bob.says("Here I am");
    await ada.hears("Here I am");
    const undoes = async () => {
      await window.evaluate(() => document.querySelector<HTMLElement>("#banner button")?.focus());
      await window.press(ENTER);
    };
    await ada.opensMenuOf("Here I am");
    await ada.chooses("Moderate…");
    await ada.chooses("Make a moderator");
    await seesDone(ada, "is a moderator now.");
    await undoes();
    await seesDone(ada, "is no longer a moderator.");

    await ada.picks("#room-menu", "Room settings…");
    await window.click("#archive");
    await window.click("dialog.extra [type=submit]");
    await seesDone(ada, "is archived.");
    await undoes();
    await seesDone(ada, "is no longer archived.");
    await window.until(() => document.querySelector("#composer")?.checkVisibility());

    await ada.opensMenuOf("Here I am");
    await ada.chooses("Moderate…");
    await ada.chooses("Remove from this room");
    await window.click("dialog.extra .grave");
    await seesDone(ada, "was removed from");
    await ada.seesNothingAt("#banner button");
    await wasTold(bob, "wrong", "You were removed from #den");

    await ada.follows("lobby");
    await ada.says("/block bob");
    await seesDone(ada, "You get nothing from");
  },
);

browserTest(
  "A room's menu offers its topic and hooks to those alone who may change them",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob", { width: 390, height: 844, touch: true });
    await bob.goesTo("den");
    const has = async (visitor: Visitor) => {
      const items = await roomMenu(visitor);
      return ["Set the topic", "Hooks of this room"].filter((item) => items.includes(item));
    };
    assertEquals(await has(ada), ["Set the topic", "Hooks of this room"]);
    assertEquals(await has(bob), ["Set the topic"]);
    await ada.says("/invite bob");
    await ada.says("/access listed");
    await bob.window.until(() => document.querySelector("#room-header .hash.locked"));
    assertEquals(await has(bob), []);
    assertEquals(await has(ada), ["Set the topic", "Hooks of this room"]);
  },
);

browserTest(
  "Who may come in is chosen in the settings of a room, and an empty archived one greets nobody",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    await ada.sees("Say hello", "#beginning");
    await ada.picks("#room-menu", "Room settings…");
    await ada.sees("#den", "dialog.extra h2");
    // From the name to the choice, and by its arrows to the last.
    await window.press("\uE004", "\uE010", ENTER);
    assertEquals(
      await window.evaluate(() =>
        document.activeElement instanceof HTMLSelectElement ? document.activeElement.value : ""
      ),
      "hidden",
    );
    await window.click("dialog.extra [type=submit]");
    await window.until(() => document.querySelectorAll(".hash.locked[role=img]").length === 2);

    await ada.goesTo("attic");
    await ada.picks("#room-menu", "Room settings…");
    await window.click("#archive");
    await window.click("dialog.extra [type=submit]");
    await ada.sees("It is archived", "#beginning");
  },
);
