/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { numbered } from "../support/speaker.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** What the page lists as direct rooms: who with, and how much is unread. */
async function directRooms(visitor: Visitor): Promise<string[]> {
  return await visitor.window.evaluate(() =>
    Array.from(document.querySelectorAll("#direct-rooms li"), (room) => {
      const count = room.querySelector<HTMLElement>(".unread")?.dataset.count ?? "";
      return `${room.querySelector(".name")?.textContent} ${count}`.trim();
    })
  );
}

browserTest("Two people talk where nobody else can read it", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = await stage.enter("bob");
  const carol = stage.speaker("carol");
  await carol.says("Hello, you two.");
  await ada.hears("Hello, you two.");
  await ada.window.click("#people li:nth-child(2) .who");
  await ada.chooses("Message");
  await ada.seesRoom("bob");
  await ada.sees("you and bob", "#beginning");
  await ada.says("Between you and me: shall we?");
  await ada.hears("Between you and me: shall we?");

  await bob.sees("ada", "#direct-rooms li:has([data-count='1'])");
  assertEquals(await bob.window.evaluate(() => document.title), "(1) #lobby · Hubbub");
  await stage.picture("direct-unread", bob);
  await bob.window.click("#direct-rooms a");
  await bob.hears("Between you and me: shall we?");
  await bob.says("We shall.");
  await ada.hears("We shall.");
  assertEquals(await directRooms(bob), ["ada"]);
  await stage.picture("direct", ada);
  assertEquals(carol.heard, ["carol: Hello, you two."]);
});

browserTest("A direct room that is opened late has what was said there before", async (stage) => {
  const bob = stage.speaker("bob");
  const ada = await stage.enter("ada");
  await bob.saysTo("ada", ...numbered("secret", 3));
  await ada.sees("bob", "#direct-rooms li:has([data-count='3'])");
  await ada.window.reload();
  await ada.sees("bob", "#direct-rooms li:has([data-count='3'])");
  await bob.saysTo("ada", "secret 4");
  await ada.sees("bob", "#direct-rooms li:has([data-count='4'])");
  await ada.window.click("#direct-rooms a");
  await ada.hearsThisMany(4);
  assertEquals(await ada.conversation(), numbered("bob: secret", 4));

  // It is read now, also for who comes back, and the address leads to it.
  await ada.window.reload();
  await ada.seesRoom("bob");
  await ada.hearsThisMany(4);
  assertEquals(await directRooms(ada), ["bob"]);
});

browserTest("What is unread after a reload is what was not read before it", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  await bob.says("one");
  await ada.hears("one");
  await ada.goesTo("garden");
  await bob.says("two", "three, @ada");
  await ada.sees("lobby", "#rooms li:has([data-count='1'])");
  await ada.window.reload();
  await ada.sees("lobby", "#rooms li:has([data-count='1'])");
  assertEquals(await ada.window.evaluate(() => document.title), "(2) #garden · Hubbub");

  await ada.goesTo("lobby");
  await ada.hears("three, @ada");
  await ada.seesNothingAt("#rooms .unread");
  await ada.window.reload();
  await ada.seesRoom("lobby");
  await ada.hears("three, @ada");
  assertEquals(await ada.window.evaluate(() => document.title), "#lobby · Hubbub");
});

browserTest(
  "On a phone the name of a direct room stands in the middle of its line",
  async (stage) => {
    const ada = await stage.enter("ada");
    await stage.enter("bob");
    await ada.opensSide();
    await ada.sees("bob", "#people");
    await ada.window.click("#people li:nth-child(2) .who");
    await ada.chooses("Message");
    await ada.seesRoom("bob");
    const [name = NaN, menu = NaN] = await ada.window.evaluate(() =>
      ["#room-header h1", "#open-side"].map((selector) => {
        const { top = NaN, bottom = NaN } = document.querySelector(selector)
          ?.getBoundingClientRect() ?? {};
        return (top + bottom) / 2;
      })
    );
    assert(Math.abs(name - menu) < 2, `${name} is not ${menu}`);
  },
  { window: { width: 390, height: 844, touch: true } },
);
