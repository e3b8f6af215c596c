/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { PushService } from "../../server/service/push/push_service.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { clickNotice } from "../support/notices.ts";
import { browserTest, inEachWindow, type Stage, WINDOWS } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** How long one push is waited for, in milliseconds, and how many are sent at most. */
const LOOK_MS = 10_000;
const TRIES_MAX = 5;

/** A server, and a push service of which the browser's subscriptions are. */
async function withPush(stage: Stage) {
  const service = stage.use(new PushService());
  const server = stage.use(
    await TestServer.start({
      hookHosts: new Set([service.host]),
      pushPace: { delayMs: 0, everyMs: 0 },
    }),
  );
  const device = await service.subscribe("/browser");
  return { service, server, device };
}

/**
 * Has the page subscribe at our push service: that of a real browser is in the internet. What is pushed
 * there the test hands to the browser, which has a real service worker.
 */
async function allowsPush(visitor: Visitor, device: object): Promise<void> {
  const { window } = visitor;
  await window.devtools("Browser.grantPermissions", {
    origin: visitor.at.origin,
    permissions: ["notifications"],
  });
  await window.evaluate((subscription: object) => {
    let isOn = false;
    const made = {
      options: { applicationServerKey: null },
      toJSON: () => subscription,
      unsubscribe: () => Promise.resolve(!(isOn = false)),
    };
    Object.assign(PushManager.prototype, {
      getSubscription: () => Promise.resolve(isOn ? made : null),
      subscribe: () => Promise.resolve((isOn = true) && made),
    });
    Object.assign(Notification, { requestPermission: () => Promise.resolve("granted") });
  }, device);
}

function subscriptionOf({ endpoint, keys }: Awaited<ReturnType<PushService["subscribe"]>>) {
  return { endpoint, keys: { p256dh: keys.publicKey, auth: keys.auth } };
}

/** Hands what was pushed to the service worker, and gives the notifications that it shows then. */
async function deliver(visitor: Visitor, message: object, count: number) {
  // A worker that is just stopping does not hear of it: as a push service, it is told again.
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    await push(visitor, message);
    const shown = await visitor.window.evaluate(
      async (count: number, text: string, lookMs: number) => {
        const worker = await navigator.serviceWorker.ready;
        for (const end = performance.now() + lookMs; performance.now() < end;) {
          const shown = await worker.getNotifications();
          const isThere = shown.some(({ title, body }) => `${title}: ${body}`.includes(text));
          if (isThere && shown.length === count) {
            return shown.map(({ title, body, data }) => `${data} ${title}: ${body}`);
          }
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      },
      count,
      "text" in message ? String(message.text) : "",
      LOOK_MS,
    );
    if (shown) return shown;
  }
  throw new Error(`Waited in vain for a notification of ${JSON.stringify(message)}`);
}

/** Wakes the page's service worker as a push does. */
async function push({ window, at }: Visitor, message: object): Promise<void> {
  const { targetInfos } = await window.devtools("Target.getTargets", {}) as {
    targetInfos: { targetId: string; type: string; url: string }[];
  };
  const worker = targetInfos.find(({ type, url }) =>
    type === "service_worker" && url.startsWith(at.origin)
  );
  assert(worker);
  const { sessionId } = await window.devtools("Target.attachToTarget", {
    targetId: worker.targetId,
    flatten: false,
  }) as { sessionId: string };
  const expression = `(() => {
    const event = new PushEvent("push", { data: ${JSON.stringify(JSON.stringify(message))} });
    // Only what the system brings may be waited for.
    event.waitUntil = () => {};
    dispatchEvent(event);
  })()`;
  const sent = JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression } });
  await window.devtools("Target.sendMessageToTarget", { sessionId, message: sent });
}

inEachWindow("Somebody turns notifications on, tests them, and turns them off", async (stage) => {
  const { service, server, device } = await withPush(stage);
  const ada = await stage.enter("ada", { at: server.url() });
  await ada.window.until(() => document.querySelector("link[rel=manifest]"));
  await allowsPush(ada, subscriptionOf(device));
  await ada.opensSide();
  await ada.window.click("#open-settings");
  await ada.window.click(".settings ~ .person .devices");
  await ada.window.click("#notifications-dialog .on");
  await ada.sees("This device is now notified", "#notifications-dialog [role=status]");
  await ada.sees("this device", "#notifications-dialog .sessions li");
  await ada.window.click("#notifications-dialog .test");
  assertEquals((await service.pushed.next()).message, { type: "test" });
  await ada.sees("Sent.", "#notifications-dialog [role=status]");
  await ada.window.click("#notifications-dialog [name=quiet]");
  await ada.sees("until", "#notifications-dialog .quiet-hours");
  await stage.picture("notifications", ada);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  await ada.window.click("#notifications-dialog .off");
  await ada.sees("None yet.", "#notifications-dialog .sessions");
});

browserTest(
  "A push shows one notification for a room, and a click on it opens the room",
  async (stage) => {
    const { service, server, device } = await withPush(stage);
    const ada = await stage.enter("ada", { at: server.url() });
    await ada.window.until(() => document.querySelector("link[rel=manifest]"));
    await allowsPush(ada, subscriptionOf(device));
    await ada.window.click("#open-settings");
    await ada.window.click(".settings ~ .person .devices");
    await ada.window.click("#notifications-dialog .on");
    await ada.sees("This device is now notified", "#notifications-dialog [role=status]");
    await ada.window.press("\uE00C");
    await ada.goesTo("garden");

    const bob = stage.speaker("bob", server.url());
    await bob.says("@ada, the first");
    const first = await service.pushed.next();
    assertEquals(await deliver(ada, first.message, 1), [
      `#lobby/${first.message.seq} bob · #lobby: @ada, the first`,
    ]);
    await bob.says("@ada, the second");
    const second = await service.pushed.next();
    const address = `#lobby/${second.message.seq}`;
    assertEquals(await deliver(ada, second.message, 1), [
      `${address} bob · #lobby: @ada, the second`,
    ]);
    await clickNotice(ada, address);
    await ada.seesRoom("lobby");
  },
);

browserTest(
  "On a phone the button that shows the rooms tells what is unread, and what calls",
  async (stage) => {
    const ada = await stage.enter("ada", WINDOWS["narrow-light"]);
    const bob = stage.speaker("bob");
    await ada.goesTo("garden");
    const told = () =>
      ada.window.evaluate(() => {
        const opener = document.querySelector<HTMLElement>("#open-side")!;
        const { content } = getComputedStyle(opener, "::after");
        return [opener.ariaLabel, content];
      });
    assertEquals(await told(), ["Rooms and people", "none"]);
    await bob.says("Anybody?");
    await ada.window.until(() => document.querySelector("#open-side[data-news=true]"));
    assertEquals(await told(), ["Rooms and people: New messages", '""']);
    await bob.says("@ada?", "@room, tea!");
    await ada.window.until(() => document.querySelector("#open-side[data-count='2']"));
    assertEquals(await told(), ["Rooms and people: 2 messages for you", '"2"']);
    await stage.picture("opener", ada);
    await ada.window.reload();
    await ada.seesRoom("garden");
    // It is told as soon as the page can, not when something happens next.
    await ada.window.until(() => document.querySelector("link[rel=manifest]"));
    await ada.window.evaluate(() =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    );
    assertEquals(await told(), ["Rooms and people: 2 messages for you", '"2"']);
    await ada.goesTo("lobby");
    await ada.window.until(() => document.querySelector("#open-side[data-news=false]"));
    assertEquals(await told(), ["Rooms and people", "none"]);
    await ada.window.until(() => document.querySelector(".message.calls .mention.you"));
  },
);
