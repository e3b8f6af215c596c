/**
 * Keys of the curve P-256, as they are kept and sent: raw, in base64url.
 *
 * @module
 */
import type { PushKeys } from "../push.ts";

type Use = "ECDH" | "ECDSA";

/** Bytes of a public key: a point, uncompressed. */
const POINT_BYTES = 65;
const UNCOMPRESSED = 4;

/** A new pair of keys. */
export async function newPushKeys(): Promise<PushKeys> {
  const how = { name: "ECDH", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(how, true, ["deriveBits"]);
  const { d = "" } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  return { publicKey: textOf(new Uint8Array(point)), privateKey: d };
}

/** Whether a text is the public key of a browser: a point that is on the curve. */
export async function isPublicKey(text: string): Promise<boolean> {
  const bytes = parsed(text);
  if (bytes?.length !== POINT_BYTES || bytes[0] !== UNCOMPRESSED) return false;
  try {
    await sharedSecret(text, await newPushKeys());
    return true;
  } catch {
    // There is no other way to ask whether a point is on the curve.
    return false;
  }
}

/** Whether a text is bytes of this number, in base64url. */
export function isBytes(text: string, length: number): boolean {
  return parsed(text)?.length === length;
}

export function importPublic(publicKey: string, use: Use): Promise<CryptoKey> {
  const how = { name: use, namedCurve: "P-256" };
  return crypto.subtle.importKey(
    "raw",
    bytesOf(publicKey),
    how,
    true,
    use === "ECDH" ? [] : ["verify"],
  );
}

export function importPrivate(
  { publicKey, privateKey: d }: PushKeys,
  use: Use,
): Promise<CryptoKey> {
  const point = bytesOf(publicKey);
  const [x, y] = [textOf(point.subarray(1, 33)), textOf(point.subarray(33))];
  const key = { kty: "EC", crv: "P-256", x, y, d };
  const how = { name: use, namedCurve: "P-256" };
  return crypto.subtle.importKey(
    "jwk",
    key,
    how,
    false,
    use === "ECDH" ? ["deriveBits"] : ["sign"],
  );
}

/** The secret that two pairs of keys have in common. */
export async function sharedSecret(
  theirs: string,
  ours: { publicKey: string; privateKey: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const [other, own] = [await importPublic(theirs, "ECDH"), await importPrivate(ours, "ECDH")];
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  return new Uint8Array(bits);
}

/** The bytes of a text in base64url. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}

/** Bytes as a text in base64url. */
export function textOf(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function parsed(text: string): Uint8Array | undefined {
  try {
    return bytesOf(text);
  } catch {
    return undefined;
  }
}
