/**
 * Encrypts a notification for one browser, so that its push service reads nothing of it: RFC 8291, with
 * the content coding of RFC 8188, `aes128gcm`, in a single record.
 *
 * @module
 */
import { bytesOf, sharedSecret } from "./keys.ts";

/** Bytes of a salt, and of the header before the keying material's id. */
const SALT_BYTES = 16;
/** The size of a record, as it is told: push services take bodies of 4,096 bytes. */
const RECORD_BYTES = 4096;
/** What ends the text of the last record. */
const LAST = 2;
/** Bytes of a text that fit into the record of a notification, with the header and the tag. */
export const TEXT_MAX_BYTES = RECORD_BYTES - SALT_BYTES - 4 - 1 - 65 - 1 - 16;

/** For whom: the browser's public key and the secret that it shares with us, in base64url. */
export interface Recipient {
  readonly p256dh: string;
  readonly auth: string;
}

/** What is random in it. */
export interface Chance {
  readonly salt: Uint8Array<ArrayBuffer>;
  /** A pair of keys of P-256 for this notification alone, in base64url. */
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The body of a request that brings a text to a browser. */
export async function encryptFor(
  { p256dh, auth }: Recipient,
  text: Uint8Array<ArrayBuffer>,
  { salt, publicKey, privateKey }: Chance,
): Promise<Uint8Array<ArrayBuffer>> {
  const ours = bytesOf(publicKey);
  const secret = await sharedSecret(p256dh, { publicKey, privateKey });
  const info = joined(ascii("WebPush: info\0"), bytesOf(p256dh), ours);
  const ikm = await derived(secret, { salt: bytesOf(auth), info, bytes: 32 });
  return await encodeAes128gcm(text, { ikm, salt, keyId: ours });
}

/** The content coding `aes128gcm`, of a text that fits into one record. */
export async function encodeAes128gcm(
  text: Uint8Array<ArrayBuffer>,
  { ikm, salt, keyId }: {
    ikm: Uint8Array<ArrayBuffer>;
    salt: Uint8Array<ArrayBuffer>;
    keyId: Uint8Array<ArrayBuffer>;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const info = (what: string) => ascii(`Content-Encoding: ${what}\0`);
  const raw = await derived(ikm, { salt, info: info("aes128gcm"), bytes: 16 });
  const iv = await derived(ikm, { salt, info: info("nonce"), bytes: 12 });
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const padded = joined(text, Uint8Array.of(LAST));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, padded);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, RECORD_BYTES);
  return joined(salt, size, Uint8Array.of(keyId.length), keyId, new Uint8Array(sealed));
}

/** HKDF with SHA-256. */
async function derived(
  ikm: Uint8Array<ArrayBuffer>,
  { salt, info, bytes }: {
    salt: Uint8Array<ArrayBuffer>;
    info: Uint8Array<ArrayBuffer>;
    bytes: number;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, bytes * 8));
}

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
