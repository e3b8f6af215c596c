/**
 * This browser's subscription: what its push service brings to the service worker while no page is open.
 *
 * @module
 */
import type { PushDevices } from "../../../client/connection/account/push.ts";
import { notify } from "../../strings/calling/notify.ts";
import { install } from "../document/install.ts";

/** Why this device can't be notified, in a sentence; `undefined` if it may be. */
export function obstacle(): string | undefined {
  if (!isSecureContext) return notify.needsHttps;
  const isApple = /iPhone|iPad/.test(navigator.userAgent) || isTouchMac();
  const isInstalled = matchMedia("(display-mode: standalone)").matches;
  const isAble = "serviceWorker" in navigator && "PushManager" in globalThis &&
    "Notification" in globalThis;
  if (!isAble) return isApple && !isInstalled ? notify.needsHomeScreen : notify.unable;
  return Notification.permission === "denied" ? notify.denied : undefined;
}

/** An iPad that calls itself a Mac. */
function isTouchMac(): boolean {
  return /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
}

/** The subscription that this browser has, if it has one. */
export async function subscription(): Promise<PushSubscription | undefined> {
  if (obstacle() !== undefined) return undefined;
  const worker = await install();
  return await worker?.pushManager.getSubscription() ?? undefined;
}

/**
 * Subscribes, and tells the server. The browser asks whether it may, the first time.
 *
 * @returns why it could not, if it could not
 */
export async function subscribe(devices: PushDevices, key: string): Promise<string | undefined> {
  if (await Notification.requestPermission() !== "granted") return notify.denied;
  const worker = await install();
  if (!worker) return notify.unable;
  const applicationServerKey = Uint8Array.fromBase64(key, { alphabet: "base64url" });
  try {
    const own = await worker.pushManager.getSubscription();
    // It was made for another server, or before that had other keys.
    if (own && !isFor(own, applicationServerKey)) await own.unsubscribe();
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey,
    });
    await devices.add(made.toJSON());
  } catch (error) {
    return notify.failed(error instanceof Error ? error.message : String(error));
  }
}

/** Ends the subscription, here and on the server. */
export async function unsubscribe(devices: PushDevices): Promise<void> {
  await (await subscription())?.unsubscribe();
  await devices.remove();
}

function isFor({ options }: PushSubscription, key: Uint8Array): boolean {
  const own = options.applicationServerKey;
  return own !== null && new Uint8Array(own).every((byte, i) => byte === key[i]);
}
