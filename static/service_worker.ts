/// <reference lib="dom" />
/**
 * What answers when the server can't be reached: a page that says so, and comes back. Everything
 * else goes to the server, as if this were not here: an update shows at once.
 *
 * The page adds to this script's address which build it is of. Another build is another worker, which
 * keeps that build's page.
 *
 * @module
 */

type LongEvent = Event & { waitUntil: (done: Promise<unknown>) => void };
type FetchEvent = LongEvent & {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
};
type NoticeEvent = LongEvent & { notification: Notification };

interface Tab {
  focused: boolean;
  visibilityState: string;
  focus: () => Promise<unknown>;
  postMessage: (message: unknown, transfer: Transferable[]) => void;
}

/** What we need of a `ServiceWorkerGlobalScope`: its own types are at odds with those of a page. */
interface Scope {
  addEventListener:
    & ((type: "install" | "activate", listener: (event: LongEvent) => void) => void)
    & ((type: "fetch", listener: (event: FetchEvent) => void) => void)
    & ((type: "notificationclick", listener: (event: NoticeEvent) => void) => void);
  skipWaiting: () => Promise<void>;
  location: { search: string };
  registration: { scope: string };
  clients: {
    claim: () => Promise<void>;
    openWindow: (url: string) => Promise<unknown>;
    matchAll: (which: object) => Promise<Tab[]>;
  };
}

const worker = globalThis as unknown as Scope;

/** Where the build is whose page is kept. */
const BUILD = worker.location.search.slice(1);
/** What the page for that needs. */
const KEPT = [
  "offline.html",
  "icon.svg",
  ...[
    "static/offline.ts",
    "static/strings.ts",
    "static/strings/more.ts",
    "static/strings/zh.ts",
    "static/page/document.ts",
    "protocol.ts",
    "protocol/name.ts",
    "static/page/browser_storage.ts",
  ].map((path) => `${BUILD}/${path}`),
];
const CACHE = "offline";

/** How long a tab may take to say that it goes somewhere. A new one may be opened for 5 s after a click. */
const TAB_ANSWERS_MS = 1_000;

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const { scope } = worker.registration;
  // What stands elsewhere on this host is not ours.
  if (!`${origin}${pathname}`.startsWith(scope)) return;
  const path = `${origin}${pathname}`.slice(scope.length);
  const isPage = event.request.mode === "navigate" && path === "";
  if (isPage || KEPT.includes(path)) {
    event.respondWith(answer(event.request, isPage ? "offline.html" : path));
  }
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(goTo(String(event.notification.data ?? "")));
});

/** Brings somebody to a message: in a tab that is open, or else in a new one. */
async function goTo(address: string): Promise<void> {
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find(({ focused }) => focused) ??
    tabs.find(({ visibilityState }) => visibilityState === "visible") ?? tabs[0];
  if (tab === undefined || !await isTaken(tab, address)) {
    await worker.clients.openWindow(worker.registration.scope + address);
  }
}

/**
 * Whether a tab goes there. One that shows no conversation, as when the server can't be reached or
 * its page is still loading, does not answer.
 */
async function isTaken(tab: Tab, address: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const { promise: isAnswered, resolve } = Promise.withResolvers<boolean>();
  port1.onmessage = () => resolve(true);
  const timer = setTimeout(() => resolve(false), TAB_ANSWERS_MS);
  tab.postMessage({ goTo: address }, [port2]);
  try {
    await tab.focus();
  } catch (error) {
    // The browser lets it stay where it is: it goes there all the same.
    console.warn(error);
  }
  const isTaken = await isAnswered;
  clearTimeout(timer);
  port1.close();
  return isTaken;
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache: what is kept together must be of one version.
  await cache.addAll(KEPT.map((path) => new Request(path, { cache: "reload" })));
  await worker.skipWaiting();
}

/** What the worker of another build kept is needed no more. */
async function takeOver(): Promise<void> {
  await worker.clients.claim();
  const { scope } = worker.registration;
  const kept = new Set(KEPT.map((path) => scope + path));
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    if (url.startsWith(scope) && !kept.has(url)) await cache.delete(url);
  }
}

/** @param kept what answers when the server does not */
async function answer(request: Request, kept: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(kept);
    if (found === undefined) throw error;
    return found;
  }
}
