/// <reference lib="dom" />
/**
 * How long a browser takes to open what was said in a room that the server cannot read, beside drawing
 * it: both by the page's own modules, in the page.
 *
 * @module
 */
import type { Said } from "../../protocol.ts";
import { newSecret, SealedRoom } from "../../client/sealed.ts";
import { Driver } from "../../tests/browser/support/webdriver.ts";
import { Visitor } from "../../tests/browser/support/visitor.ts";
import type { Window } from "../../tests/browser/support/window.ts";
import { ServerProcess } from "../../tests/support/process/server_process.ts";
import { RUNTIME } from "../support/runtime.ts";

export const OPENED = 1_000;
const RUNS = 9;
/** Runs before these: what is run often is compiled by then, as on a page that is open for a while. */
const WARM_UP = 2;
const TEXT =
  "a message of an ordinary length, as people write them when they **talk** to each other";

export interface Opening {
  readonly openMs: number;
  readonly drawMs: number;
}

export async function measureOpening(): Promise<Opening[]> {
  await using server = await ServerProcess.open({ by: ["run", ...RUNTIME] });
  await using driver = await Driver.start();
  await using screen = await driver.open({ width: 1280, height: 800 });
  await screen.goTo(server.url().href);
  await new Visitor(screen, server.url()).enter("ada");
  const { secret, entries } = await sealedEntries();
  const runs: Opening[] = [];
  for (let run = -WARM_UP; run < RUNS; run++) {
    const opening = await openAndDraw(screen, secret, entries);
    if (run >= 0) runs.push(opening);
  }
  return runs;
}

/** Messages as the server tells them. */
async function sealedEntries(): Promise<{ secret: string; entries: readonly Said[] }> {
  const room = await SealedRoom.of(newSecret());
  const entries = await Promise.all(Array.from({ length: OPENED }, async (_, i) => {
    const by = { from: `member${i % 7}`, id: `id-${i}` };
    const sealed = await room.seal({ text: `${TEXT} ${i}` }, by);
    const at = 1_700_000_000_000 + i * 60_000;
    return { type: "said", room: room.name, seq: i + 1, at, ...by, text: "", sealed } as const;
  }));
  return { secret: room.secret, entries };
}

async function openAndDraw(
  screen: Window,
  secret: string,
  entries: readonly Said[],
): Promise<Opening> {
  return await screen.evaluate(
    async (secret: string, entries: readonly Said[]) => {
      const load = (path: string) => import(new URL(path, document.baseURI).href);
      const { SealedRoom }: typeof import("../../client/sealed.ts") = await load(
        "client/sealed.ts",
      );
      const { OpenedLog }: typeof import("../../client/sealed/opened_log.ts") = await load(
        "client/sealed/opened_log.ts",
      );
      const { makeLine, showLine }: typeof import("../../static/page/screen/timeline/message.ts") =
        await load("static/page/screen/timeline/message.ts");
      const log = new OpenedLog(await SealedRoom.of(secret));
      const opened: Said[] = [];
      const start = performance.now();
      // One after the other, as the connection does.
      for (const entry of entries) opened.push(await log.open(entry, async () => {}) as Said);
      const openMs = performance.now() - start;
      if (opened.some(({ text }) => text === "")) throw new Error("Cannot measure: nothing opened");
      const list = document.querySelector("#entries")!.cloneNode(false) as HTMLElement;
      const about = { original: undefined, run: undefined, isFirstNew: false, today: 0 };
      const drawing = performance.now();
      for (const [index, line] of opened.entries()) {
        const made = makeLine(line, "ada");
        showLine(made, { line, previous: opened[index - 1], ...about }, "ada");
        list.append(made);
      }
      document.querySelector("#scroller")!.append(list);
      // What comes after the frame's callbacks, its layout and its painting.
      await new Promise((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(0);
        })
      );
      const drawMs = performance.now() - drawing;
      list.remove();
      return { openMs, drawMs };
    },
    secret,
    entries,
  );
}
