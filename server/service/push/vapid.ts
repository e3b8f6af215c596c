/**
 * Tells a push service which server asks: RFC 8292, a token signed by ES256 (VAPID).
 *
 * @module
 */
import type { PushKeys } from "../push.ts";
import { importPrivate, textOf } from "./keys.ts";

/** How long a token is good, in milliseconds: at most a day. */
const GOOD_MS = 12 * 60 * 60_000;

/** What is told: for which push service, until when in seconds since 1970, and whom it may write to. */
export interface Claims {
  readonly aud: string;
  readonly exp: number;
  readonly sub: string;
}

/** The `Authorization` for a request to a device's endpoint, at a time in milliseconds. */
export async function authorization(
  endpoint: string,
  { base, keys, at }: { base: string; keys: PushKeys; at: number },
): Promise<string> {
  const exp = Math.floor((at + GOOD_MS) / 1000);
  const token = await sign({ aud: new URL(endpoint).origin, exp, sub: contactOf(base) }, keys);
  return `vapid t=${token}, k=${keys.publicKey}`;
}

/** Signs claims. */
export async function sign(claims: Claims, keys: PushKeys): Promise<string> {
  const encoded = (part: object) => textOf(new TextEncoder().encode(JSON.stringify(part)));
  const head = `${encoded({ typ: "JWT", alg: "ES256" })}.${encoded(claims)}`;
  const key = await importPrivate(keys, "ECDSA");
  const how = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(how, key, new TextEncoder().encode(head));
  return `${head}.${textOf(new Uint8Array(signature))}`;
}

/** Where the operator can be found: our own address, or where that is not public, one that says so. */
function contactOf(base: string): string {
  const { protocol, origin, hostname } = new URL(base);
  return protocol === "https:" ? origin : `mailto:hubbub@${hostname}`;
}
