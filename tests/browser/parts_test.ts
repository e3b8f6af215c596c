/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";

const ANY_PART = ["*/page/dialog/*", "*/page/menu/*", "*/page/search.ts*", "*/page/extras*"];

async function block({ window }: Visitor, urls: readonly string[]): Promise<void> {
  await window.devtools("Network.setBlockedURLs", { urls });
}

browserTest(
  "A part of the page that does not come is said to be missing, and opens when it is tried again",
  async (stage) => {
    // What somebody may want next is loaded once they are in.
    const ada = await stage.open();
    await ada.window.devtools("Network.enable", {});
    await block(ada, ANY_PART);
    await ada.enter("ada");
    await ada.says("Here");
    await ada.hears("Here");
    await ada.types("Half a sent");
    for (
      const [opener, opened] of [["#find-room", ".finder"], ["#open-settings", "dialog.extra"]]
    ) {
      await block(ada, ANY_PART);
      await ada.window.click(opener!);
      await ada.sees("A part of the page has not come", "#banner:not([hidden])");
      assertEquals(await ada.composerText(), "Half a sent");
      await stage.picture("part-missing", ada);
      await block(ada, []);
      await ada.window.click("#banner button");
      await ada.window.until((wanted: string) => document.querySelector(wanted), opened!);
      await ada.seesNothingAt("#banner:not([hidden])");
      await ada.window.press("\uE00C");
      await ada.window.until(() => document.querySelector("dialog[open]") === null);
    }
  },
);

browserTest(
  "What a menu opens is said to be missing where it does not come, and comes when it is tried again",
  async (stage) => {
    const ada = await stage.open();
    await ada.window.devtools("Network.enable", {});
    await block(ada, ["*/room_settings_dialog.ts*", "*/people_dialog.ts*", "*/report_dialog.ts*"]);
    await ada.enter("ada");
    await ada.says("Here");
    await ada.hears("Here");
    const isSettled = () =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("/missing.ts"));
    await ada.window.until(isSettled);
    await ada.goesTo("garden");
    await ada.picks("#room-menu", "Room settings…");
    await ada.sees("A part of the page has not come", "#banner:not([hidden])");
    await block(ada, []);
    await ada.window.click("#banner button");
    await ada.seesNothingAt("#banner:not([hidden])");
    await ada.picks("#room-menu", "Room settings…");
    await ada.window.until(() => document.querySelector("dialog[open]"));
  },
);

/** Parts of which some are only wanted where nothing else is: fewer would mean that they are not found. */
const PARTS_MIN = { "": 60, admin: 3 } as const;

for (const [path, least] of Object.entries(PARTS_MIN)) {
  browserTest(
    `All that a page may load later is there, and at an address with a hash: /${path}`,
    async (stage) => {
      const ada = await stage.enter("ada");
      await ada.window.goTo(new URL(path, ada.at).href);
      await ada.window.until(() => document.documentElement.dataset.started !== undefined);
      const { loaded, missing } = await ada.window.evaluate(walkImports);
      assertEquals(missing, []);
      assert(loaded >= least, `${loaded} parts were found`);
    },
  );
}

/** In the page: follows what is imported, from the page's own module on, and loads what it names. */
async function walkImports(): Promise<{ loaded: number; missing: string[] }> {
  const map = document.querySelector("script[type=importmap]")?.textContent ?? "{}";
  const addresses = new Map(Object.entries<string>(JSON.parse(map).imports));
  const entry = document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "";
  const missing: string[] = [];
  const later = new Set<string>();
  const seen = new Set([new URL(entry).pathname]);
  // A set gives what is added while it is walked through, too.
  for (const path of seen) {
    const address = addresses.get(`.${path}`);
    const url = path === new URL(entry).pathname ? entry : `${address}`;
    const response = await fetch(new URL(url, document.baseURI));
    const type = response.headers.get("content-type") ?? "";
    const isThere = response.ok && type.startsWith("text/javascript");
    if (!isThere || !/\?[\w-]{4}$/.test(url)) missing.push(`${path} at ${url}`);
    const text = await response.text();
    const name = /(?:\bfrom\s*|^\s*import\s*|\bimport\(\s*)"(\.{1,2}\/[^"]+)"/gm;
    for (const [all, specifier = ""] of text.matchAll(name)) {
      const { pathname } = new URL(specifier, new URL(path, document.baseURI));
      seen.add(pathname);
      if (all.startsWith("import(")) later.add(pathname);
    }
    // What is no address in quotes is found by nobody: the words of a language alone are.
    const others = text.match(/\bimport\((?!\s*"\.)[^)]*\)/g) ?? [];
    missing.push(
      ...others.filter((one) => one !== "import(address)").map((it) => `${path}: ${it}`),
    );
  }
  for (const path of later) {
    try {
      await import(new URL(path, document.baseURI).href);
    } catch (error) {
      missing.push(`${path}: ${error}`);
    }
  }
  return { loaded: later.size, missing };
}
