/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { browserTest } from "../support/stage.ts";
import { wasTold } from "../support/visitor/told.ts";
import type { Visitor } from "../support/visitor.ts";

/** How long the server is gone. */
const GONE_MS = 60_000;

/** What somebody has said in each room, in the order in which they said it. */
type Sayings = Record<"lobby" | "garden", string[]>;

/** What the page counts down to its next attempt, as far as it has come. */
async function countdown({ window }: Visitor): Promise<string> {
  return await window.evaluate(() => document.querySelector("#banner .rest")?.textContent ?? "");
}

/** Somebody talks on in both rooms, as fast as the page counts down to its next attempt. */
async function talk(visitor: Visitor, name: string, until: number): Promise<Sayings> {
  const said: Sayings = { lobby: [], garden: [] };
  for (let count = 1; performance.now() < until; count++) {
    const room = count % 2 === 0 ? "lobby" : "garden";
    await visitor.goesTo(room);
    const text = `${name} without a server ${count}`;
    await visitor.says(text);
    said[room].push(`${name}: ${text}`);
    await visitor.sees(text, "#unsent");
    await visitor.sees("What you say is kept and sent when you are back", "#banner");
    await visitor.window.until(
      (before: string) => document.querySelector("#banner .rest")?.textContent !== before,
      await countdown(visitor),
    );
  }
  return said;
}

/** Everybody has everything that was said in a room, once, and what each said in its order. */
async function assertHeard(
  visitors: Visitor[],
  room: keyof Sayings,
  said: Sayings[],
  besides: string[],
): Promise<void> {
  const all = [besides, ...said.map((sayings) => sayings[room])];
  const heard: string[][] = [];
  for (const visitor of visitors) {
    await visitor.goesTo(room);
    await visitor.hearsThisMany(all.flat().length);
    await visitor.seesNothingAt("#unsent");
    heard.push(await visitor.conversation());
  }
  const [conversation = []] = heard;
  assertEquals(heard, heard.map(() => conversation));
  for (const sayings of all) {
    assertEquals(conversation.filter((line) => sayings.includes(line)), sayings);
  }
}

browserTest(
  "A minute without a server, in which people type, send and reload, costs nobody a word",
  async (stage) => {
    const folder = stage.use(await TempFolder.make());
    const store = folder.file("chat.db");
    const env = { LIMITS: "off" };
    const first = stage.use(await ServerProcess.open({ store, env }));
    const at = first.url();
    const ada = await stage.enter("ada", { at });
    const bob = await stage.enter("bob", { at });
    for (const visitor of [ada, bob]) await visitor.goesTo("garden");
    // It opens the room that they looked at last.
    const tab = await stage.open({ at: ada.at });
    await tab.goesTo("lobby");
    await tab.window.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await bob.says("See you in a minute.");
    await ada.hears("See you in a minute.");

    await first.kill();
    const gone = performance.now();
    await tab.sees("Trying again", "#banner");
    await tab.says("From the other tab");
    await tab.sees("From the other tab", "#unsent");
    await tab.window.reload();
    await tab.sees("Hubbub can't be reached", "h1");
    await tab.sees("From the other tab", "li");
    const said = await Promise.all([
      talk(ada, "ada", gone + GONE_MS),
      talk(bob, "bob", gone + GONE_MS),
    ]);
    await ada.types("And half a thou");
    await stage.picture("a-minute-without", ada);

    stage.use(await ServerProcess.open({ store, env, port: first.port }));
    await ada.window.evaluate(() =>
      document.querySelector<HTMLButtonElement>("#banner button")?.click()
    );
    // Bob waits for his page, which has not given up.
    for (const visitor of [ada, bob]) await wasTold(visitor, "good", "You are back");
    await ada.hasWritten("And half a thou");
    await stage.picture("after-a-minute", ada);
    await tab.seesRoom("lobby");

    const all = [ada, bob, tab];
    await assertHeard(all, "garden", said, ["bob: See you in a minute."]);
    await assertHeard(all, "lobby", said, ["ada: From the other tab"]);
  },
);
