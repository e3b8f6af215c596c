/**
 * Text from the wire, made harmless for a terminal.
 *
 * @module
 */

/** Other ends of a line than the one we keep. */
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
/** What a terminal obeys instead of showing it: ESC begins its commands, and so does U+009B. */
const CONTROLS = /(?!\n)\p{Cc}/gu;
/** What turns the reading order of all that follows, the next person's words too. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;

/** Nearly all that people write has none of these. */
const HARMLESS = /^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;

/** Shows control characters as pictures, and leaves out what turns the order of reading. */
export function plainText(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text.replace(LINE_ENDS, "\n").replace(/\t/g, "    ").replace(CONTROLS, picture)
    .replace(BIDI, "");
}

/** The same for what has to stay on one line, such as a name. */
export function plainLine(text: string): string {
  if (HARMLESS.test(text)) return text;
  return plainText(text).replaceAll("\n", picture);
}

/** Unicode has a picture for each control character of ASCII: ␛ for ESC. */
function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
