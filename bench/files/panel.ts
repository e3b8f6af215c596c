/// <reference lib="dom" />
/**
 * How long the page takes to show the files of a room that has very many.
 *
 * @module
 */
import { png } from "../../tests/browser/support/samples.ts";
import { Visitor } from "../../tests/browser/support/visitor.ts";
import { Driver } from "../../tests/browser/support/webdriver.ts";
import type { Window } from "../../tests/browser/support/window.ts";
import { ServerProcess } from "../../tests/support/process/server_process.ts";
import { ask, signIn } from "../../tests/support/server/asker.ts";
import { report } from "../report.ts";
import { RUNTIME } from "../support/runtime.ts";
import { tempFolder } from "../support/temp_folder.ts";
import { bearer } from "./transfer.ts";

const PICTURES = 10_000;
/** As many as a message may have. */
const IN_A_MESSAGE = 10;
const SIDE_PX = 96;
const RUNS = 5;
const TO_MILLISECONDS = 200;

/** Milliseconds from the click until something was seen. */
interface Shown {
  /** Each picture of the first screen has its place, and its name can be read. */
  readonly listed: number;
  /** Each of them is painted. */
  readonly painted: number;
}

export async function panel(): Promise<void> {
  await using folder = await tempFolder();
  const flags = ["start", "--limits=off"];
  const store = `${folder.path}/chat.db`;
  await using server = await ServerProcess.open({ store, by: ["run", ...RUNTIME], flags });
  await sharePictures(server);
  await using driver = await Driver.start();
  await using screen = await visit(driver, server, "reader");
  const runs: Shown[] = [];
  // The first one loads what the panel is made of.
  for (let run = 0; run <= RUNS; run++) runs.push(await open(screen));
  const [first, ...others] = runs;
  // A browser of its own: this one knows its person, and has loaded all that.
  await using another = await Driver.start();
  await using rested = await visit(another, server, "rested");
  await rested.until(hasComeToRest);
  const loaded = await open(rested);
  const budget = { most: TO_MILLISECONDS };
  report(`Files: the panel of a room with ${PICTURES.toLocaleString("en")} pictures`, [
    { what: "listed", values: others.map(({ listed }) => listed), unit: "ms", budget },
    { what: "painted", values: others.map(({ painted }) => painted), unit: "ms", budget },
    { what: "listed, the first time", values: [loaded.listed], unit: "ms", budget },
    { what: "painted, the first time", values: [loaded.painted], unit: "ms", budget },
    { what: "listed, right after coming", values: [first!.listed], unit: "ms" },
    { what: "painted, right after coming", values: [first!.painted], unit: "ms" },
  ]);
}

/** Somebody who has just come. */
async function visit(driver: Driver, server: ServerProcess, name: string): Promise<Window> {
  const screen = await driver.open({ width: 1280, height: 800 });
  await screen.goTo(server.url().href);
  // The room shows more pictures than the browser notes by itself.
  await screen.evaluate(() => performance.setResourceTimingBufferSize(100_000));
  await new Visitor(screen, server.url()).enter(name);
  return screen;
}

/** Whether the page has loaded what may be wanted next. The styles come last. */
function hasComeToRest(): boolean {
  return performance.getEntriesByType("resource").some(({ name }) => name.includes("files/panel."));
}

async function sharePictures(server: ServerProcess): Promise<void> {
  const token = await signIn(server, "sharer");
  for (let said = 0; said < PICTURES / IN_A_MESSAGE; said++) {
    const files = await Promise.all(
      Array.from({ length: IN_A_MESSAGE }, async (_, i) => {
        const number = said * IN_A_MESSAGE + i;
        // None is the same as another, as those would be stored, and kept by the browser, once.
        const picture = await png(SIDE_PX, SIDE_PX, (x, y) => [x, y, number * 97 % 251]);
        const response = await fetch(server.url(`/api/files?name=picture-${number}.png`), {
          method: "POST",
          headers: bearer(token),
          body: picture,
        });
        const { id } = await response.json();
        if (response.status !== 201) throw new Error(`Expected 201, got ${response.status}`);
        return id;
      }),
    );
    await ask(server, "POST /api/rooms/lobby/messages", { token, body: { text: "", files } });
  }
}

/** Opens the panel, and closes it again. */
async function open(screen: Window): Promise<Shown> {
  return await screen.evaluate(async () => {
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    const inSight = () =>
      Array.from(document.querySelectorAll<HTMLImageElement>("#room-files img"))
        .filter((picture) => picture.getBoundingClientRect().top < innerHeight);
    document.querySelector<HTMLElement>("#room-menu")!.click();
    const item = () =>
      Array.from(document.querySelectorAll<HTMLElement>(".menu button"))
        .find(({ textContent }) => textContent === "Files of this room");
    await until(() => item() !== undefined);
    const since = performance.now();
    item()!.click();
    await until(() => inSight().length > 0);
    const listed = performance.now() - since;
    await until(() =>
      inSight().every(({ complete, naturalWidth }) => complete && naturalWidth > 0)
    );
    const painted = performance.now() - since;
    document.querySelector<HTMLElement>("#room-files header button")!.click();
    await until(() => inSight().length === 0);
    return { listed, painted };
  });
}
