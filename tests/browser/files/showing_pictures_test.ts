/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../support/contrast.ts";
import { png } from "../support/samples.ts";
import { Sharer } from "../support/sharer.ts";
import { inEachWindow } from "../support/stage.ts";

/** Waits until all pictures that are in sight have come. */
const haveCome = () =>
  Array.from(document.querySelectorAll<HTMLImageElement>("#entries img")).filter((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }).every(({ complete, naturalWidth }) => complete && naturalWidth > 0);

inEachWindow("Pictures in a conversation look right", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  await stage.speaker("bob").says("Who was at the lake?");
  const lake = await png(
    1200,
    800,
    (x, y) => y > 480 ? [40, 90 + y / 10, 150] : [250 - y / 4, 180, 90 + x / 20],
  );
  await grace.shares("I was! It looked like this:", [{
    name: "lake.png",
    bytes: lake,
    alt: "The lake in the evening",
  }]);
  const others = await Promise.all([300, 420, 540, 660, 780].map((width) => png(width, 500)));
  await grace.shares("", others.map((bytes, index) => ({ name: `walk ${index + 1}.png`, bytes })));
  await grace.shares("", [{ name: "tower.png", bytes: await png(500, 1500) }]);
  const ada = await stage.enter("ada");
  await ada.window.until(() => document.querySelectorAll("#entries button.picture").length === 7);
  await ada.window.until(haveCome);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  assertEquals(await faintTexts(ada), []);
  await stage.picture("pictures-end", ada);
  await ada.scrollsTo(0);
  await ada.window.until(haveCome);
  await stage.picture("pictures", ada);
  const words = await ada.window.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLImageElement>("#entries img"), ({ alt }) => alt)
  );
  assertEquals(words.slice(0, 2), ["The lake in the evening", "walk 1.png"]);
});
