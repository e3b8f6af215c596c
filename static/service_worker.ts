/// <reference lib="dom" />
/**
 * What answers when the server can't be reached: a page that says so, and comes back. Everything
 * else goes to the server, as if this were not here: an update shows at once.
 *
 * The server writes into it where that page's modules are, and the page adds to its address which language
 * it speaks, with the words of that which are said here. Another build, or another language, is another
 * worker, which keeps that one's page.
 *
 * @module
 */

type LongEvent = Event & { waitUntil: (done: Promise<unknown>) => void };
type FetchEvent = LongEvent & {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
};
type NoticeEvent = LongEvent & { notification: Notification };
type PushEvent = LongEvent & { data: { json: () => unknown } | null };
type ChangeEvent = LongEvent & {
  oldSubscription?: PushSubscription | null;
  newSubscription?: PushSubscription | null;
};

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
    & ((type: "notificationclick", listener: (event: NoticeEvent) => void) => void)
    & ((type: "push", listener: (event: PushEvent) => void) => void)
    & ((type: "pushsubscriptionchange", listener: (event: ChangeEvent) => void) => void);
  skipWaiting: () => Promise<void>;
  location: { search: string };
  registration: Pick<
    ServiceWorkerRegistration,
    "scope" | "showNotification" | "getNotifications" | "pushManager"
  >;
  clients: {
    claim: () => Promise<void>;
    openWindow: (url: string) => Promise<unknown>;
    matchAll: (which: object) => Promise<Tab[]>;
  };
}

const worker = globalThis as unknown as Scope;

/** The language of the page that is kept; none if that is English. */
const [LANGUAGE] = worker.location.search.slice(1).split("&");
/** Where the modules are, by their paths, and of which build they are: the server writes it. */
const ADDRESSES: Record<string, string> = JSON.parse('{"build":""}');
/** What the page for that needs. */
const KEPT = [
  "offline.html",
  "icon.svg",
  ...[
    "static/offline.ts",
    "static/strings.ts",
    "static/strings/more.ts",
    ...LANGUAGE ? ["strings", "more"].map((it) => `static/languages/${LANGUAGE}/${it}.ts`) : [],
    "static/page/document.ts",
    "protocol/name.ts",
    "static/page/browser_storage.ts",
  ].map((path) => ADDRESSES[path] ?? path),
];
const CACHE = "offline";

/** What notifications show: Android takes no SVG. */
const NOTICE_ICON = "icon-192.png";

/** How long a tab may take to say that it goes somewhere. A new one may be opened for 5 s after a click. */
const TAB_ANSWERS_MS = 1_000;

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { origin, pathname, search } = new URL(event.request.url);
  const { scope } = worker.registration;
  // What stands elsewhere on this host is not ours.
  if (!`${origin}${pathname}`.startsWith(scope)) return;
  const path = `${origin}${pathname}${search}`.slice(scope.length);
  const isPage = event.request.mode === "navigate" && `${origin}${pathname}` === scope;
  if (isPage || KEPT.includes(path)) {
    event.respondWith(answer(event.request, isPage ? "offline.html" : path));
  }
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(goTo(String(event.notification.data ?? "")));
});

worker.addEventListener("push", (event) => event.waitUntil(showPush(event.data?.json())));
worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

/** What this says by itself: in English, or as the page has told it. */
const WORDS = {
  message: "There is a new message",
  test: "Notifications come to this device.",
  ...Object.fromEntries(new URLSearchParams(worker.location.search)),
};

/**
 * Shows what was pushed: one notification for each room, of the newest. Browsers want one to be shown
 * each time; what a page has shown is not loud again.
 *
 * @param pushed as the server writes it
 */
async function showPush(pushed: unknown): Promise<void> {
  const { type, room, seq, from, text } = (pushed ?? {}) as Record<string, unknown>;
  const icon = NOTICE_ICON;
  if (type !== "message" || typeof room !== "string" || typeof seq !== "number") {
    return await worker.registration.showNotification("Hubbub", { body: WORDS.test, icon });
  }
  // A private room's name says nothing, and what is said there the server does not know.
  const isPrivate = room.startsWith("~");
  const place = isPrivate || room.startsWith("@") ? "" : `#${room}`;
  const isTold = typeof from === "string" && !isPrivate;
  const title = isTold ? [from, place].filter(Boolean).join(" · ") : place || "Hubbub";
  const body = typeof text === "string" ? text : isTold ? "" : WORDS.message;
  const data = `#${encodeURIComponent(room)}/${seq}`;
  const shown = await worker.registration.getNotifications();
  const same = shown.find((notification) => notification.data === data);
  const isNews = same === undefined;
  const tag = same?.tag ?? room;
  const options = { body, icon, data, tag, renotify: isNews, silent: !isNews };
  await worker.registration.showNotification(title, options);
}

/** The browser has another address at its push service: the server is told. */
async function renew({ oldSubscription, newSubscription }: ChangeEvent): Promise<void> {
  const { scope, pushManager } = worker.registration;
  const key = oldSubscription?.options.applicationServerKey;
  const own = newSubscription ??
    (key
      ? await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
      : null);
  if (own === null) return;
  await fetch(`${scope}api/push`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(own.toJSON()),
  });
}

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
