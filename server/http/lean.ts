/**
 * What a browser needs of our scripts and styles: less than a reader does. Comments, indents and
 * spaces go, and names that only a class itself can see become short. It is made for sources as
 * `deno fmt` leaves them, which end each statement with a semicolon.
 *
 * @module
 */

/** The pieces that a script consists of. Templates are taken whole, up to what stands in `${}`. */
const PIECES = new RegExp(
  [
    /(?<comment>\/\*(?:(?!\*\/)[^])*\*\/|\/\/.*)/,
    /(?<space>\s+)/,
    /(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/,
    /(?<template>`)/,
    /(?<hidden>#[\p{ID_Start}$_][\p{ID_Continue}$]*)/u,
    /(?<word>[\p{ID_Continue}$]+)/u,
    /(?<mark>\+\+|--|[^])/,
  ].map(({ source }) => source).join("|"),
  "uy",
);
/** A regular expression: begins where a value may begin, and not where one is divided. */
const REGEXP = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
/** After these a value may begin. */
const BEFORE_VALUE =
  /(?:^|[=(,:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in|void|await|yield))$/;
/** What can be said shorter. No property of ours is called so. */
const SHORTER: Readonly<Record<string, string>> = {
  "const": "let",
  "false": "!1",
  "true": "!0",
  "undefined": "void 0",
};
/** Marks that would become one with the next. */
const JOINED = /^(?:\+\+|--|\/\/|\/\*)$/;
const WORD = /[\p{ID_Continue}$#]/u;

/** A script without what only its readers need. It does the same. */
export function leanScript(source: string): string {
  const shorts = new Map<string, string>();
  const { text } = lean(source, 0, shorts, source.length);
  return text;
}

/** A style without comments, indents, and the spaces around its marks. */
export function leanStyle(source: string): string {
  return source.replaceAll(/\/\*(?:(?!\*\/)[^])*\*\//g, "").replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,]) ?/g, "$1").replaceAll(/([\w-]): /g, "$1:").replaceAll(";}", "}")
    .replaceAll(/(?<![\w.])0(?=\.\d)/g, "").trim();
}

/** A page without indents. No text in it is preformatted. */
export function leanPage(source: string): string {
  return source.replaceAll(/^[ \t]+/gm, "");
}

/** Reads from a position on, to the end or to the bracket that closes what begins there. */
function lean(
  source: string,
  start: number,
  shorts: Map<string, string>,
  end: number,
): { text: string; at: number } {
  let text = "";
  let depth = 0;
  let at = start;
  const add = (piece: string) => {
    const [last = "", first = ""] = [text.at(-1), piece[0]];
    if (WORD.test(last) && WORD.test(first) || JOINED.test(last + first)) text += " ";
    text += piece;
  };
  while (at < end) {
    PIECES.lastIndex = REGEXP.lastIndex = at;
    const regexp = source[at] === "/" && !/\/[/*]/.test(source.slice(at, at + 2)) &&
      BEFORE_VALUE.test(text) && REGEXP.exec(source)?.[0];
    if (regexp) {
      add(regexp);
      at += regexp.length;
      continue;
    }
    const { 0: piece, groups = {} } = PIECES.exec(source)!;
    at += piece.length;
    if (groups.template) {
      const template = leanTemplate(source, at, shorts, end);
      add("`" + template.text);
      at = template.at;
    } else if (groups.hidden) {
      add(shorts.getOrInsertComputed(piece, () => shortName(shorts.size)));
    } else if (groups.mark) {
      if (piece === "}" && depth-- === 0) return { text, at };
      if (piece === "{") depth++;
      // The last of a list needs no comma, and the last statement of a block no semicolon.
      if (/[)\]}]/.test(piece) && text.endsWith(",")) text = text.slice(0, -1);
      if (piece === "}" && text.endsWith(";")) text = text.slice(0, -1);
      add(piece);
    } else if (groups.word) {
      add(Object.hasOwn(SHORTER, piece) ? SHORTER[piece]! : piece);
    } else if (groups.string) add(piece);
  }
  return { text, at };
}

/** The n-th of the short names: they begin with a letter, as names must. */
function shortName(n: number): string {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  return n < letters.length ? `#${letters[n]}` : `${shortName(n % 26)}${Math.floor(n / 26)}`;
}

/** Reads the rest of a template: its text as it is, what stands in it like any script. */
function leanTemplate(
  source: string,
  start: number,
  shorts: Map<string, string>,
  end: number,
): { text: string; at: number } {
  let text = "";
  for (let at = start; at < end;) {
    if (source.startsWith("${", at)) {
      const inside = lean(source, at + 2, shorts, end);
      text += "${" + inside.text + "}";
      at = inside.at;
      continue;
    }
    const piece = source[at] === "\\" ? source.slice(at, at + 2) : source[at]!;
    text += piece;
    at += piece.length;
    if (piece === "`") return { text, at };
  }
  return { text, at: end };
}
