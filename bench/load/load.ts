/// <reference lib="dom" />
/**
 * How soon the page is there on a slow line: to whom it is new, and who loads it again.
 *
 * @module
 */
import { Visitor } from "../../tests/browser/support/visitor.ts";
import { Driver } from "../../tests/browser/support/webdriver.ts";
import type { Window } from "../../tests/browser/support/window.ts";
import { ServerProcess } from "../../tests/support/process/server_process.ts";
import { SlowLine } from "./slow_line.ts";
import { report } from "../report.ts";
import { RUNTIME } from "../support/runtime.ts";
import { tempFolder } from "../support/temp_folder.ts";

/** A phone far from the server: HTTP/1.1, by which a browser has six connections to it. */
const LINE = { roundTripMs: 150, kbits: 1_600 };
const RUNS = 5;
const FIRST_MS = 1_200;
const AGAIN_MS = 600;

export async function load(): Promise<void> {
  await using folder = await tempFolder();
  const flags = ["start", "--limits=off"];
  const store = `${folder.path}/chat.db`;
  await using server = await ServerProcess.open({ store, by: ["run", ...RUNTIME], flags });
  await using line = new SlowLine(server.url(), LINE);
  await using bare = serveEmptyPage();
  await using bareLine = new SlowLine(new URL(`http://127.0.0.1:${bare.addr.port}/`), LINE);
  const runs: Loaded[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await measure(line, bareLine, `ada${run}`));
  const of = (what: keyof Loaded) => runs.map((loaded) => loaded[what]);
  const beside = (what: keyof Loaded, other: keyof Loaded) =>
    runs.map((loaded) => loaded[what] / loaded[other]);
  report("Load: on a line of 150 ms and 1.6 Mbit/s", [
    { what: "an empty page", values: of("empty"), unit: "ms" },
    { what: "the card, to who is new", values: of("card"), unit: "ms", budget: { most: FIRST_MS } },
    { what: "  of the empty page", values: beside("card", "empty"), unit: "×" },
    { what: "  bytes, with what follows", values: of("bytes"), unit: "B" },
    { what: "in a room, from Enter", values: of("room"), unit: "ms" },
    { what: "an empty page again", values: of("emptyAgain"), unit: "ms" },
    { what: "the card again", values: of("cardAgain"), unit: "ms", budget: { most: AGAIN_MS } },
    { what: "  of the empty page", values: beside("cardAgain", "emptyAgain"), unit: "×" },
    { what: "a conversation again", values: of("roomAgain"), unit: "ms" },
  ]);
}

interface Loaded {
  readonly empty: number;
  readonly emptyAgain: number;
  readonly card: number;
  readonly cardAgain: number;
  readonly bytes: number;
  readonly room: number;
  readonly roomAgain: number;
}

/** In a browser of its own, that has nothing yet. */
async function measure(line: SlowLine, bareLine: SlowLine, name: string): Promise<Loaded> {
  await using driver = await Driver.start();
  await using screen = await driver.open({ width: 1280, height: 800 });
  await screen.beforeEachPage(watch);
  await screen.goTo(bareLine.url.href);
  const empty = await paintedAt(screen, "body");
  await screen.reload();
  const emptyAgain = await paintedAt(screen, "body");
  const before = line.received;
  await screen.goTo(line.url.href);
  const card = await paintedAt(screen, "card");
  await screen.until(isIdle);
  const bytes = line.received - before;
  await screen.reload();
  const cardAgain = await paintedAt(screen, "card");
  const visitor = new Visitor(screen, line.url);
  const asked = await screen.evaluate(() => performance.now());
  await visitor.enter(name);
  const room = await paintedAt(screen, "room") - asked;
  await visitor.says("See you");
  await visitor.hears("See you");
  await screen.reload();
  const roomAgain = await paintedAt(screen, "room");
  return { empty, emptyAgain, card, cardAgain, bytes, room, roomAgain };
}

/** Runs in each page: notes the first frame in which something is there. */
function watch() {
  const isThere: Record<string, () => unknown> = {
    body: () => document.body !== null,
    // They can write their name, and Enter does something.
    card: () => {
      const form = document.querySelector<HTMLFormElement>("#name-dialog[open] form");
      return form?.onsubmit && form.contains(document.activeElement) &&
        getComputedStyle(form).display === "grid";
    },
    room: () =>
      document.querySelector<HTMLTextAreaElement>("#composer textarea")?.disabled === false,
  };
  const look = () => {
    for (const [what, holds] of Object.entries(isThere)) {
      if (!holds()) continue;
      performance.mark(`there: ${what}`);
      delete isThere[what];
    }
    if (Object.keys(isThere).length > 0) requestAnimationFrame(look);
  };
  look();
}

/** Milliseconds from when somebody wanted the page until something of it was there. */
async function paintedAt(screen: Window, what: string): Promise<number> {
  const name = `there: ${what}`;
  await screen.until((name: string) => performance.getEntriesByName(name).length > 0, name);
  return await screen.evaluate(
    (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? NaN,
    name,
  );
}

/** Whether nothing has come for a while. */
function isIdle(): boolean {
  const last = Math.max(
    ...performance.getEntriesByType("resource").map((entry) => entry.startTime + entry.duration),
  );
  return performance.now() - last > 500;
}

function serveEmptyPage(): Deno.HttpServer<Deno.NetAddr> {
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" };
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("<!doctype html><title>Empty</title><body>", { headers }),
  );
}
