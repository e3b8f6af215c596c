/**
 * The pieces that a script consists of. It is made for sources as `deno fmt` leaves them.
 *
 * @module
 */

/**
 * A word is a name or a number, a hidden name begins with `#`, a literal is taken as it is: a string,
 * a regular expression, or what of a template stands outside of its `${}`.
 */
export interface Piece {
  readonly kind: "word" | "hidden" | "mark" | "literal";
  readonly text: string;
}

const PIECE = new RegExp(
  [
    /(?<comment>\/\*(?:(?!\*\/)[^])*\*\/|\/\/.*)/,
    /(?<space>\s+)/,
    /(?<literal>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/,
    /(?<hidden>#[\p{ID_Start}$_][\p{ID_Continue}$]*)/u,
    /(?<word>[\p{ID_Continue}$]+)/u,
    /(?<mark>\+\+|--|=>|\.{3}|[^])/,
  ].map(({ source }) => source).join("|"),
  "uy",
);
/** A regular expression: begins where a value may begin, and not where one is divided. */
const REGEXP = /\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
/** After these a value may begin. */
const BEFORE_VALUE =
  /^(?:|[=(,:[!&|?{};+\-*%<>~^]|=>|return|typeof|case|of|in|void|await|yield|[^]*\$\{)$/;
/** A template, or the rest of one, up to its end or to the next `${`. */
const TEMPLATE = /[`}](?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y;

/** The pieces of a script, without what only its readers need. */
export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  /** How many brackets are open in each `${}` that we are in. */
  const depths: number[] = [];
  for (let at = 0; at < source.length;) {
    const isTemplate = source[at] === "`" || source[at] === "}" && depths.at(-1) === 0;
    const literal = isTemplate
      ? matchAt(TEMPLATE, source, at)?.[0]
      : BEFORE_VALUE.test(pieces.at(-1)?.text ?? "")
      ? matchAt(REGEXP, source, at)?.[0]
      : undefined;
    if (literal !== undefined) {
      if (literal.startsWith("}")) depths.pop();
      if (isTemplate && literal.endsWith("${")) depths.push(0);
      pieces.push({ kind: "literal", text: literal });
      at += literal.length;
      continue;
    }
    const { 0: text, groups = {} } = matchAt(PIECE, source, at)!;
    at += text.length;
    if (text === "{") depths.push((depths.pop() ?? 0) + 1);
    if (text === "}") depths.push((depths.pop() ?? 0) - 1);
    const kind = (["word", "hidden", "mark", "literal"] as const).find((kind) => groups[kind]);
    if (kind) pieces.push({ kind, text });
  }
  return pieces;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
