/**
 * Bytes as text, and back: base64url without padding.
 *
 * @module
 */

const ALPHABET = { alphabet: "base64url" } as const;

/** Bytes as text. */
export function textOf(bytes: Uint8Array): string {
  return bytes.toBase64({ ...ALPHABET, omitPadding: true });
}

/** The bytes of a text; `undefined` unless that is the one way to write them. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  let bytes;
  try {
    bytes = Uint8Array.fromBase64(text, ALPHABET);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  // Bits that are left over at the end, spaces, and padding would all be read over.
  return textOf(bytes) === text ? bytes : undefined;
}
