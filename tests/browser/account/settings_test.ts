/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest, WINDOWS } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** Chooses something in the settings, as a person does. */
async function choose(visitor: Visitor, name: string, choice: string): Promise<void> {
  await visitor.window.click("#open-settings");
  await visitor.window.click(`.settings [name=${name}] option[value=${choice}]`);
}

browserTest(
  "The page is light or dark as the system is, until somebody says otherwise",
  async (stage) => {
    const ada = await stage.enter("ada");
    const lightness = () =>
      ada.window.evaluate(() => {
        const [lightness = ""] =
          getComputedStyle(document.documentElement).backgroundColor.match(/[\d.]+/) ?? [];
        return Number(lightness) > 0.5 ? "light" : "dark";
      });
    assertEquals(await lightness(), "light");
    await ada.window.prefer("dark");
    assertEquals(await lightness(), "dark");
    await choose(ada, "colors", "light");
    assertEquals(await lightness(), "light");
    await ada.window.reload();
    await ada.seesRoom("lobby");
    assertEquals(await lightness(), "light");
  },
);

browserTest("The page speaks 中文 when it is asked to, and is as it was", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.types("half a thought");
  await choose(ada, "language", "zh");
  await ada.sees("房间", "#rooms-title");
  await ada.seesRoom("lobby");
  await ada.sees("已连接", "#state");
  await ada.hasWritten("half a thought");
  assertEquals(await ada.window.evaluate(() => document.documentElement.lang), "zh");
  await ada.window.click("#open-search");
  await ada.sees("搜索", "#search");
  await stage.picture("chinese", ada);
});

browserTest(
  "Nobody is asked for permission to notify before they click, and then a mention is a notification",
  async (stage) => {
    const ada = await stage.open();
    await ada.window.beforeEachPage(() => {
      const told: string[] = [];
      class Notice {
        static permission = "default";
        static requestPermission() {
          told.push("asked");
          Notice.permission = "granted";
          return Promise.resolve("granted");
        }
      }
      ServiceWorkerRegistration.prototype.showNotification = (title, { body } = {}) => {
        told.push(`${title}: ${body}`);
        return Promise.resolve();
      };
      Object.assign(globalThis, { Notification: Notice, told });
    });
    await ada.window.reload();
    await ada.enter("ada");
    const told = () =>
      ada.window.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    const bob = stage.speaker("bob");
    await ada.goesTo("garden");
    await bob.says("@ada, nobody asked you yet");
    await ada.sees("lobby", "#rooms li:has([data-count='1'])");
    assertEquals(await told(), []);
    await choose(ada, "notices", "on");
    await bob.says("@ada!", "and this is to nobody");
    await ada.window.until(() => (globalThis as unknown as { told: string[] }).told.length === 2);
    assertEquals(await told(), ["asked", "bob · #lobby: @ada!"]);
    await ada.window.press("\uE00C");

    // A room that may not call does not, and is not in the title.
    assertEquals(await ada.window.evaluate(() => document.title), "(3) #garden · Hubbub");
    assert(
      (await ada.window.evaluate(() => document.querySelector("link[rel=icon]")?.outerHTML))
        ?.includes("icon-unread.svg"),
    );
    await ada.goesTo("lobby");
    await ada.silences();
    await ada.goesTo("garden");
    await bob.says("@ada?", "done");
    await bob.saysTo("ada", "Look at the lobby");
    await ada.sees("bob", "#direct-rooms li");
    await ada.sees("lobby", "#rooms li.muted:not(:has([data-count='1']))");
    assertEquals(await ada.window.evaluate(() => document.title), "(1) #garden · Hubbub");
    assertEquals((await told()).slice(2).map((notice) => notice.split(":")[0]), ["bob"]);
  },
);

for (const [name, options] of Object.entries(WINDOWS)) {
  browserTest(`All that can be touched has a name, and is large enough: ${name}`, async (stage) => {
    const ada = await stage.enter("ada", options);
    await stage.speaker("bob").says("Good morning");
    await ada.hears("Good morning");
    const troubles = await ada.window.evaluate(() => {
      const all = [...document.querySelectorAll("button, a[href], textarea, input, select")];
      return all.filter((element) => element.checkVisibility()).flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        const name = element.ariaLabel || element.textContent?.trim();
        const isSmall = width < 24 || height < 24;
        return isSmall || !name ? [`${element.outerHTML}: ${width} x ${height}`] : [];
      });
    });
    assertEquals(troubles, []);
    const { live, language } = await ada.window.evaluate(() => ({
      live: [...document.querySelectorAll("[aria-live], [role=log]")].map(({ id }) => id),
      language: document.documentElement.lang,
    }));
    assertEquals([live, language], [["voice"], "en"]);
    await ada.sees("bob: Good morning", "#voice");
  });
}

for (const [name, options] of Object.entries(WINDOWS)) {
  browserTest(`All that can be chosen in the settings is read whole: ${name}`, async (stage) => {
    const ada = await stage.enter("ada", options);
    await ada.opensSide();
    await ada.window.click("#open-settings");
    await ada.sees("Language", ".settings");
    const cut = await ada.window.evaluate(() =>
      Array.from(document.querySelectorAll<HTMLElement>(".settings select")).flatMap((select) => {
        const { width } = select.getBoundingClientRect();
        select.style.width = "max-content";
        const needed = select.getBoundingClientRect().width;
        select.style.width = "";
        return needed > width ? [`${select.textContent}: ${needed} in ${width}`] : [];
      })
    );
    assertEquals(cut, []);
  });
}

browserTest("A page that came by plain http says why things are missing", async (stage) => {
  const ada = await stage.open();
  await ada.window.beforeEachPage(() => {
    Object.defineProperty(globalThis, "isSecureContext", { value: false });
    Reflect.deleteProperty(Navigator.prototype, "clipboard");
  });
  await ada.window.reload();
  await ada.enter("ada");
  await ada.window.click("#open-settings");
  await ada.sees("Notifications, passkeys, voice messages and copying need https", "#needs-https");
  await stage.picture("needs-https", ada);
  await ada.window.click("dialog.extra .close");
  await ada.picks("#room-menu", "Copy the link to this room");
  await ada.sees("Copy it by hand", ".toast");
  await ada.sees("#lobby", ".toast");
});

browserTest("A page that is safe says nothing of that", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.window.click("#open-settings");
  await ada.sees("Language", ".settings");
  await ada.seesNothingAt("#needs-https");
});

browserTest("A browser finds nothing that keeps the page from being installed", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.window.until(() => document.querySelector("link[rel=manifest]") !== null);
  const asked = ["Page.getAppManifest", "Page.getInstallabilityErrors"];
  const [manifest, installability] = await Promise.all(
    asked.map((command) => ada.window.devtools(command, {})),
  ) as [{ errors: unknown[] }, { installabilityErrors: unknown[] }];
  assertEquals([manifest.errors, installability.installabilityErrors], [[], []]);
});
