/**
 * What a browser needs of our scripts and styles: less than a reader does. Comments, indents and
 * spaces go, and names that nobody else can see become short. It is made for sources as `deno fmt`
 * leaves them, which end each statement with a semicolon.
 *
 * @module
 */
import { type Piece, piecesOf } from "./script_pieces.ts";
import { shortenNames } from "./short_names.ts";
import { shortenStatements } from "./short_statements.ts";

/** What can be said shorter. No property of ours is called so. */
const SHORTER: Readonly<Record<string, string>> = {
  "const": "let",
  "false": "!1",
  "true": "!0",
  "undefined": "void 0",
};
const WORD = /[\p{ID_Continue}$]/u;
/** What may stand right behind a comma for nothing. */
const CLOSES = new Set([")", "]", "}"]);

/** A script without what only its readers need. It does the same. */
export function leanScript(source: string): string {
  const pieces = shortenStatements(shortenNames(piecesOf(source)));
  let script = "";
  for (let at = 0; at < pieces.length; at++) {
    const { kind, text } = pieces[at]!;
    const next = pieces[at + 1]?.text ?? "";
    // The last of a list needs no comma, and the last statement of a block no semicolon.
    if (text === "," && CLOSES.has(next) || text === ";" && next === "}") continue;
    if (isOnlyParameter(pieces, at)) {
      script += next;
      at += 2;
      continue;
    }
    const piece = kind === "word" && Object.hasOwn(SHORTER, text) ? SHORTER[text]! : text;
    script += areJoined(script.at(-1) ?? "", piece[0]!, kind) ? ` ${piece}` : piece;
  }
  return script;
}

/** Whether brackets open here around a single parameter, which needs none. */
function isOnlyParameter(pieces: readonly Piece[], at: number): boolean {
  return pieces[at + 3]?.text === "=>" && pieces[at]?.text === "(" &&
    pieces[at + 2]?.text === ")" &&
    pieces[at + 1]?.kind === "word" && pieces[at - 1]?.kind === "mark";
}

/** Whether two pieces would become one. */
function areJoined(last: string, first: string, kind: Piece["kind"]): boolean {
  if (kind === "word") return WORD.test(last);
  return first === last && (first === "+" || first === "-" || first === "/");
}

/** Variables that scripts set, by name. */
const SET_BY_SCRIPTS = new Set(["--hue", "--top", "--left"]);
/** So many names have three letters or digits: enough that no two of ours get the same one. */
const SHORT_NAMES = 36 ** 3;

/** A style without comments, indents, and the spaces around its positions, with variables of few letters. */
export function leanStyle(source: string): string {
  return source.replaceAll(/\/\*(?:(?!\*\/)[^])*\*\//g, "").replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,>]) ?/g, "$1").replaceAll(/([\w-]): /g, "$1:").replaceAll(";}", "}")
    .replaceAll(/(?<![\w.])0?(\.\d*[1-9])0*(?!\d)/g, "$1")
    .replaceAll(/(?<![\w-])--[a-z-]+/g, shortVariable).trim();
}

/** The same for a name wherever it stands, so that each style is made lean by itself. */
function shortVariable(name: string): string {
  if (SET_BY_SCRIPTS.has(name)) return name;
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % SHORT_NAMES;
  return `--${sum.toString(36)}`;
}

/** A page without indents. No text in it is preformatted. */
export function leanPage(source: string): string {
  return source.replaceAll(/^[ \t]+/gm, "");
}
