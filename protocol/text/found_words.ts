/**
 * Where the words are that somebody looked for, in a piece of a text around the first of them.
 *
 * @module
 */

import { ProtocolError } from "../../protocol.ts";
import { fold, foldWithPlaces } from "./fold.ts";
import { parseQuery } from "./query.ts";

/** How much is shown before the first word, and in all. */
const BEFORE_UNITS = 60;
const SHOWN_UNITS = 240;
/** How much of a text is looked through: all that a message may have, unless it is of rare letters. */
const LOOKED_UNITS = 8_000;

type Stretch = { start: number; end: number };

/**
 * A piece of the text in pieces, those that are words apart: what the server finds, without regard to
 * case, width and accents.
 */
export function piecesOf(text: string, words: string): { text: string; isWord: boolean }[] {
  const stretches = stretchesOf(text.slice(0, LOOKED_UNITS), words);
  const first = stretches[0]?.start ?? 0;
  const start = first > BEFORE_UNITS ? first - BEFORE_UNITS / 2 : 0;
  const end = Math.min(text.length, start + SHOWN_UNITS);
  const pieces = [];
  if (start > 0) pieces.push({ text: "…", isWord: false });
  let at = start;
  for (const stretch of stretches) {
    if (stretch.start >= end) break;
    pieces.push({ text: text.slice(at, stretch.start), isWord: false });
    at = Math.min(end, stretch.end);
    pieces.push({ text: text.slice(stretch.start, at), isWord: true });
  }
  pieces.push({ text: text.slice(at, end), isWord: false });
  if (end < text.length) pieces.push({ text: "…", isWord: false });
  return pieces.filter(({ text }) => text !== "")
    .map(({ text, isWord }) => ({ text: text.toWellFormed(), isWord }));
}

/** The words of a query. What is not one yet, as while somebody writes it, is read as it stands. */
function wordsOf(query: string): string[] {
  try {
    return [...parseQuery(query).words];
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return fold(query).split(/\s+/).filter((word) => word !== "");
  }
}

/** Where the words are in a text, in order; of several that begin at one letter, the longest. */
function stretchesOf(text: string, words: string): Stretch[] {
  const wanted = wordsOf(words)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (wanted.length === 0) return [];
  const { folded, starts, ends } = foldWithPlaces(text);
  const stretches = [];
  let marked = 0;
  for (const { 0: word, index } of folded.matchAll(new RegExp(wanted.join("|"), "g"))) {
    // One letter may be several when it is folded, and is marked once.
    const start = Math.max(marked, starts[index] ?? 0);
    marked = ends[index + word.length - 1] ?? text.length;
    if (marked > start) stretches.push({ start, end: marked });
  }
  return stretches;
}
