/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../support/contrast.ts";
import { png } from "../support/samples.ts";
import { Sharer } from "../support/sharer.ts";
import { browserTest, inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const TAB = "\uE004";
const ENTER = "\uE007";
const [ESCAPE, SHIFT] = ["\uE00C", "\uE008"];
const [END, HOME, LEFT, UP, RIGHT] = ["\uE010", "\uE011", "\uE012", "\uE013", "\uE014"] as const;

/** Somebody in a lobby with three pictures, in two messages. */
async function withPictures(stage: Stage): Promise<Visitor> {
  const grace = await Sharer.enter(stage.url, "grace");
  const [first, second, third] = await Promise.all([png(900, 600), png(400, 800), png(1600, 400)]);
  await grace.shares("Look", [{ name: "first.png", bytes: first, alt: "A field of barley" }]);
  await grace.shares("", [
    { name: "second.png", bytes: second },
    { name: "third.png", bytes: third, alt: "The same from afar" },
  ]);
  const ada = await stage.enter("ada");
  await ada.window.until(() => document.querySelectorAll("#entries button.picture").length === 3);
  return ada;
}

/** Waits until it shows which of how many, and what that is. */
async function shows(ada: Visitor, count: string, words: string): Promise<void> {
  await ada.sees(count, ".lightbox .count");
  await ada.sees(words, ".lightbox .words");
}

/** How near the picture is looked at, and where it stands. */
async function zoom({ window }: Visitor): Promise<number[]> {
  return await window.evaluate(() => {
    const { transform = "" } = document.querySelector<HTMLElement>(".lightbox img")?.style ?? {};
    return Array.from(transform.matchAll(/-?[\d.]+/g), ([number]) => Number(number));
  });
}

inEachWindow("A picture that is opened looks right", async (stage) => {
  const ada = await withPictures(stage);
  await ada.window.click("#entries button.picture");
  await shows(ada, "1 of 3", "A field of barley");
  await ada.window.until(() =>
    (document.querySelector<HTMLImageElement>(".lightbox img")?.naturalWidth ?? 0) > 0
  );
  await stage.picture("lightbox", ada);
  assertEquals(await faintTexts(ada), []);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  await ada.window.click(".lightbox [aria-label=Close]");
  await ada.window.until(() => document.querySelector(".lightbox") === null);
});

browserTest(
  "Pictures are opened, leafed through and looked at closely by keys alone",
  async (stage) => {
    const ada = await withPictures(stage);
    const { window } = ada;
    await window.evaluate(() => document.querySelector<HTMLElement>("#scroller")?.focus());
    await window.press(UP);
    await window.until(() => document.activeElement?.matches("#entries > li:last-child"));
    await window.press(TAB);
    await window.until(() => document.activeElement?.matches(".gallery .picture:first-child"));
    await window.press(RIGHT);
    await window.until(() => document.activeElement?.matches(".gallery .picture:nth-child(2)"));
    await window.press(ENTER);
    await shows(ada, "3 of 3", "The same from afar");
    await window.press(LEFT);
    await shows(ada, "2 of 3", "second.png");
    await window.press(HOME);
    await shows(ada, "1 of 3", "A field of barley");
    await window.press(LEFT);
    await window.press(END);
    await shows(ada, "3 of 3", "The same from afar");
    await window.press("+");
    await window.press("+");
    assertEquals(await zoom(ada), [0, 0, 2.25]);
    // Nearer than the whole, the arrows move it before they go on.
    await window.press(LEFT);
    assertEquals(await zoom(ada), [80, 0, 2.25]);
    await window.press("-");
    assertEquals((await zoom(ada))[2], 1.5);
    await window.press("0");
    assertEquals(await zoom(ada), [0, 0, 1]);
    await window.press(LEFT);
    await shows(ada, "2 of 3", "second.png");

    // The focus stays in it, and is then where it was.
    for (let n = 0; n < 9; n++) {
      await window.press(TAB);
      const stray = await window.evaluate(() =>
        document.activeElement?.closest("main, nav")?.outerHTML ?? ""
      );
      assertEquals(stray, "");
    }
    await window.press(ESCAPE);
    await window.until(() => document.activeElement?.matches(".gallery .picture:nth-child(2)"));
    await window.press(ESCAPE);
    await window.until(() => document.activeElement?.matches("#entries > li:last-child"));
  },
);

/** How often Tab stops in the conversation. */
async function stopsIn({ window }: Visitor): Promise<number> {
  return await window.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>("#entries :is(a, button, pre, div, span)"))
      .filter((one) => one.tabIndex >= 0 && one.checkVisibility()).length
  );
}

browserTest(
  "Links, code and what is hidden are no stops for Tab, but of the message with the focus",
  async (stage) => {
    const bob = stage.speaker("bob");
    const said = await bob.connection.say("lobby", "See https://deno.com, and ||this||")
      .acknowledged;
    const ada = await stage.enter("ada");
    const { window } = ada;
    await bob.says("```ts\nconst a = 1;\n```\n| a | b |\n|---|---|\n| 1 | 2 |");
    await window.until(() => document.querySelector("#entries .table"));
    await bob.connection.say("lobby", "Or [there](https://jsr.io)", { reply: said }).acknowledged;
    await ada.hears("Or there");
    // What keeps Tab out comes once the page is idle.
    await window.until(() =>
      document.querySelector<HTMLElement>("#entries a.named")?.tabIndex === -1
    );
    assertEquals(await stopsIn(ada), 0);
    await window.evaluate(() => document.querySelector<HTMLElement>("#composer textarea")?.focus());
    await window.press(SHIFT + TAB);
    await window.until(() => document.activeElement?.matches("#scroller"));

    await window.press(UP);
    await window.until(() => document.activeElement?.matches("#entries > li:last-child"));
    await window.press(TAB);
    await window.until(() => document.activeElement?.matches(".answered"));
    await window.press(TAB);
    await window.until(() => document.activeElement?.matches("a.named"));
    await window.press(ESCAPE);
    await window.until(() => document.activeElement?.matches("#entries > li:last-child"));
    await window.press(UP);
    await window.press(TAB);
    await window.until(() => document.activeElement?.matches("pre"));
    await window.press(TAB, TAB);
    await window.until(() => document.activeElement?.matches(".table"));
    await window.press(TAB);
    await window.until(() => document.activeElement?.matches("textarea"));
    assertEquals(await stopsIn(ada), 0);
  },
);

browserTest(
  "The conversation is one stop for Tab, and a message with the focus has its files",
  async (stage) => {
    const ada = await withPictures(stage);
    const stops = () => stopsIn(ada);
    assertEquals(await stops(), 0);
    await ada.window.evaluate(() => document.querySelector<HTMLElement>("#scroller")?.focus());
    await ada.window.press(UP);
    await ada.window.until(() => document.activeElement?.matches("#entries > li:last-child"));
    assertEquals(await stops(), 2);
    await ada.window.press(ESCAPE);
    await ada.window.until(() => document.activeElement?.matches("textarea"));
    assertEquals(await stops(), 0);
  },
);

browserTest("The menu of a message opens its pictures", async (stage) => {
  const ada = await withPictures(stage);
  await ada.opensMenuOf("Look");
  await ada.chooses("View the pictures");
  await shows(ada, "1 of 3", "A field of barley");
});

browserTest("A picture that is opened can be downloaded under its name", async (stage) => {
  const ada = await withPictures(stage);
  await ada.window.click("#entries button.picture");
  await shows(ada, "1 of 3", "A field of barley");
  const link = await ada.window.evaluate(() => {
    const { href = "", download = "" } =
      document.querySelector<HTMLAnchorElement>(".lightbox a.download") ?? {};
    return { path: new URL(href).pathname.replace(/^(\/files\/)[^/]+/, "$1ID"), download };
  });
  assertEquals(link, { path: "/files/ID/first.png", download: "first.png" });
});

/** When fingers did something last, in seconds. */
let touchedAt = Date.now() / 1000;

/**
 * Fingers on the screen, each at every step of a gesture. They are as quick as fingers: a machine that is
 * busy would make two taps of a double one.
 */
async function touches({ window }: Visitor, ...steps: [x: number, y: number][][]): Promise<void> {
  const dispatch = async (type: string, points: [x: number, y: number][]) => {
    touchedAt += 0.02;
    const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
    await window.devtools("Input.dispatchTouchEvent", { type, touchPoints, timestamp: touchedAt });
  };
  const [first = [], ...others] = steps;
  await dispatch("touchStart", first);
  for (const step of others) await dispatch("touchMove", step);
  await dispatch("touchEnd", []);
}

/** Waits until the picture is looked at so near. */
async function isNear({ window }: Visitor, scale: number): Promise<void> {
  await window.until(
    (wanted: number) =>
      document.querySelector<HTMLElement>(".lightbox img")?.style.transform
        .includes(`scale(${wanted})`),
    scale,
  );
}

browserTest(
  "Fingers swipe to the next picture, zoom, and push the picture away",
  async (stage) => {
    const ada = await withPictures(stage);
    await ada.window.click("#entries button.picture");
    await shows(ada, "1 of 3", "A field of barley");
    await touches(ada, [[300, 400]], [[250, 400]], [[150, 405]]);
    await shows(ada, "2 of 3", "second.png");
    await touches(ada, [[100, 400]], [[150, 400]], [[250, 405]]);
    await shows(ada, "1 of 3", "A field of barley");
    // Two taps go near, two more away.
    await touches(ada, [[195, 400]]);
    await touches(ada, [[195, 400]]);
    await isNear(ada, 2.5);
    await touches(ada, [[195, 400]]);
    await touches(ada, [[195, 400]]);
    await isNear(ada, 1);
    assertEquals(await zoom(ada), [0, 0, 1]);
    // Two fingers, twice as far from each other.
    await touches(ada, [[145, 400], [245, 400]], [[95, 400], [245, 400]], [[95, 400], [295, 400]]);
    await isNear(ada, 2);
    await ada.window.press("0");
    await isNear(ada, 1);
    await touches(ada, [[195, 300]], [[195, 350]], [[198, 450]]);
    await ada.window.until(() => document.querySelector(".lightbox") === null);
  },
  { window: { width: 390, height: 844, touch: true } },
);
