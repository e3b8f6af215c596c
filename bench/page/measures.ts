/// <reference lib="dom" />
/**
 * What is measured in a page. What runs there is written so that any version of the page takes it.
 *
 * @module
 */
import { newId } from "../../client/connection/outbox.ts";
import type { Window } from "../../tests/browser/support/window.ts";
import { evenly } from "../support/talk.ts";
import { NEEDLE, ROOMS, type Scene, UNREAD } from "./scene.ts";

/** Messages a second while somebody types, and how long they do. */
const TALK = { aSecond: 50, ms: 2_000 } as const;
const SWITCHES = 10;
const CHANGES = 20;
export const ARRIVALS = { before: 1_000, count: 10_000, batch: 200 } as const;

/** Milliseconds from each key to the frame that shows its letter, while others talk. */
export async function typing(scene: Scene): Promise<number[]> {
  const { screen } = scene;
  await watchKeys(screen);
  await Promise.all([
    evenly(TALK.aSecond, TALK.ms, () => scene.say(1)),
    typeFor(screen, TALK.ms),
  ]);
  await scene.hears();
  return await seenKeys(screen);
}

/** The same in a page of nothing but a field. */
export async function typingAlone(screen: Window): Promise<number[]> {
  await watchKeys(screen);
  await typeFor(screen, TALK.ms / 2);
  return await seenKeys(screen);
}

async function typeFor(screen: Window, ms: number): Promise<void> {
  await screen.evaluate(() => document.querySelector<HTMLElement>("textarea")?.focus());
  for (const start = performance.now(); performance.now() - start < ms;) await screen.press("x");
}

async function watchKeys(screen: Window): Promise<void> {
  await screen.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seenKeys: seen });
    document.querySelector<HTMLTextAreaElement>("textarea")!.value = "";
    document.addEventListener("keydown", ({ timeStamp }) => {
      requestAnimationFrame(() => {
        // What comes after the frame's callbacks, its layout and its painting.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => seen.push(performance.now() - timeStamp);
        port2.postMessage(0);
      });
    }, { capture: true });
  });
}

async function seenKeys(screen: Window): Promise<number[]> {
  const seen = await screen.evaluate(() => Reflect.get(globalThis, "seenKeys"));
  if (Array.isArray(seen) && seen.length > 10) return seen.map(Number);
  throw new Error("Cannot measure typing: the page saw hardly any keys");
}

/** Milliseconds from a click on a room at the side to the frame that shows what was said there. */
export async function switching({ screen }: Scene): Promise<number[]> {
  return await screen.evaluate(async (times: number) => {
    const painted = () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(0);
        })
      );
    const taken: number[] = [];
    for (let time = 0; time < times; time++) {
      const wanted = time % 2 === 0 ? "garden" : "lobby";
      const link = Array.from(document.querySelectorAll<HTMLElement>("#rooms a"))
        .find((link) => link.querySelector(".name")?.textContent === wanted);
      const start = performance.now();
      link?.click();
      const isShown = () =>
        document.querySelector("#room-name")?.textContent === wanted &&
        document.querySelector("#entries .message") !== null;
      while (!isShown()) await new Promise((resolve) => requestAnimationFrame(resolve));
      await painted();
      taken.push(performance.now() - start);
      // Until it is at rest.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return taken;
  }, SWITCHES);
}

/**
 * Bytes by which the page has grown when so much was said, after the collector has run. Before, it shows
 * as many messages as it ever does.
 */
export async function growth(scene: Scene): Promise<number> {
  await arrive(scene, ARRIVALS.before);
  const before = await heap(scene.screen);
  await arrive(scene, ARRIVALS.count);
  return await heap(scene.screen) - before;
}

async function arrive(scene: Scene, count: number): Promise<void> {
  for (let said = 0; said < count; said += ARRIVALS.batch) {
    scene.say(ARRIVALS.batch);
    // As fast as it is shown, or else it would be one long list that is shown once.
    await scene.hears();
  }
}

async function heap(screen: Window): Promise<number> {
  for (let time = 0; time < 3; time++) await screen.devtools("HeapProfiler.collectGarbage", {});
  const usage = await screen.devtools("Runtime.getHeapUsage", {});
  const { usedSize, embedderHeapUsedSize = 0 } = Object(usage);
  return Number(usedSize) + Number(embedderHeapUsedSize);
}

/** Milliseconds until the first of what was found is shown. */
export async function searching({ screen }: Scene): Promise<number> {
  return await screen.evaluate(async (word: string) => {
    const until = async (holds: () => unknown) => {
      while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    document.querySelector<HTMLElement>("#open-search")!.click();
    await until(() => document.querySelector<HTMLElement>("#search input")?.checkVisibility());
    const input = document.querySelector<HTMLInputElement>("#search input")!;
    const start = performance.now();
    input.value = word;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await until(() => document.querySelector("#search li mark"));
    const taken = performance.now() - start;
    input.value = "";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.querySelector<HTMLElement>("#search header button")!.click();
    await until(() => !document.querySelector<HTMLElement>("#search")?.checkVisibility());
    return taken;
  }, NEEDLE.word);
}

/** Milliseconds from loading the page anew until all rooms are at the side. */
export async function drawing({ screen }: Scene): Promise<number> {
  await screen.reload();
  await screen.until(
    (rooms: number, directs: number) =>
      document.querySelectorAll("#rooms li").length >= rooms &&
      document.querySelectorAll("#direct-rooms li").length >= directs,
    ...[ROOMS, UNREAD] as const,
  );
  return await screen.evaluate(() => performance.now());
}

/** Milliseconds in which one room at the side becomes unread: the drawing, and the layout after it. */
export async function changing(scene: Scene): Promise<number[]> {
  const { screen } = scene;
  await screen.evaluate(() => {
    const taken: number[] = [];
    Object.assign(globalThis, { changes: taken });
    const list = document.querySelector<HTMLElement>("#rooms")!;
    // It is drawn in a frame; what comes before it and after it in that frame is cheap beside it.
    new MutationObserver(() => {
      const start = Number(Reflect.get(globalThis, "frameStart"));
      taken.push(list.scrollHeight > 0 ? performance.now() - start : NaN);
    }).observe(list, { subtree: true, attributes: true, attributeFilter: ["data-count"] });
    const tick = () => {
      Object.assign(globalThis, { frameStart: performance.now() });
      requestAnimationFrame(tick);
    };
    tick();
  });
  for (let change = 1; change <= CHANGES; change++) {
    scene.bob.send([
      { type: "join", room: `room${change}` },
      { type: "say", room: `room${change}`, id: newId(), text: "@ada, look" },
    ]);
    await screen.until(
      (change: number) => {
        const links = Array.from(document.querySelectorAll("#rooms li"));
        return links.find((row) => row.querySelector(".name")?.textContent === `room${change}`)
          ?.querySelector("[data-count='1']");
      },
      change,
    );
  }
  const taken = await screen.evaluate(() => Reflect.get(globalThis, "changes"));
  return Array.isArray(taken) ? taken.map(Number) : [];
}
