/**
 * The same statements in fewer words: declarations that follow each other become one, and nothing is
 * returned by `return` alone. Numbers lose what keeps their digits apart.
 *
 * @module
 */
import type { Piece } from "./script_pieces.ts";

const COMMA: Piece = { kind: "mark", text: "," };

/** The pieces of a script that does the same. */
export function shortenStatements(pieces: readonly Piece[]): Piece[] {
  const short: Piece[] = [];
  /** Of each bracket that is open, and of the script: whether its current statement declares. */
  const declares = [false];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    const next = pieces[at + 1]?.text;
    if (piece.kind === "mark" && "({[".includes(piece.text) || piece.text.endsWith("${")) {
      declares.push(false);
    } else if (piece.kind === "mark" && ")}]".includes(piece.text) || isEnd(piece)) declares.pop();
    else if (piece.text === ";" && declares.at(-1) && isDeclaration(next)) {
      short.push(COMMA);
      at++;
      continue;
    } else if (piece.text === "return" && next === "undefined" && pieces[at + 2]?.text === ";") {
      at++;
    } else if (/^(?:|[;{}])$/.test(short.at(-1)?.text ?? "")) {
      declares[declares.length - 1] = isDeclaration(piece.text);
    }
    const isNumber = piece.kind === "word" && /^\d[\d_]*$/.test(piece.text);
    short.push(isNumber ? { kind: "word", text: piece.text.replaceAll("_", "") } : piece);
  }
  return short;
}

/** Constants are variables, where nobody writes to them. */
function isDeclaration(word: string | undefined): boolean {
  return word === "const" || word === "let";
}

/** Whether a piece is the rest of a template behind a `${}`, up to its end. */
function isEnd({ kind, text }: Piece): boolean {
  return kind === "literal" && text.startsWith("}") && !text.endsWith("${");
}
