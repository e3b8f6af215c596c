/**
 * What comes from outside, made fit for a message: not too long, no more marks on a letter than a text
 * may have, and calling nobody unless it may.
 *
 * @module
 */
import { LIMITS } from "../../protocol.ts";
import { MENTIONED_MAX, mentionsIn } from "../../protocol/markup.ts";
import { isReserved } from "../../protocol/name/reserved.ts";
import { MARKS_MAX } from "../../protocol/text.ts";

/** Code points that are left for saying how much was cut. */
const NOTE_LENGTH = 60;
/** What is not seen, and keeps a name behind an `@` from being one. */
const APART = "\u2060";
/** Where somebody may be called: a letter in front makes it an address, mostly. */
const CALL = /(?<![\p{L}\p{N}._\/-])@([\p{L}\p{M}\p{N}_-]+)/gu;
const ANY_CALL = /@([\p{L}\p{M}\p{N}_-]+)/gu;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, "gu");
/** What ends or hides a line on terminals and in logs; line ends and tabs stay. */
// deno-lint-ignore no-control-regex
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** Code units that are read: what follows is only counted. A message has a tenth of it at most. */
const READ_MAX_LENGTH = 16 * LIMITS.text;

/** A text as a message may have it; empty if there is nothing in it. */
export function fit(text: string, may: { readonly calls: boolean }): string {
  const trimmed = text.trim();
  const read = trimmed.slice(0, READ_MAX_LENGTH);
  const plain = read.replace(CONTROLS, "").replace(TOO_MANY_MARKS, "$1").toWellFormed().trim();
  const short = cut(plain, trimmed.length - read.length);
  return cut(may.calls ? short : withoutCalls(short));
}

/** A text that calls nobody, and looks the same. `@here` may stay: nobody is called so. */
export function withoutCalls(text: string): string {
  if (!calls(text)) return text;
  const apart = text.replace(CALL, setApart);
  return calls(apart) ? text.replace(ANY_CALL, setApart) : apart;
}

function setApart(whole: string, name: string): string {
  return isReserved(name) ? whole : `@${APART}${name}`;
}

/** Whether a text calls anybody; of very many only the first are looked at. */
function calls(text: string): boolean {
  const called = mentionsIn(text);
  return called.length === MENTIONED_MAX || called.some((name) => !isReserved(name));
}

/** @param unread how much follows, in code units */
function cut(text: string, unread = 0): string {
  const composed = text.normalize("NFC");
  if (unread === 0 && composed.length <= LIMITS.text) return composed;
  const points = [...composed];
  if (unread === 0 && points.length <= LIMITS.text) return composed;
  const kept = points.slice(0, LIMITS.text - NOTE_LENGTH);
  const note = `\n… (cut: ${points.length - kept.length + unread} more characters)`;
  return kept.join("") + note;
}
