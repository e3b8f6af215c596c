/**
 * Colours code: keywords, strings, numbers, comments, and names. By tables, one expression a language,
 * each part of which goes on to its end once it has begun: so a text is passed through once.
 *
 * @module
 */

import { element } from "../../../document.ts";
import { WORDS } from "./keywords.ts";

/** What a piece of code is, which is its class. */
export type Kind = "keyword" | "string" | "number" | "comment" | "name" | "added" | "removed";
export type Piece = { kind: Kind | undefined; text: string };

/** Parts of a language, the first that fits counts. A `word` is looked up among its keywords. */
type Rules = readonly (readonly [kind: Kind | "word", pattern: string])[];

const TICK = "\\x60";
const END = "(?![^])";
const WORD = ["word", "[\\p{L}_$][\\p{L}\\p{N}_$]*"] as const;
const NUMBER = [
  "number",
  "(?<![\\p{L}\\p{N}_])(?:0[xXbBoO][\\da-fA-F_]+|\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?:[eE][+-]?\\d+)?)[\\p{L}\\d_%]*",
] as const;
const SLASHES = ["comment", `//.*|/\\*[^]*?(?:\\*/|${END})`] as const;
const HASH = ["comment", "#.*"] as const;
const QUOTES = ["string", quoted('"') + "|" + quoted("'")] as const;
const DOUBLE = ["string", quoted('"')] as const;
/** One letter; what follows no other quote is a lifetime in Rust. */
const LETTER = ["string", "'(?:[^'\\\\\\n]|\\\\[^\\n]{1,8}?)'"] as const;
const TEMPLATE = ["string", `${TICK}(?:[^${TICK}\\\\]|\\\\[^])*(?:${TICK}|${END})`] as const;
const TRIPLE = ["string", `"""[^]*?(?:"""|${END})|'''[^]*?(?:'''|${END})`] as const;
const MARKS: Rules = [
  ["comment", `<!--[^]*?(?:-->|${END})`],
  ["name", "</?[\\p{L}][\\w:.-]*|/?>"],
  ["keyword", "(?<![\\w:.-])[\\p{L}_:@][\\w:.-]*(?==)"],
  QUOTES,
  ["number", "&#?\\w+;"],
];

const RULES: Readonly<Record<string, Rules>> = {
  javascript: [SLASHES, TEMPLATE, QUOTES, NUMBER, WORD],
  typescript: [SLASHES, TEMPLATE, QUOTES, NUMBER, WORD],
  json: [SLASHES, ["name", `${closed('"')}(?=\\s*:)`], DOUBLE, NUMBER, WORD],
  python: [HASH, TRIPLE, QUOTES, ["name", "@[\\w.]+"], NUMBER, WORD],
  go: [SLASHES, TEMPLATE, DOUBLE, LETTER, NUMBER, WORD],
  rust: [SLASHES, ["name", "#!?\\[[^\\]\\n]*\\]?|[\\p{L}_]\\w*!"], DOUBLE, LETTER, NUMBER, WORD],
  java: [SLASHES, TRIPLE, DOUBLE, LETTER, ["name", "@\\w+"], NUMBER, WORD],
  kotlin: [SLASHES, TRIPLE, DOUBLE, LETTER, ["name", "@\\w+"], NUMBER, WORD],
  c: [SLASHES, ["name", "^[ \\t]*#[ \\t]*\\w+"], DOUBLE, LETTER, NUMBER, WORD],
  cpp: [SLASHES, ["name", "^[ \\t]*#[ \\t]*\\w+"], DOUBLE, LETTER, NUMBER, WORD],
  csharp: [SLASHES, ["name", "^[ \\t]*#[ \\t]*\\w+"], DOUBLE, LETTER, NUMBER, WORD],
  shell: [
    ["comment", "(?<![^\\s;])#.*"],
    ["string", `"(?:[^"\\\\]|\\\\[^])*(?:"|${END})|'[^']*(?:'|${END})`],
    ["name", "\\$(?:\\w+|\\{[^}\\n]*\\}?|[#?@*!$-])"],
    ["number", "(?<=\\s)--?[\\p{L}][\\w-]*"],
    ["word", "[\\p{L}_][\\w-]*"],
  ],
  sql: [["comment", `--.*|/\\*[^]*?(?:\\*/|${END})`], QUOTES, NUMBER, WORD],
  html: MARKS,
  xml: MARKS,
  css: [
    SLASHES,
    QUOTES,
    ["keyword", "@[\\w-]+|!important"],
    ["number", "#[\\da-fA-F]{3,8}\\b|(?<![\\w-])-?\\d[\\d.]*[a-z%]*"],
    ["name", "(?<![\\w-])(?:--)?[\\p{L}][\\w-]*(?=\\s*:[^:])"],
  ],
  yaml: [
    ["comment", "(?<!\\S)#.*"],
    ["name", "^[ \\t]*(?:- )*[^\\s#:\"'-][^#:\\n]*(?=:(?:\\s|$))"],
    QUOTES,
    NUMBER,
    WORD,
  ],
  toml: [
    ["comment", "[#;].*"],
    ["keyword", "^[ \\t]*\\[[^\\n]*"],
    ["name", '^[ \\t]*[\\w."-]+(?=[ \\t]*=)'],
    TRIPLE,
    QUOTES,
    NUMBER,
    WORD,
  ],
  diff: [
    ["comment", "^(?:diff|index|---|\\+\\+\\+) .*"],
    ["name", "^@@.*"],
    ["added", "^\\+.*"],
    ["removed", "^-.*"],
  ],
  markdown: [
    ["string", `${TICK}[^${TICK}\\n]*${TICK}?`],
    ["keyword", "^#{1,6} .*"],
    ["name", "^[ \\t]*(?:[-*+]|\\d+[.)])(?= )|^>+"],
    ["number", "\\]\\([^)\\n]*\\)?"],
  ],
  php: [SLASHES, HASH, QUOTES, ["name", "\\$\\w+|<\\?(?:php|=)?|\\?>"], NUMBER, WORD],
  ruby: [HASH, QUOTES, ["name", "(?<!:):\\w+|@{1,2}\\w+"], NUMBER, WORD],
};

/** A string that ends with its line, if nothing ends it. */
function quoted(mark: string) {
  return `${mark}(?:[^${mark}\\\\\\n]|\\\\[^\\n])*(?:${mark}|\\\\?$)`;
}

/** A string that is ended. */
function closed(mark: string) {
  return `${mark}(?:[^${mark}\\\\\\n]|\\\\[^\\n])*${mark}`;
}

const compiled: Map<string, RegExp> = new Map();

function expressionOf(rules: Rules, language: string): RegExp {
  const found = compiled.get(language);
  if (found) return found;
  const made = new RegExp(rules.map(([_, pattern]) => `(${pattern})`).join("|"), "gmu");
  compiled.set(language, made);
  return made;
}

/** The pieces of a text, which are all of it, in their order. */
export function piecesOfCode(text: string, language: string): Piece[] {
  const rules = Object.hasOwn(RULES, language) ? RULES[language] ?? [] : [];
  if (rules.length === 0) return [{ kind: undefined, text }];
  const pieces: Piece[] = [];
  const expression = expressionOf(rules, language);
  let end = 0;
  const add = (kind: Kind | undefined, to: number) => {
    const last = pieces.at(-1);
    const piece = text.slice(end, to);
    end = to;
    if (piece === "") return;
    if (last && last.kind === kind) last.text += piece;
    else pieces.push({ kind, text: piece });
  };
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    if (match[0] === "") {
      expression.lastIndex++;
      continue;
    }
    add(undefined, match.index);
    const rule = rules[match.findIndex((group, index) => index > 0 && group !== undefined) - 1];
    add(rule?.[0] === "word" ? kindOfWord(match[0], language) : rule?.[0], expression.lastIndex);
  }
  add(undefined, text.length);
  return pieces;
}

function kindOfWord(word: string, language: string): Kind | undefined {
  const known = WORDS[language];
  const written = language === "sql" ? word.toLowerCase() : word;
  return known?.has(written) ? "keyword" : undefined;
}

/** What stands in the place of a text, in its colours. */
export function highlighted(text: string, language: string): (Node | string)[] {
  return piecesOfCode(text, language).map(({ kind, text }) =>
    kind === undefined ? text : element("span", { className: kind }, text)
  );
}
