/**
 * Texts: valid UTF-8 without control characters. HTML is one of them, and never more than a text.
 *
 * @module
 */
import { type Described, UNKNOWN } from "./described.ts";
import type { Source, Steps } from "./source.ts";

/** How far into a text its first element is looked for. */
const HEAD_MAX = 4096;
/** A control character, but for those by which texts are laid out. */
const CONTROL = /[^\P{Cc}\t\n\f\r]/u;
/** What an XML document may have before its first element. */
const PROLOG = /^\ufeff?(?:\s+|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE(?:[^[>]|\[[^\]]*\])*>)*/;

export function* readText(source: Source): Steps<Described> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let head = "";
  let size = 0;
  for (;;) {
    const part = yield* source.part();
    const text = decoded(decoder, part);
    if (text === undefined || CONTROL.test(text)) return { type: UNKNOWN };
    head += text.slice(0, HEAD_MAX - head.length);
    if (!part) break;
    size += part.length;
  }
  if (size === 0) return { type: UNKNOWN };
  return { type: isSvg(head) ? "image/svg+xml" : "text/plain" };
}

/** The text of the next part, or of what is left at the end; `undefined` if it is not UTF-8. */
function decoded(decoder: TextDecoder, part: Uint8Array | undefined): string | undefined {
  try {
    return part ? decoder.decode(part, { stream: true }) : decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether the first element is a picture. */
function isSvg(head: string): boolean {
  const element = head.slice(PROLOG.exec(head)?.[0].length);
  return /^<(?:[\w.-]+:)?svg[\s/>]/.test(element);
}
