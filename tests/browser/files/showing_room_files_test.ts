/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";
import { until } from "../../support/until.ts";
import { faintTexts } from "../support/contrast.ts";
import { Front } from "../support/front.ts";
import { png, textBytes, wav } from "../support/samples.ts";
import { Sharer } from "../support/sharer.ts";
import { browserTest, inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const DOWN = "\uE015";
const RIGHT = "\uE014";
const ENTER = "\uE007";
const ESCAPE = "\uE00C";
const LIST = "/api/rooms/lobby/files";

async function opensFiles(ada: Visitor): Promise<void> {
  await ada.picks("#room-menu", "Files of this room");
  await ada.sees("Files · #lobby", "#room-files h2");
}

/** How many files the panel shows. */
async function listed({ window }: Visitor): Promise<number> {
  return await window.evaluate(() => document.querySelectorAll("#room-files li").length);
}

inEachWindow("The files of a room look right", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  const pictures = await Promise.all(
    [[900, 600], [300, 700], [500, 500], [800, 200], [30, 30]].map(([width = 0, height = 0]) =>
      png(width, height)
    ),
  );
  await grace.shares("", [{ name: "Minutes of November.txt", bytes: textBytes("We met.") }]);
  await grace.shares("", pictures.map((bytes, n) => ({ name: `walk ${n}.png`, bytes })));
  await grace.shares("", [
    { name: "Voice message.wav", bytes: wav(3) },
    { name: "logo.svg", bytes: textBytes("<svg xmlns='http://www.w3.org/2000/svg'></svg>") },
  ]);
  await grace.shares("", pictures.map((bytes, n) => ({ name: `lake ${n}.png`, bytes })));
  const ada = await stage.enter("ada");
  // What is found by a search looks otherwise, and so it does not come here.
  await ada.window.click("#open-search");
  await ada.sees("Search", "#search h2");
  await ada.window.click("#search header button");
  await opensFiles(ada);
  await ada.sees("Minutes of November.txt", "#room-files");
  await ada.window.until(() =>
    Array.from(document.querySelectorAll<HTMLImageElement>("#room-files img"))
      .filter((image) => image.getBoundingClientRect().top < innerHeight)
      .every(({ naturalWidth }) => naturalWidth > 0)
  );
  await stage.picture("room-files", ada);
  assertEquals(await listed(ada), 13);
  // A row is as wide as the field above it.
  const edges = await ada.window.evaluate(() =>
    [...document.querySelectorAll("#room-files :is(input, .rows li)")].map((one) =>
      Math.round(one.getBoundingClientRect().right / 10)
    )
  );
  assertEquals(new Set(edges).size, 1, String(edges));
  assertEquals(await faintTexts(ada), []);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
});

/** A lobby with so many pictures, ten to a message, and somebody at a page that counts what it asks for. */
async function manyPictures(stage: Stage, count: number): Promise<{ ada: Visitor; front: Front }> {
  const server = stage.use(await TestServer.start());
  const front = stage.use(new Front(server, () => true));
  const grace = await Sharer.enter(server.url(), "grace");
  const bytes = await png(12, 12);
  for (let said = 0; said < count; said += 10) {
    const names = Array.from({ length: 10 }, (_, n) => `picture ${said + n + 1}.png`);
    await grace.shares("", names.map((name) => ({ name, bytes })));
  }
  const ada = await stage.open({ at: front.url });
  await ada.enter("ada");
  return { ada, front };
}

for (const count of [150, 300]) {
  browserTest(
    `The files of a room come a page at a time, as one scrolls: of ${count}`,
    async (stage) => {
      const { ada, front } = await manyPictures(stage, count);
      const asked = () => front.asked.filter((path) => path === LIST).length;
      await opensFiles(ada);
      await ada.window.until(() =>
        document.querySelectorAll<HTMLImageElement>("#room-files img").length > 0 &&
        Array.from(document.querySelectorAll<HTMLImageElement>("#room-files img"))
          .filter((image) => image.getBoundingClientRect().top < innerHeight)
          .every(({ naturalWidth }) => naturalWidth > 0)
      );
      // However many there are, what is first seen is one page.
      assertEquals([asked(), await listed(ada)], [1, 60]);
      for (let before = 60; before < count; before = await listed(ada)) {
        await ada.window.evaluate(() => {
          document.querySelector("#room-files")?.scrollTo({ top: Number.MAX_SAFE_INTEGER });
        });
        await ada.window.until(
          (before: number) => document.querySelectorAll("#room-files li").length > before,
          before,
        );
      }
      assertEquals([asked(), await listed(ada)], [Math.ceil(count / 60), count]);
      const names = await ada.window.evaluate(() =>
        Array.from(document.querySelectorAll<HTMLImageElement>("#room-files img"), ({ alt }) => alt)
      );
      assertEquals(new Set(names).size, count);
    },
  );
}

browserTest(
  "The files of a room are asked for at once, before there is room for them",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const { promise: released, resolve: release } = Promise.withResolvers<boolean>();
    const front = stage.use(
      new Front(server, (path) => path.endsWith("/panel.css") ? released : true),
    );
    const grace = await Sharer.enter(server.url(), "grace");
    await grace.shares("", [{ name: "lake.png", bytes: await png(90, 60) }]);
    const ada = await stage.open({ at: front.url });
    await ada.enter("ada");
    await ada.picks("#room-menu", "Files of this room");
    await until(() => front.asked.includes(LIST), "the page asks for the list");
    release(true);
    await ada.sees("Files · #lobby", "#room-files h2");
    await ada.window.until(() => document.querySelectorAll("#room-files li").length === 1);
  },
);

browserTest(
  "The files of a room are found by their names, and lead to their messages",
  async (stage) => {
    const grace = await Sharer.enter(stage.url, "grace");
    await grace.shares("Read this", [{ name: "Minutes of May.txt", bytes: textBytes("We met.") }]);
    await stage.speaker("bob").says(...Array.from({ length: 60 }, (_, n) => `message ${n + 1}`));
    await grace.shares("", [{ name: "lake.png", bytes: await png(90, 60) }]);
    const ada = await stage.enter("ada");
    await ada.hears("message 60");
    await opensFiles(ada);
    await ada.sees("Minutes of May.txt", "#room-files");
    assertEquals(await listed(ada), 2);
    await ada.window.type("#room-files input", "MINUTES");
    await ada.window.until(() => document.querySelectorAll("#room-files li").length === 1);
    await ada.sees("Minutes of May.txt", "#room-files");
    await ada.window.click("#room-files .to-message");
    await ada.window.until(() =>
      document.activeElement?.querySelector(".text")?.textContent === "Read this"
    );
    await ada.window.fill("#room-files input", "nothing of the sort");
    await ada.sees("Nothing found.", "#room-files");
  },
);

browserTest(
  "The files of a room are gone through by keys, and their pictures opened",
  async (stage) => {
    const grace = await Sharer.enter(stage.url, "grace");
    const names = ["one", "two", "three", "four", "five"].map((name) => `${name}.png`);
    const bytes = await png(90, 60);
    await grace.shares("Look", names.map((name) => ({ name, bytes })));
    const ada = await stage.enter("ada");
    const { window } = ada;
    await opensFiles(ada);
    await window.until(() => document.querySelectorAll("#room-files img").length === 5);
    const at = async (name: string) =>
      await window.until(
        (wanted: string) => document.activeElement?.querySelector("img")?.alt === wanted,
        name,
      );
    await window.press(DOWN);
    await at("one.png");
    await window.press(DOWN);
    await at("four.png");
    await window.press(RIGHT);
    await at("five.png");
    await window.press(ENTER);
    await ada.sees("5 of 5", ".lightbox .count");
    await window.click(".lightbox footer a");
    await window.until(() =>
      document.activeElement?.querySelector(".text")?.textContent === "Look"
    );
    await window.click("#room-files input");
    await window.press(ESCAPE);
    await window.until(() => document.querySelector("#room-files") === null);
  },
);

browserTest("Beside the conversation there is one panel at a time", async (stage) => {
  const ada = await stage.enter("ada");
  await opensFiles(ada);
  await ada.sees("No files have been sent here yet.", "#room-files");
  // Of what messages are looked for by there is nothing here.
  assertEquals(
    await ada.window.evaluate(() => document.querySelector("#room-files form")?.childElementCount),
    1,
  );
  await ada.window.click("#open-search");
  await ada.window.until(() =>
    document.querySelector("#search") !== null && document.querySelector("#room-files") === null
  );
  await opensFiles(ada);
  await ada.window.until(() =>
    document.querySelector("#search") === null && document.querySelector("#room-files") !== null
  );
});

browserTest("A page of files that did not come is asked for again", async (stage) => {
  const server = stage.use(await TestServer.start());
  let answers = false;
  const front = stage.use(new Front(server, (path) => answers || path !== LIST));
  const grace = await Sharer.enter(server.url(), "grace");
  await grace.shares("", [{ name: "lake.png", bytes: await png(90, 60) }]);
  const ada = await stage.open({ at: front.url });
  await ada.enter("ada");
  await opensFiles(ada);
  await ada.sees("The server cannot be reached", "#room-files");
  answers = true;
  await ada.window.click("#room-files > button");
  await ada.window.until(() => document.querySelectorAll("#room-files img").length === 1);
  assert(await listed(ada) === 1);
});
