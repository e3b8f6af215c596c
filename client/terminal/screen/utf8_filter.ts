/**
 * Keys as bytes, in; as text, out.
 *
 * @module
 */

import { Transform } from "node:stream";

/** What stands for bytes that are no text. */
const REPLACEMENT = "\ufffd";

/**
 * Decodes UTF-8. What is none becomes replacement characters, and is reported: somebody who types in
 * another encoding would otherwise send those to others, and never know.
 */
export class Utf8Filter extends Transform {
  readonly #onGarbled: () => void;
  readonly #decoder = new TextDecoder();

  /** `onGarbled` is called when something came that is not UTF-8. */
  constructor(onGarbled: () => void) {
    super({ readableObjectMode: true });
    this.#onGarbled = onGarbled;
  }

  override _transform(chunk: Uint8Array, _encoding: string, done: () => void): void {
    const text = this.#decoder.decode(chunk, { stream: true });
    // Somebody may type the character itself, as its three bytes.
    if (text.includes(REPLACEMENT) && !hasReplacement(chunk)) this.#onGarbled();
    if (text !== "") this.push(text);
    done();
  }
}

function hasReplacement(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes).includes("\xef\xbf\xbd");
}
