/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { gif } from "../../support/files/pictures.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { Front } from "../support/front.ts";
import { png } from "../support/samples.ts";
import { Sharer } from "../support/sharer.ts";
import { browserTest, inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** Waits until all pictures that are in sight have come. */
async function seesPictures({ window }: Visitor): Promise<void> {
  await window.until(() =>
    Array.from(document.querySelectorAll<HTMLImageElement>("#entries img")).filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }).every(({ complete, naturalWidth }) => complete && naturalWidth > 0)
  );
}

async function hasPlacesFor({ window }: Visitor, count: number): Promise<void> {
  await window.until(
    (wanted: number) => document.querySelectorAll("#entries button.picture").length === wanted,
    count,
  );
}

inEachWindow("Pictures in a conversation look right", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  await stage.speaker("bob").says("Who was at the lake?");
  const lake = await png(1200, 800, (x, y) => {
    return y > 480 ? [40, 90 + y / 10, 150] : [250 - y / 4, 180, 90 + x / 20];
  });
  const alt = "The lake in the evening";
  await grace.shares("I was! It looked like this:", [{ name: "lake.png", bytes: lake, alt }]);
  const walks = await Promise.all([300, 420, 540, 660, 780].map((width) => png(width, 500)));
  await grace.shares("", walks.map((bytes, index) => ({ name: `walk ${index + 1}.png`, bytes })));
  await grace.shares("", [{ name: "tower.png", bytes: await png(500, 1500) }]);
  const ada = await stage.enter("ada");
  await hasPlacesFor(ada, 7);
  await seesPictures(ada);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  assertEquals(await faintTexts(ada), []);
  await stage.picture("pictures-end", ada);
  await ada.scrollsTo(0);
  await seesPictures(ada);
  await stage.picture("pictures", ada);
  const words = await ada.window.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLImageElement>("#entries img"), ({ alt }) => alt)
  );
  assertEquals(words.slice(0, 2), ["The lake in the evening", "walk 1.png"]);
});

/** Somebody in a lobby with pictures, of which none comes before `release` is called. */
async function behindSlowFiles(stage: Stage): Promise<{ ada: Visitor; release: () => void }> {
  const server = stage.use(await TestServer.start());
  const { promise: released, resolve } = Promise.withResolvers<boolean>();
  const front = stage.use(
    new Front(server, (path) => path.startsWith("/files/") ? released : true),
  );
  const grace = await Sharer.enter(server.url(), "grace");
  const [wide, high, small] = await Promise.all([png(900, 600), png(300, 900), png(20, 20)]);
  for (let n = 1; n <= 8; n++) {
    await grace.shares(`Trip ${n}`, [{ name: "wide.png", bytes: wide }]);
    await grace.shares("", [wide, high, small].map((bytes) => ({ name: "one.png", bytes })));
    await grace.shares(`Tower ${n}`, [{ name: "high.png", bytes: high, preview: small }]);
  }
  const ada = await stage.open({ at: front.url });
  await ada.enter("ada");
  await hasPlacesFor(ada, 40);
  return { ada, release: () => resolve(true) };
}

/** Where each line of the conversation stands, and how much moved since this was asked first. */
async function places({ window }: Visitor): Promise<{ tops: number[]; shifts: number }> {
  return await window.evaluate(async () => {
    const kept = globalThis as unknown as { shifts?: number };
    if (kept.shifts === undefined) {
      kept.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          kept.shifts! += (entry as PerformanceEntry & { value: number }).value;
        }
      }).observe({ type: "layout-shift" });
    }
    // What moved is told after the next two frames.
    for (let frame = 0; frame < 3; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const lines = Array.from(document.querySelectorAll("#entries > li"));
    return { tops: lines.map((line) => line.getBoundingClientRect().top), shifts: kept.shifts };
  });
}

for (const [where, top] of [["the end", undefined], ["the middle", 1_500]] as const) {
  browserTest(
    `Nothing moves when pictures come, for somebody who reads at ${where}`,
    async (stage) => {
      const { ada, release } = await behindSlowFiles(stage);
      if (top !== undefined) await ada.scrollsTo(top);
      const before = await places(ada);
      release();
      await seesPictures(ada);
      assertEquals(await places(ada), { ...before, shifts: 0 });
      // And what was looked at is a place in which pictures did come.
      const count = await ada.window.evaluate(() =>
        Array.from(document.querySelectorAll<HTMLImageElement>("#entries img"))
          .filter(({ naturalWidth }) => naturalWidth > 0).length
      );
      assert(count >= 3, `${count} pictures came`);
    },
  );
}

browserTest("What somebody reads stays when a picture is said below it", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  await bob.says(...Array.from({ length: 60 }, (_, n) => `message ${n + 1}`));
  await ada.hears("message 60");
  await ada.scrollsTo(300);
  const before = await ada.reads();
  const grace = await Sharer.enter(stage.url, "grace");
  await grace.shares("Look", [{ name: "a.png", bytes: await png(800, 600) }]);
  await ada.sees("1 unread", "#newer");
  await hasPlacesFor(ada, 1);
  assertEquals(await ada.reads(), before);
  await ada.window.click("#newer");
  await ada.isAtTheEnd();
  await seesPictures(ada);
  await ada.isAtTheEnd();
});

browserTest(
  "A picture that can't be shown keeps its place, and can be downloaded",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const front = stage.use(new Front(server, (path) => !path.startsWith("/files/")));
    const grace = await Sharer.enter(server.url(), "grace");
    await grace.shares("Look", [{ name: "one.png", bytes: await png(900, 600) }]);
    await grace.shares("And these", [
      { name: "two.png", bytes: await png(300, 300) },
      { name: "three.png", bytes: await png(30, 30) },
    ]);
    const ada = await stage.open({ at: front.url });
    await ada.enter("ada");
    await ada.window.until(() => document.querySelectorAll("#entries .broken").length === 3);
    await stage.picture("broken", ada);
    const [size, download] = await ada.window.evaluate(() => {
      const broken = document.querySelector<HTMLElement>("#entries .broken");
      const link = broken?.querySelector<HTMLAnchorElement>("a");
      return [[broken?.offsetWidth, broken?.offsetHeight], link?.download];
    });
    assertEquals([size, download], [[450, 300], "one.png"]);
  },
);

browserTest(
  "A picture that has a smaller one is shown by that, and by itself when it is opened",
  async (stage) => {
    const grace = await Sharer.enter(stage.url, "grace");
    const [bytes, preview] = await Promise.all([png(900, 600), png(90, 60)]);
    await grace.shares("Look", [{ name: "large.png", bytes, preview }]);
    const ada = await stage.enter("ada");
    await hasPlacesFor(ada, 1);
    await ada.window.until(() =>
      document.querySelector<HTMLImageElement>("#entries img")?.naturalWidth === 90
    );
    await ada.window.click("#entries button.picture");
    await ada.window.until(() =>
      document.querySelector<HTMLImageElement>(".lightbox img")?.naturalWidth === 900
    );
  },
);

browserTest("A message that is deleted has no pictures any more", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  const seq = await grace.shares("", [{ name: "a.png", bytes: await png(90, 60) }]);
  const ada = await stage.enter("ada");
  await hasPlacesFor(ada, 1);
  await grace.deletes(seq);
  await ada.hears("Deleted");
  await hasPlacesFor(ada, 0);
});

browserTest(
  "Pictures that move stand still for who wants no motion, until they are opened",
  async (stage) => {
    const grace = await Sharer.enter(stage.url, "grace");
    await grace.shares("", [{ name: "dance.gif", bytes: gif(), alt: "A dancing cat" }]);
    const ada = await stage.open();
    const features = [{ name: "prefers-reduced-motion", value: "reduce" }];
    await ada.window.devtools("Emulation.setEmulatedMedia", { features });
    await ada.enter("ada");
    await hasPlacesFor(ada, 1);
    await ada.window.until(() =>
      document.querySelector("#entries .picture canvas")?.getAttribute("aria-label") ===
        "A dancing cat"
    );
    await ada.window.click("#entries button.picture");
    await ada.window.until(() => document.querySelector(".lightbox img") !== null);
  },
);

browserTest(
  "Of a room of pictures no more is fetched than is wanted, also before what shows them has come",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const { promise: released, resolve: release } = Promise.withResolvers<boolean>();
    const isHeld = (path: string) => path === "/static/page/showing.ts";
    const front = stage.use(new Front(server, (path) => isHeld(path) ? released : true));
    using _held = { [Symbol.dispose]: () => release(true) };
    const grace = await Sharer.enter(server.url(), "grace");
    const bytes = await png(600, 600);
    for (let said = 0; said < 120; said++) await grace.shares("", [{ name: "one.png", bytes }]);
    const ada = await stage.open({ at: front.url });
    await ada.enter("ada");
    const lines = () => document.querySelectorAll("#entries > li").length;
    await ada.window.until(() => document.querySelectorAll("#entries > li").length >= 50);
    await grace.shares("Hello", [{ name: "one.png", bytes }]);
    await ada.hears("Hello");
    const before = await ada.window.evaluate(lines);
    release(true);
    await ada.window.until(() => {
      const images = document.querySelectorAll<HTMLElement>("#entries img");
      return images.length > 0 && [...images].every(({ offsetHeight }) => offsetHeight > 0);
    });
    await ada.isAtTheEnd();
    assertEquals([before, await ada.window.evaluate(lines)], [51, 51]);
  },
);
