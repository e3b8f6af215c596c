// @ts-check
/**
 * What may be a name. The server decides; this saves a person the way there and back.
 *
 * @module
 */

const NAME = /^[\p{L}\p{M}\p{N}_-]{1,32}$/u;

/** @param {string} text */
export function isName(text) {
  return NAME.test(text.normalize("NFC"));
}
