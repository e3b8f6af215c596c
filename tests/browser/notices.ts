/// <reference lib="dom" />
/**
 * What the system shows of a page, and who clicks on it.
 *
 * @module
 */

import type { Visitor } from "./visitor.ts";

/** What the system shows, in the order in which it was said, once there is so much. */
export async function notices({ window }: Visitor, count: number): Promise<string[]> {
  return await window.evaluate(async (count: number) => {
    const registration = await navigator.serviceWorker.ready;
    for (;;) {
      const notices = await registration.getNotifications();
      if (notices.length >= count) {
        return notices.map(({ title, body, data }) => `${data} ${title}: ${body}`).sort();
      }
      await new Promise(requestAnimationFrame);
    }
  }, count);
}

/** Clicks on a notice: the worker is told, as a system would tell it. */
export async function clickNotice({ window, at }: Visitor, address: string): Promise<void> {
  const { targetInfos } = await window.devtools("Target.getTargets", {}) as {
    targetInfos: { targetId: string; type: string; url: string }[];
  };
  const worker = targetInfos.find(({ type, url }) =>
    type === "service_worker" && url.startsWith(at.origin)
  );
  if (worker === undefined) throw new Error(`Cannot click: there is no worker of ${at.origin}`);
  const { targetId } = worker;
  const { sessionId } = await window.devtools("Target.attachToTarget", {
    targetId,
    flatten: false,
  }) as { sessionId: string };
  const expression = `(async () => {
    const notices = await registration.getNotifications();
    const notification = notices.find(({ data }) => data === ${JSON.stringify(address)});
    const event = new NotificationEvent("notificationclick", { notification });
    // Only what the system tells may be waited for.
    event.waitUntil = () => {};
    dispatchEvent(event);
  })()`;
  const message = JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression } });
  await window.devtools("Target.sendMessageToTarget", { sessionId, message });
}
