// @ts-check
/**
 * What answers when the server can't be reached: a page that says so, and comes back. Everything
 * else goes to the server, as if this were not here: an update shows at once.
 *
 * @module
 */

/** What the page for that needs. */
const KEPT = [
  "offline.html",
  "offline.js",
  "strings.js",
  "strings/more.js",
  "strings/zh.js",
  "page/language.js",
  "page/part.js",
  "page/shelf.js",
  "icon.svg",
];
const SHELF = "offline";

/** @typedef {Event & { waitUntil: (done: Promise<unknown>) => void }} LongEvent */
/** @typedef {LongEvent & { request: Request, respondWith: (answer: Promise<Response>) => void }} FetchEvent */
/** @typedef {LongEvent & { notification: Notification }} NoticeEvent */

/**
 * What we need of a `ServiceWorkerGlobalScope`: its own types are at odds with those of a page.
 *
 * @typedef {object} Scope
 * @property {((type: "install" | "activate", listener: (event: LongEvent) => void) => void) & ((type: "fetch", listener: (event: FetchEvent) => void) => void) & ((type: "notificationclick", listener: (event: NoticeEvent) => void) => void)} addEventListener
 * @property {() => Promise<void>} skipWaiting
 * @property {{ scope: string }} registration
 * @property {{ claim: () => Promise<void>, openWindow: (url: string) => Promise<unknown>, matchAll: (which: object) => Promise<{ focus: () => Promise<unknown>, postMessage: (message: unknown) => void }[]> }} clients
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
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

/** Brings somebody to a message: in a tab that is open, or else in a new one. @param {string} address */
async function goTo(address) {
  const [tab] = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tab === undefined) {
    return await worker.clients.openWindow(worker.registration.scope + address);
  }
  await tab.focus();
  tab.postMessage({ goTo: address });
}

async function keepAll() {
  const shelf = await caches.open(SHELF);
  // Past the browser's own cache: what is kept together must be of one version.
  await shelf.addAll(KEPT.map((path) => new Request(path, { cache: "reload" })));
  await worker.skipWaiting();
}

/**
 * @param {Request} request
 * @param {string} kept what answers when the server does not
 */
async function answer(request, kept) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(kept);
    if (found === undefined) throw error;
    return found;
  }
}
