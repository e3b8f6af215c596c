/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { wav } from "../support/files/media.ts";
import { until } from "../support/until.ts";
import { POLYGLOTS } from "../support/files/polyglots.ts";
import { browserTest } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";

/** How a browser says that it does not take a file for a script or a style, or that none may be framed. */
const REFUSED = /MIME type|not executable|frame-src|Framing|ERR_|404/;

/** Uploads a file from the page, as whoever is signed in there. */
async function upload(visitor: Visitor, name: string, bytes: Uint8Array) {
  return await visitor.window.evaluate(
    async (name: string, bytes: number[]) => {
      const body = Uint8Array.from(bytes);
      const response = await fetch(`/api/files?name=${encodeURIComponent(name)}`, {
        method: "POST",
        body,
      });
      const uploaded: { url: string; type: string } = await response.json();
      return uploaded;
    },
    name,
    [...bytes],
  );
}

/** The ways in which a page could make a file of its own server run, and by which this one did. */
async function runs(visitor: Visitor, url: string): Promise<string[]> {
  return await visitor.window.evaluate(async (url: string) => {
    const policies = Reflect.get(window, "trustedTypes");
    const address = policies.createPolicy("test", { createScriptURL: String }).createScriptURL(url);
    const loads = (tag: string, properties: Record<string, unknown>) =>
      new Promise<boolean>((resolve) => {
        const element = Object.assign(document.createElement(tag), properties);
        element.onload = () => resolve(true);
        element.onerror = () => resolve(false);
        document.body.append(element);
      });
    const works = new Promise<boolean>((resolve) => {
      const worker = new Worker(address);
      worker.onmessage = () => resolve(true);
      worker.onerror = () => resolve(false);
    });
    const serves = navigator.serviceWorker.register(address, { scope: `${url}/` })
      .then(() => true, () => false);
    const tries = {
      ...{ script: loads("script", { src: address }), worker: works, serviceWorker: serves },
      module: loads("script", { src: address, type: "module" }),
      style: loads("link", { rel: "stylesheet", href: url }),
    };
    // What these show is a picture, or nothing.
    await Promise.all([loads("img", { src: url }), loads("iframe", { src: url })]);
    const found: string[] = [];
    for (const [way, hasRun] of Object.entries(tries)) if (await hasRun) found.push(way);
    if (document.title === "ran") found.push("title");
    if ("ran" in window) found.push("mark");
    return found;
  }, url);
}

browserTest("A file that may be taken for two runs nowhere", async (stage) => {
  const ada = await stage.enter("ada", { isNoted: false });
  const urls = new Map<string, string>();
  for (const { name, bytes, type } of POLYGLOTS) {
    const uploaded = await upload(ada, name, bytes);
    assertEquals(uploaded.type, type, name);
    urls.set(name, uploaded.url);
  }
  for (const [name, url] of urls) assertEquals(await runs(ada, url), [], name);
  assertEquals((await stage.log()).filter((line) => !REFUSED.test(line)), []);

  // Opened by itself, it is shown, or saved: then the window stays where it is.
  await ada.window.devtools("Page.setDownloadBehavior", { behavior: "deny" });
  const origin = await ada.window.evaluate(() => location.origin);
  for (const [name, url] of urls) {
    await ada.window.goTo(origin + url);
    const hasRun = await ada.window.evaluate(() => document.title === "ran" || "ran" in window);
    assertEquals(hasRun, false, name);
  }
  assertEquals(await stage.log(), []);
});

browserTest("A sound that is opened by itself plays", async (stage) => {
  const ada = await stage.enter("ada", { isNoted: false });
  const { url } = await upload(ada, "sound.wav", wav());
  await ada.window.goTo(await ada.window.evaluate(() => location.origin) + url);
  // From here: what waits in the page itself is a script, which its sandbox does not let run.
  const state = () => ada.window.evaluate(() => document.querySelector("video")?.readyState);
  await until(async () => Number(await state()) > 0, "a sound that is ready");
  assertEquals(await ada.window.evaluate(() => document.querySelector("video")?.duration), 0.5);
  assertEquals(await stage.log(), []);
});
