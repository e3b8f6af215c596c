/**
 * A push service and a browser of our own: what comes is decrypted by the keys of the subscription.
 *
 * @module
 */
import {
  bytesOf,
  newPushKeys,
  sharedSecret,
  textOf,
} from "../../../../server/service/push/keys.ts";
import { type Backing, kvBacking } from "../../../../server/backing.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import type { Call } from "../../../../server/service/push.ts";
import { Arrivals } from "../../../support/arrivals.ts";

/** The keys of a subscription, as its browser has them. */
export interface BrowserKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly auth: string;
}

/** What a browser reads of a notification, by what RFC 8188 and 8291 say, and not by our code. */
export async function decrypted(
  body: Uint8Array<ArrayBuffer>,
  keys: BrowserKeys,
): Promise<string> {
  const salt = body.slice(0, 16);
  const idLength = body[20] ?? 0;
  const sender = body.slice(21, 21 + idLength);
  const secret = await sharedSecret(textOf(sender), keys);
  const encode = (text: string) => [...new TextEncoder().encode(text)];
  const info = [...encode("WebPush: info\0"), ...bytesOf(keys.publicKey), ...sender];
  const ikm = await hkdf(secret, bytesOf(keys.auth), info, 32);
  const key = await hkdf(ikm, salt, encode("Content-Encoding: aes128gcm\0"), 16);
  const iv = await hkdf(ikm, salt, encode("Content-Encoding: nonce\0"), 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const sealed = body.slice(21 + idLength);
  const padded = new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, sealed),
  );
  if (padded.at(-1) !== 2) throw new Error("The last record has no mark of the last");
  return new TextDecoder().decode(padded.slice(0, -1));
}

async function hkdf(
  ikm: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  info: number[],
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: Uint8Array.from(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, bytes * 8));
}

/** A notification that came: for which device, what is in it, and what its request said. */
export interface Pushed {
  readonly path: string;
  readonly message: Record<string, unknown>;
  readonly headers: Headers;
  /** How long it was. */
  readonly bytes: number;
}

/** A device of somebody, as its browser knows it. */
export interface TestDevice {
  readonly endpoint: string;
  readonly keys: BrowserKeys;
}

export class PushService implements AsyncDisposable {
  readonly pushed = new Arrivals<Pushed>("a notification");
  /** What is answered next, and then 201. */
  readonly answers: Response[] = [];
  /** How many came. */
  count = 0;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #devices = new Map<string, BrowserKeys>();

  constructor() {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) => this.#take(request),
    );
  }

  /** Its host, for `--hook-hosts`. */
  get host(): string {
    return `127.0.0.1:${this.#server.addr.port}`;
  }

  /** A browser subscribes. */
  async subscribe(path: string): Promise<TestDevice> {
    const auth = textOf(crypto.getRandomValues(new Uint8Array(16)));
    const keys = { ...await newPushKeys(), auth };
    this.#devices.set(path, keys);
    return { endpoint: `http://${this.host}${path}`, keys };
  }

  async #take(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    const keys = this.#devices.get(path);
    const body = await request.bytes();
    const answer = this.answers.shift() ?? new Response(null, { status: 201 });
    if (!keys) return new Response(null, { status: 410 });
    const message = JSON.parse(await decrypted(body, keys));
    this.count++;
    const { headers } = request;
    this.pushed.push({ path, message, headers, bytes: body.length });
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

/** What keeps everything in memory, and tells of each call that was sent or has come to nothing. */
export async function settlingCalls(): Promise<{ backing: Backing; settled: Arrivals<Call> }> {
  const backing = await kvBacking(MEMORY);
  const settled = new Arrivals<Call>("a call to settle");
  const done = backing.push.done.bind(backing.push);
  backing.push.done = async (call) => {
    await done(call);
    settled.push(call);
  };
  return { backing, settled };
}
