import { assertEquals, assertNotEquals } from "@std/assert";
import type { Assets } from "../../server/http/assets.ts";
import { loadAssets } from "../../server/http/assets/load.ts";
import { FACTS } from "../../server/service/server_info.ts";
import { loadScripts, SERVICE_WORKER } from "../../server/http/assets/scripts.ts";
import { collectModules } from "../../server/http/assets/modules.ts";

const ROOT = new URL("../../", import.meta.url);
const { modules, classic } = await loadScripts(ROOT);
const SOURCE = classic.get(SERVICE_WORKER) ?? "";

interface Asked {
  goTo: string;
}

/** A browser's tab as a worker has it: it answers, or does not. */
class Tab {
  asked: string[] = [];
  focused = false;
  visibilityState = "hidden";
  readonly #answers;

  constructor(answers: boolean) {
    this.#answers = answers;
  }

  focus(): Promise<void> {
    return Promise.reject(new DOMException("It stays where it is", "InvalidAccessError"));
  }

  postMessage({ goTo }: Asked, [port]: MessagePort[]): void {
    this.asked.push(goTo);
    if (this.#answers) port?.postMessage("gone there");
    port?.close();
  }
}

/** Clicks on a notice where these tabs are open, and tells which new ones are opened. */
async function opened(address: string, tabs: Tab[]): Promise<string[]> {
  const listeners = new Map<string, (event: unknown) => void>();
  const windows: string[] = [];
  const worker = {
    addEventListener: (type: string, listener: (event: unknown) => void) =>
      listeners.set(type, listener),
    location: { search: "" },
    registration: { scope: "https://chat.example/" },
    clients: {
      matchAll: () => Promise.resolve(tabs),
      openWindow: (url: string) => Promise.resolve(windows.push(url)),
    },
  };
  const impatient = (act: () => void) => setTimeout(act, 50);
  new Function("globalThis", "setTimeout", "console", SOURCE)(worker, impatient, { warn() {} });
  const done: Promise<unknown>[] = [];
  listeners.get("notificationclick")?.({
    notification: { data: address, close() {} },
    waitUntil: (promise: Promise<unknown>) => done.push(promise),
  });
  await Promise.all(done);
  return windows;
}

Deno.test("A click on a notice opens a new tab where none is open, or none that goes there", async () => {
  assertEquals(await opened("#lobby/7", []), ["https://chat.example/#lobby/7"]);
  const offline = new Tab(false);
  assertEquals(await opened("#lobby/7", [offline]), ["https://chat.example/#lobby/7"]);
  assertEquals(offline.asked, ["#lobby/7"]);
});

Deno.test("A click on a notice goes there in the tab that is in front, else in any", async () => {
  const [other, front] = [new Tab(true), new Tab(true)];
  assertEquals(await opened("#lobby/7", [other, front]), []);
  assertEquals([other.asked, front.asked], [["#lobby/7"], []]);
  front.focused = true;
  assertEquals(await opened("#den", [other, front]), []);
  assertEquals([other.asked, front.asked], [["#lobby/7"], ["#den"]]);
});

Deno.test("The service worker keeps each module that the page for a server out of reach may load", async () => {
  const read = (path: string) => Promise.resolve(modules.get(path) ?? "");
  const needed = await collectModules(["static/offline.ts"], read);
  const kept = SOURCE.matchAll(/"((?:static\/|protocol)[^"]*\.ts)"/g).map(([, path]) => path)
    .toArray();
  assertEquals(kept.toSorted(), [...needed.keys()].toSorted());
});

Deno.test("The service worker is served with addresses that the server answers, and is another one for another build", async () => {
  const workerOf = async (assets: Assets) => {
    const response = await assets.respond(new Request("http://chat.example/service_worker.ts"));
    return await response?.text() ?? "";
  };
  const assets = await loadAssets(ROOT);
  const worker = await workerOf(assets);
  const [, written = "{}"] = /JSON\.parse\('([^']*)'\)/.exec(worker) ?? [];
  const addresses: Record<string, string> = JSON.parse(written);
  const read = (path: string) => Promise.resolve(modules.get(path) ?? "");
  const needed = [...(await collectModules(["static/offline.ts"], read)).keys()];
  assertEquals(needed.filter((path) => addresses[path] === undefined), []);
  for (const address of Object.values(addresses)) {
    const answer = await assets.respond(new Request(`http://chat.example/${address}`));
    assertEquals(answer?.status, 200, address);
  }
  // Its page has another style.
  const overrides = new Map([["static/custom.css", new TextEncoder().encode("a{}")]]);
  assertNotEquals(await workerOf(await loadAssets(ROOT, FACTS, overrides)), worker);
});

Deno.test("The worker answers for no file that people send, and keeps none", async () => {
  const listeners = new Map<string, (event: unknown) => void>();
  const worker = {
    addEventListener: (type: string, listener: (event: unknown) => void) =>
      listeners.set(type, listener),
    location: { search: "" },
    registration: { scope: "https://chat.example/chat/" },
    clients: {},
  };
  new Function("globalThis", SOURCE)(worker);
  const answered: string[] = [];
  const answers: Promise<Response>[] = [];
  for (const mode of ["navigate", "no-cors", "same-origin"]) {
    for (const path of ["files/ID/cat.png", "files/ID/offline.html", "files/ID/icon.svg", ""]) {
      const request = { url: `https://chat.example/chat/${path}`, mode };
      const respondWith = (answer: Promise<Response>) => {
        answers.push(answer);
        answered.push(`${mode} ${path}`);
      };
      listeners.get("fetch")?.({ request, respondWith });
    }
  }
  assertEquals(answered, ["navigate "]);
  // There is neither a server nor a cache.
  await Promise.allSettled(answers);
});

/** What the worker of a browser does when that says something of notifications. */
async function tellsOfPush(type: string, event: object, pushManager: object = {}) {
  const listeners = new Map<string, (event: unknown) => void>();
  const shown: { title: string; icon?: string }[] = [];
  const asked: { url: string; method: string; body: unknown }[] = [];
  const worker = {
    addEventListener: (type: string, listener: (event: unknown) => void) =>
      listeners.set(type, listener),
    location: { search: "" },
    registration: {
      scope: "https://chat.example/chat/",
      pushManager,
      getNotifications: () => Promise.resolve([]),
      showNotification: (title: string, { icon }: { icon?: string }) =>
        Promise.resolve(shown.push({ title, ...icon !== undefined && { icon } })),
    },
    clients: {},
  };
  const ask = (url: string, { method, body }: { method: string; body: string }) => {
    asked.push({ url, method, body: JSON.parse(body) });
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  new Function("globalThis", "fetch", SOURCE)(worker, ask);
  const done: Promise<unknown>[] = [];
  const waitUntil = (promise: Promise<unknown>) => done.push(promise);
  listeners.get(type)?.({ ...event, waitUntil });
  await Promise.all(done);
  return { shown, asked };
}

function subscription(endpoint: string) {
  return { options: { applicationServerKey: "KEY" }, toJSON: () => ({ endpoint }) };
}

Deno.test("The server is told the new address when a browser changes where it is pushed", async () => {
  const told = (endpoint: string) => [
    { url: "https://chat.example/chat/api/push", method: "POST", body: { endpoint } },
  ];
  const [oldSubscription, newSubscription] = ["old", "new"].map(subscription);
  const type = "pushsubscriptionchange";
  const changed = await tellsOfPush(type, { oldSubscription, newSubscription });
  assertEquals(changed.asked, told("new"));

  const wanted: unknown[] = [];
  const pushManager = {
    subscribe: (options: unknown) => {
      wanted.push(options);
      return Promise.resolve(subscription("again"));
    },
  };
  const ended = await tellsOfPush(type, { oldSubscription, newSubscription: null }, pushManager);
  assertEquals(ended.asked, told("again"), "it subscribes again, with the key of before");
  assertEquals(wanted, [{ userVisibleOnly: true, applicationServerKey: "KEY" }]);

  const unknown = await tellsOfPush(type, {}, pushManager);
  assertEquals([unknown.asked, wanted.length], [[], 1], "there is no key to subscribe with");
});

Deno.test("A notification shows a picture that every system takes", async () => {
  for (
    const message of [{ type: "test" }, { type: "message", room: "lobby", seq: 1, from: "bob" }]
  ) {
    const { shown } = await tellsOfPush("push", { data: { json: () => message } });
    assertEquals(shown.map(({ icon }) => icon), ["icon-192.png"]);
  }
});
