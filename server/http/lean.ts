/**
 * What a browser needs of our scripts and styles: less than a reader does. Comments, indents and
 * spaces go, and names that nobody else can see become short. It is made for sources as `deno fmt`
 * leaves them, which end each statement with a semicolon.
 *
 * @module
 */
import { piecesOf } from "./script_pieces.ts";
import { shortenNames } from "./short_names.ts";

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
  let script = "";
  for (const { kind, text } of shortenNames(piecesOf(source))) {
    const piece = kind === "word" && Object.hasOwn(SHORTER, text) ? SHORTER[text]! : text;
    const [last = "", first = ""] = [script.at(-1), piece[0]];
    if (WORD.test(last) && WORD.test(first) || JOINED.test(last + first)) script += " ";
    // The last of a list needs no comma, and the last statement of a block no semicolon.
    if (/^[)\]}]$/.test(piece) && last === ",") script = script.slice(0, -1);
    if (piece === "}" && last === ";") script = script.slice(0, -1);
    // One parameter needs no brackets.
    if (piece === "=>") script = script.replace(/(?<![\w$#])\(([\w$]+)\)$/, "$1");
    script += piece;
  }
  return script;
}

/** A style without comments, indents, and the spaces around its marks. */
export function leanStyle(source: string): string {
  return source.replaceAll(/\/\*(?:(?!\*\/)[^])*\*\//g, "").replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,>]) ?/g, "$1").replaceAll(/([\w-]): /g, "$1:").replaceAll(";}", "}")
    .replaceAll(/(?<![\w.])0?(\.\d*[1-9])0*(?!\d)/g, "$1").trim();
}

/** A page without indents. No text in it is preformatted. */
export function leanPage(source: string): string {
  return source.replaceAll(/^[ \t]+/gm, "");
}
