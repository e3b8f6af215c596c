/**
 * AES-256-GCM with a nonce that stands before what it seals.
 *
 * @module
 */

/** As they are random, two of 2^32 seals by one key have the same with a probability of 2^-33. */
export const NONCE_BYTES = 12;

/** Seals bytes, so that they open only together with the same data beside them. */
export async function seal(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  additionalData: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, bytes);
  const all = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  all.set(iv);
  all.set(new Uint8Array(sealed), NONCE_BYTES);
  return all;
}

/** Opens what was sealed; `undefined` if anything of it or beside it is another. */
export async function open(
  key: CryptoKey,
  sealed: Uint8Array<ArrayBuffer>,
  additionalData: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const iv = sealed.subarray(0, NONCE_BYTES);
  const how = { name: "AES-GCM", iv, additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.subarray(NONCE_BYTES)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return undefined;
    throw error;
  }
}
