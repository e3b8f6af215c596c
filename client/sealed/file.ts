/**
 * The bytes of files in a sealed room. Each is sealed by a key of its own, which stands in the message.
 *
 * @module
 */
import { bytesOf, textOf } from "./base64url.ts";
import { NONCE_BYTES, open, seal } from "./cipher.ts";

const KEY_BYTES = 32;
/** What a sealed file has more than its bytes: the nonce, and the tag. */
export const SEAL_BYTES: number = NONCE_BYTES + 16;
/** A key seals nothing but its file, so that there is nothing else to tell it from. */
const NOTHING = new Uint8Array();

/** Seals a file, by a key that is made for it. */
export async function sealFile(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ key: string; sealed: Uint8Array<ArrayBuffer> }> {
  const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return { key: textOf(raw), sealed: await seal(await keyOf(raw, "encrypt"), bytes, NOTHING) };
}

/** Opens a file by the key and the size that its message has; `undefined` if it is not that file. */
export async function openFile(
  sealed: Uint8Array<ArrayBuffer>,
  { key, size }: { readonly key: string; readonly size: number },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const raw = bytesOf(key);
  if (raw?.length !== KEY_BYTES || sealed.length !== size + SEAL_BYTES) return undefined;
  return await open(await keyOf(raw, "decrypt"), sealed, NOTHING);
}

function keyOf(raw: Uint8Array<ArrayBuffer>, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, [use]);
}
