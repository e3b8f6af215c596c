/// <reference lib="dom" />
/**
 * How quick the page is in a real browser: beside an empty page and, with `--beside FOLDER`, beside
 * another checkout, such as of the commit before.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { pathToFileURL } from "node:url";
import { Driver } from "../../tests/browser/support/webdriver.ts";
import { type Figure, median, report } from "../report.ts";
import { tempFolder } from "../support/temp_folder.ts";
import * as measure from "./measures.ts";
import { Checkout, DIRECTS, MESSAGES, ROOMS, Scene } from "./scene.ts";

const RUNS = 5;
/** How much slower than the other checkout it may be. */
const SLOWER = 1.05;
const GROWTH_MAX_MB = 5;
const MB = 2 ** 20;

export async function page(): Promise<void> {
  const { beside } = parseArgs(Deno.args, { string: ["beside"] });
  const other = beside ? [new Checkout("before", toFolder(beside))] : [];
  const checkouts = [new Checkout("now"), ...other];
  await using folder = await tempFolder();
  const store = `${folder.path}/chat.db`;
  // Of the two, the older one: it may not know what the newer one writes.
  await checkouts.at(-1)!.fill(store);
  await using things = new AsyncDisposableStack();
  const scenes: Scene[] = [];
  for (const checkout of checkouts) {
    const own = `${folder.path}/${checkout.name}.db`;
    await Deno.copyFile(store, own);
    scenes.push(things.use(await Scene.open(checkout, own)));
  }
  console.log("Page: measuring, for some three minutes");
  const all = await measureAll(scenes);
  const alone = await measureEmptyPage();
  const [now, before] = [all.get("now")!, all.get("before")];
  report("Page: in a browser", figuresOf(now, alone, before));
}

function toFolder(path: string): URL {
  return new URL(`${pathToFileURL(Deno.realPathSync(path)).href}/`);
}

type What = "search" | "type" | "switch" | "grow" | "draw" | "change";
/** Medians of the runs, in milliseconds or bytes. */
type Values = Record<What, number[]>;

/** All that is measured of each scene, in turn. */
async function measureAll(scenes: readonly Scene[]): Promise<Map<string, Values>> {
  const all = new Map<string, Values>(scenes.map(({ name }) => [name, {
    ...{ search: [], type: [], switch: [], grow: [], draw: [], change: [] },
  }]));
  const each = async (
    what: What,
    runs: number,
    run: (scene: Scene) => Promise<number | number[]>,
  ) => {
    for (let time = 0; time < runs; time++) {
      for (const scene of time % 2 === 0 ? scenes : scenes.toReversed()) {
        const value = await run(scene);
        all.get(scene.name)![what].push(typeof value === "number" ? value : median(value));
      }
    }
  };
  for (const { screen, ada } of scenes) {
    await screen.until(hasComeToRest);
    await ada.goesTo("garden");
    await ada.goesTo("lobby");
  }
  await each("search", RUNS, measure.searching);
  await each("type", RUNS, measure.typing);
  await each("switch", RUNS, measure.switching);
  await each("grow", 1, measure.growth);
  for (const scene of scenes) await scene.crowd();
  await each("draw", RUNS, measure.drawing);
  await each("change", 1, measure.changing);
  return all;
}

/** Whether the page has loaded what may be wanted next. The styles come last. */
function hasComeToRest(): boolean {
  return performance.getEntriesByType("resource").some(({ name }) => name.includes("files/panel."));
}

/** The same keys in a page that has a field, and nothing else. */
async function measureEmptyPage(): Promise<number[]> {
  await using driver = await Driver.start();
  await using screen = await driver.open({ width: 1280, height: 800 });
  await screen.goTo("data:text/html,<!doctype html><title>Empty</title><textarea></textarea>");
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(median(await measure.typingAlone(screen)));
  return runs;
}

function figuresOf(now: Values, alone: number[], before: Values | undefined): Figure[] {
  const rows: [what: What, words: string, unit: string][] = [
    ["switch", "another room", "ms"],
    ["type", "a key, 50 messages a second", "ms"],
    ["search", `search, ${MESSAGES.lobby.toLocaleString("en")} messages`, "ms"],
    ["draw", `load, ${ROOMS} rooms, ${DIRECTS} direct`, "ms"],
    ["change", "one of those becomes unread", "ms"],
  ];
  const figures = rows.flatMap(([what, words, unit]): Figure[] => [
    { what: words, values: now[what], unit },
    ...(before
      ? [{
        ...{ what: "  of before", values: ratios(now[what], before[what]), unit: "×" },
        budget: { most: SLOWER },
      }]
      : []),
  ]);
  const grown = (values: Values) => values.grow.map((bytes) => bytes / MB);
  return [
    ...figures,
    { what: "a key in an empty page", values: alone, unit: "ms" },
    {
      what: `growth, ${measure.ARRIVALS.count.toLocaleString("en")} messages`,
      ...{ values: grown(now), unit: "MB", budget: { most: GROWTH_MAX_MB } },
    },
    ...(before ? [{ what: "  before", values: grown(before), unit: "MB" }] : []),
  ];
}

/** Of neighbours in time. */
function ratios(now: readonly number[], before: readonly number[]): number[] {
  return now.map((value, index) => value / (before[index] ?? NaN));
}
