/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { firstLoad } from "../../server/http/assets/modules.ts";
import { loadScripts } from "../../server/http/assets/scripts.ts";
import { TestServer } from "../support/server/test_server.ts";
import { until } from "../support/until.ts";
import { Front } from "./support/front.ts";
import { Speaker } from "./support/speaker.ts";
import { browserTest, type Stage, WINDOWS } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";
import { openAnew } from "./support/visitor/anew.ts";
import { Wire } from "./support/wire.ts";

/** Bytes from the server, headers included: what we promise. */
const FIRST_LOAD_MAX = 80_000;
/** A browser has six connections to a server, so that each six modules are a round trip. */
const MODULES_MAX = 24;
/** What asks somebody who they are: two round trips, one of which opens the connections. */
const CARD_MODULES_MAX = 8;

/** A server in whose lobby people have talked, behind a wire that counts. */
async function busyLobby(stage: Stage): Promise<Wire> {
  const server = stage.use(await TestServer.start());
  const bob = stage.use(new Speaker(server.url(), "bob"));
  await bob.says(
    "Good morning, @ada: **bold** plans at https://chat.example/plan today.",
    "> who said\nNobody `knows` 🙂",
    "See you",
  );
  return stage.use(new Wire(server.url()));
}

/** Waits until they can read what was said last, and write. */
async function canReadAndWrite(visitor: Visitor): Promise<void> {
  await visitor.hears("See you");
  await visitor.window.until(() =>
    document.querySelector<HTMLTextAreaElement>("#composer textarea")?.disabled === false
  );
}

interface Loaded {
  readonly name: string;
  /** From the server; none where the browser had it. */
  readonly bytes: number;
}

/** The modules of a page, in the order in which they were asked for. */
async function modulesOf({ window }: Visitor): Promise<Loaded[]> {
  return await window.evaluate(() =>
    performance.getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map(({ name, transferSize }) => ({ name: new URL(name).pathname, bytes: transferSize }))
      .filter(({ name }) => name.endsWith(".ts"))
  );
}

async function assertLean(visitor: Visitor, bytes: number): Promise<void> {
  const modules = await modulesOf(visitor);
  const list = modules.map(({ name, bytes }) => `${bytes} ${name}`).join("\n");
  assert(bytes <= FIRST_LOAD_MAX, `It took ${bytes} bytes, in modules:\n${list}`);
  assert(modules.length <= MODULES_MAX, `It took ${modules.length} modules:\n${list}`);
}

for (const name of ["wide-light", "narrow-dark"]) {
  browserTest(
    `A newcomer loads at most 80 kB in 24 modules before they can read and talk: ${name}`,
    async (stage) => {
      const wire = await busyLobby(stage);
      const ada = await openAnew(stage, wire.url, { ...WINDOWS[name], isNeverIdle: true });
      await ada.enter("ada");
      await canReadAndWrite(ada);
      const before = wire.received;
      await assertLean(ada, before);
      await ada.says("Here I am");
      await ada.hears("Here I am");
      assert(wire.received <= FIRST_LOAD_MAX, `The first message took ${wire.received} bytes`);
    },
  );
}

browserTest(
  "A newcomer can write their name when 8 modules have come, and is in once the others have",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const { modules } = await loadScripts(new URL("../../", import.meta.url));
    const card = firstLoad("static/page.ts", modules);
    assert(card.length <= CARD_MODULES_MAX, card.join("\n"));
    let isThere = false;
    const front = stage.use(
      new Front(server, (path) => {
        return isThere || !path.endsWith(".ts") || card.some((one) => path.endsWith(`/${one}`));
      }),
    );
    const ada = await openAnew(stage, front.url);
    await ada.window.until(() => document.querySelector("#name-dialog[open]"));
    await ada.window.fill("#name-dialog input", "ada\uE007");
    await ada.window.until(() => document.querySelector("#name-dialog .problem:empty"));
    isThere = true;
    await ada.seesRoom("lobby");
  },
);

browserTest(
  "Whoever reads another language asks for its words together with the modules, and once",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    let isThere = false;
    const front = stage.use(
      new Front(server, (path) => isThere || !path.endsWith("/static/strings.ts")),
    );
    const ada = await stage.open({ at: new URL("about:blank") });
    await ada.window.beforeEachPage(() => {
      Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
      Object.defineProperty(navigator, "languages", { get: () => ["zh-Hans-CN", "en"] });
    });
    const asked = () => front.asked.filter((path) => path.includes("/languages/"));
    // No module runs without this one: yet the words are on their way.
    await ada.window.goTo(String(front.url));
    await until(() => asked().length > 0, "words");
    isThere = true;
    await ada.window.goTo("about:blank");
    const before = asked().length;
    await ada.window.devtools("Network.clearBrowserCache", {});
    await ada.window.goTo(String(front.url));
    await ada.sees("大家怎么称呼你？", "#name-dialog");
    assertEquals(asked().slice(before), ["/static/languages/zh/strings.ts"]);
  },
);

browserTest("A returning visitor with an empty cache loads no more than that", async (stage) => {
  const wire = await busyLobby(stage);
  const ada = await openAnew(stage, wire.url);
  await ada.enter("ada");
  await canReadAndWrite(ada);
  await ada.window.goTo("about:blank");
  await ada.window.devtools("Network.clearBrowserCache", {});
  const before = wire.received;
  await ada.window.goTo(String(wire.url));
  await canReadAndWrite(ada);
  await assertLean(ada, wire.received - before);
});

browserTest("A returning visitor requests no module again, and loads none twice", async (stage) => {
  const wire = await busyLobby(stage);
  const ada = await openAnew(stage, wire.url);
  await ada.enter("ada");
  await canReadAndWrite(ada);
  const loaded = (await modulesOf(ada)).map(({ name }) => name);
  assertEquals(loaded.toSorted(), [...new Set(loaded)].toSorted());
  await ada.window.goTo("about:blank");
  await ada.window.goTo(String(wire.url));
  await canReadAndWrite(ada);
  const again = (await modulesOf(ada)).filter(({ name, bytes }) =>
    bytes > 0 && loaded.includes(name)
  );
  assertEquals(again, []);
});

browserTest(
  "Dialogs that nobody has opened yet open without a connection, once the page is idle",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    await ada.window.until(() =>
      ["account_dialog.ts", "help_dialog.ts", "parts/search.css"].every((name) =>
        performance.getEntriesByType("resource").some((loaded) =>
          new URL(loaded.name).pathname.endsWith(name)
        )
      )
    );
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.window.click("#open-settings");
    await ada.sees("Claim this name", "dialog.extra");
    await ada.window.click("dialog.extra .close");
    await ada.window.click("#find-room");
    await ada.sees("lobby", "dialog.finder");
  },
);

browserTest(
  "The page is painted as it will look with what one round trip brings",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const front = stage.use(new Front(server, (path) => path === "/"));
    const ada = await stage.open({ at: front.url, dark: true });
    await ada.window.until(() =>
      performance.getEntriesByName("first-contentful-paint").length > 0 &&
      getComputedStyle(document.body).display === "grid"
    );
    await stage.picture("first-paint", ada);
  },
);

browserTest(
  "A page whose scripts are gone from the server is loaded again, once",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const front = stage.use(new Front(server, (path) => !path.endsWith("/static/page.ts")));
    const ada = await stage.open({ at: new URL("about:blank") });
    await ada.window.beforeEachPage(() => {
      addEventListener("error", ({ target }) => {
        if (!(target instanceof HTMLScriptElement)) return;
        sessionStorage.missing = 1 + Number(sessionStorage.missing ?? 0);
      }, true);
    });
    await ada.window.goTo(String(front.url));
    await ada.window.until(() => Number(sessionStorage.missing) >= 2);
    await ada.window.text("#room-name");
    assertEquals(await ada.window.evaluate(() => sessionStorage.missing), "2");
    assertEquals(front.asked.filter((path) => path === "/").length, 2);
  },
);

browserTest(
  "A page that needs a module of a replaced server is loaded again, and keeps what was written",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    let isReplaced = false;
    const front = stage.use(
      new Front(server, (path) => {
        if (path === "/") isReplaced = false;
        return !isReplaced || !/^\/(?:build$|static\/|client\/)/.test(path);
      }),
    );
    const ada = await stage.open({ at: front.url });
    await ada.enter("ada");
    await ada.window.type("#composer textarea", "Half a sent");
    isReplaced = true;
    await ada.window.click("#open-search");
    await ada.window.until(() => sessionStorage.getItem("reloaded") !== null);
    await ada.sees("Connected", "#state");
    await ada.window.until(() =>
      document.querySelector<HTMLTextAreaElement>("#composer textarea")?.value === "Half a sent"
    );
    assertEquals(front.asked.filter((path) => path === "/").length, 2);
  },
);

browserTest(
  "A page whose modules do not come says so, and is there once they do",
  async (stage) => {
    const ada = await stage.open();
    await ada.window.devtools("Network.enable", {});
    await ada.window.devtools("Network.setBlockedURLs", { urls: ["*/static/page/screen.ts?*"] });
    await ada.window.reload();
    await ada.window.type("#name-dialog input", "ada");
    await ada.sees("The page has not loaded. Trying again", "#name-dialog > [role=alert]");
    await stage.picture("not-loaded", ada);
    await ada.window.press("\uE007");
    await ada.window.devtools("Network.setBlockedURLs", { urls: [] });
    await ada.seesRoom("lobby");
    assertEquals(
      await ada.window.evaluate(() => document.querySelector("#you")?.textContent),
      "ada",
    );
    await ada.window.devtools("Network.setBlockedURLs", { urls: ["*/connection/link.ts?*"] });
    await ada.window.reload();
    await ada.sees("The page has not loaded. Trying again", "[role=alert].unable");
    await ada.window.devtools("Network.setBlockedURLs", { urls: [] });
    await ada.sees("Connected", "#state");
    await ada.seesNothingAt(".unable:not([hidden])");
  },
);

browserTest("What is loaded later comes though it failed at first", async (stage) => {
  const ada = await stage.open();
  await ada.window.devtools("Network.enable", {});
  await ada.window.devtools("Network.setBlockedURLs", {
    urls: ["*/settle.ts?*", "*/preload.ts?*"],
  });
  await ada.enter("ada");
  const asked = (part: string, status: number) =>
    ada.window.until(
      (part: string, status: number) =>
        performance.getEntriesByType("resource").some((entry) =>
          entry instanceof PerformanceResourceTiming &&
          new URL(entry.name).pathname.endsWith(part) &&
          entry.responseStatus === status
        ),
      ...[part, status] as const,
    );
  await asked("/settle.ts", 0);
  await ada.window.devtools("Network.setBlockedURLs", { urls: [] });
  await asked("/settle.ts", 200);
  await asked("/files/panel.css", 200);
});
