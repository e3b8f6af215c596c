/**
 * Hands a notification to the push service of one device.
 *
 * @module
 */
import { createHmac } from "node:crypto";
import type { Device, PushKeys } from "../push.ts";
import { FetchError, type GuardedFetchOptions, guardedPost } from "../guarded_fetch.ts";
import { encryptFor, TEXT_MAX_BYTES } from "./encryption.ts";
import { bytesOf, newPushKeys } from "./keys.ts";
import { authorization } from "./vapid.ts";

/** How long a push service may take to answer, in milliseconds. */
export const TIMEOUT_MS = 10_000;
/** How long a push service keeps what it can't bring yet, in seconds. */
const TTL_S = 24 * 60 * 60;
/** A wait that a push service may ask for at most, in milliseconds. */
const WAIT_MAX_MS = 60 * 60_000;
/** Bytes of a topic: 32 letters of base64url, which is what it may have. */
const TOPIC_BYTES = 24;

/** What is sent. */
export interface Notification {
  readonly text: string;
  /** A newer one of the same subject takes its place while it waits at the push service. */
  readonly subject: string;
  readonly isUrgent: boolean;
}

/** What came of it: it is on its way; the device is gone; it may be tried again; or it is no use. */
export type Sent =
  | { readonly state: "sent" }
  | { readonly state: "gone" }
  | { readonly state: "later"; readonly why: string; readonly waitMs: number }
  | { readonly state: "failed"; readonly why: string };

export interface SenderOptions {
  readonly fetchOptions: GuardedFetchOptions;
  /** The keys of this server. */
  readonly keys: () => Promise<PushKeys>;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Sends a notification to a device, once. */
  async send(device: Device, notification: Notification, signal: AbortSignal): Promise<Sent> {
    const { endpoint, base } = device;
    const { fetchOptions, now } = this.#options;
    const keys = await this.#options.keys();
    const body = await this.#bodyFor(device, notification.text);
    const headers = {
      "authorization": await authorization(endpoint, { base, keys, at: now() }),
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      "ttl": String(TTL_S),
      "topic": topicOf(device, notification.subject),
      "urgency": notification.isUrgent ? "high" : "normal",
    };
    try {
      const { status, retryAfter } = await guardedPost(
        new URL(endpoint),
        { body, headers, signal },
        fetchOptions,
      );
      return sentBy(status, retryAfter, now());
    } catch (error) {
      if (error instanceof FetchError) return { state: "later", why: error.message, waitMs: 0 };
      throw error;
    }
  }

  async #bodyFor(device: Device, text: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > TEXT_MAX_BYTES) {
      throw new RangeError(`A notification has at most ${TEXT_MAX_BYTES} bytes: ${bytes.length}`);
    }
    const salt = crypto.getRandomValues(new Uint8Array(16));
    return await encryptFor(device, bytes, { salt, ...await newPushKeys() });
  }
}

function sentBy(status: number, retryAfter: string | undefined, at: number): Sent {
  if (status >= 200 && status < 300) return { state: "sent" };
  if (status === 404 || status === 410) return { state: "gone" };
  const why = status >= 300 && status < 400
    ? `the push service answered ${status}: redirects are not followed`
    : `the push service answered ${status}`;
  if (status !== 429 && status < 500) return { state: "failed", why };
  return { state: "later", why, waitMs: waitOf(retryAfter, at) };
}

/** How long a push service asks us to wait, by `Retry-After`: seconds, or a date. */
function waitOf(retryAfter: string | undefined, at: number): number {
  if (retryAfter === undefined) return 0;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - at;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), WAIT_MAX_MS) : 0;
}

/** What a push service knows a subject by: for each device another, so that it can't tell who shares one. */
function topicOf({ auth }: Device, subject: string): string {
  const hash = createHmac("sha256", bytesOf(auth)).update(subject).digest();
  return hash.subarray(0, TOPIC_BYTES).toString("base64url");
}
