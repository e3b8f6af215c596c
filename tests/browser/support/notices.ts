/// <reference lib="dom" />
/**
 * What the system shows of a page, and who clicks on it.
 *
 * @module
 */

import { until } from "../../support/until.ts";
import "./ears.ts";
import type { Visitor } from "./visitor.ts";

/**
 * What the system shows, in the order in which it was said, once tabs that a test listens to have
 * shown so much. Only then is the system asked: Chromium drops a notice for good if it is asked what
 * it shows between having noted the notice and having shown it.
 */
export async function notices(tabs: readonly Visitor[], count: number): Promise<string[]> {
  await until(
    async () => (await shown(tabs)).length >= count,
    async () => `${count} notices; shown were ${JSON.stringify(await shown(tabs))}`,
  );
  const [asked] = tabs;
  if (asked === undefined) throw new Error("There is no tab to ask in what the system shows");
  return await asked.window.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const notices = await registration.getNotifications();
    return notices.map(({ title, body, data }) => `${data} ${title}: ${body}`).sort();
  });
}

/** The tags of what tabs have shown. What two of them show is one notice. */
async function shown(tabs: readonly Visitor[]): Promise<string[]> {
  const tags = new Set<string>();
  for (const { window } of tabs) {
    for (const tag of await window.evaluate(() => ears.notices)) tags.add(tag);
  }
  return [...tags];
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
