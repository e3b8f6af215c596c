/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { numbered } from "../support/speaker.ts";
import { browserTest, WINDOWS } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

for (const label of ["narrow-light", "narrow-dark"]) {
  browserTest(
    `Whatever a finger may touch in the conversation is 44 px high and wide: ${label}`,
    async (stage) => {
      const bob = stage.speaker("bob");
      const cid = stage.speaker("cid");
      await bob.says("A plan", "Another", ...numbered("line", 30));
      await bob.connection.say("lobby", "To that", { reply: 1 }).acknowledged;
      const of = await cid.numberOf("Cake?");
      const react = { type: "react", room: "lobby", of, emoji: "🎉", on: true } as const;
      await bob.connection.change(react).acknowledged;
      const ada = await stage.enter("ada");
      await ada.sees("1", "[data-emoji='🎉']");
      await ada.sees("A plan", "#entries .answered");
      await ada.scrollsTo(0);
      await bob.says("And more");
      await ada.sees("1 unread", "#newer");
      await ada.types("/nonsense");
      await ada.window.click("#composer [type=submit]");
      await ada.sees("There is no /nonsense", "#composer-problem");
      assertEquals(await small(ada, "main"), []);
      await ada.newest();
      assertEquals(await small(ada, "main"), []);
      await stage.picture("touch", ada);
      await ada.opensMenuOf("Cake?");
      await ada.sees("Reply", ".menu");
      assertEquals(await small(ada, ".menu"), []);
    },
    { label, window: WINDOWS[label] ?? {} },
  );
}

browserTest("A finger that goes while the page is busy has not been held", async (stage) => {
  const bob = stage.speaker("bob");
  await bob.says("Cake?");
  const ada = await stage.enter("ada");
  await ada.hears("Cake?");
  const react = { type: "react", room: "lobby", of: 1, emoji: "🎉", on: true } as const;
  await bob.connection.change(react).acknowledged;
  await ada.window.click("[data-emoji='🎉']");
  await ada.sees("2", "[data-emoji='🎉'][aria-pressed='true']");
  await ada.window.evaluate(() => {
    const chip = document.querySelector("[data-emoji='🎉']");
    document.querySelector("#entries")?.addEventListener("pointerdown", () => {
      const end = performance.now() + 1_000;
      while (performance.now() < end);
      chip?.setAttribute("data-was-busy", "");
    }, { once: true });
  });
  await ada.window.click("[data-emoji='🎉']");
  await ada.sees("1", "[data-was-busy][aria-pressed='false']");
  await ada.seesNothingAt("dialog[open], .menu");
}, { window: WINDOWS["narrow-light"] ?? {} });

/** Buttons and links in sight that are smaller than a finger, links in a text aside. */
async function small({ window }: Visitor, where: string): Promise<string[]> {
  return await window.evaluate((place: string) => {
    const wanted = ["button", "a[href]", "select", "summary"].map((one) => `${place} ${one}`);
    const found = [...document.querySelectorAll<HTMLElement>(wanted.join())]
      .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((one) => !one.closest(".text, .line-acts, .message:not(.opens) > .author"))
      // Seen by hovering alone.
      .filter((one) => !one.matches(".message:not(.opens) > .when"));
    return found.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      // What lies around it belongs to it.
      const { content, position, top, left } = getComputedStyle(one, "::before");
      const isLarger = content !== "none" && position === "absolute";
      const more = (inset: string) => isLarger ? Math.max(0, -parseFloat(inset)) * 2 : 0;
      const size = [width + more(left), height + more(top)].map(Math.round);
      const name = one.ariaLabel ?? one.textContent?.trim() ?? "";
      return Math.min(...size) < 44 ? [`${one.className} ${name}: ${size.join(" × ")}`] : [];
    });
  }, where);
}
