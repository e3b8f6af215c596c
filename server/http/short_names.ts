/**
 * Short names for what nobody outside of a script can see: the hidden names of its classes, its
 * variables and parameters, and what it calls what it imports. What stands where it may be a
 * property's name stays as it is. It makes a first load 93 KB that would be 103.
 *
 * @module
 */
import type { Piece } from "./script_pieces.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** They mean something in some places, and may be names in others. */
const HALF_KEYWORDS = new Set(["as", "async", "from", "get", "of", "set", "static"]);
/** What it takes more to import something under a short name. */
const IMPORT_COST = " as a".length;

const DECLARES = new Set(["let", "const", "function", "class"]);
/** What is followed by brackets and a block, and has no parameters. */
const ASKS = new Set(["if", "for", "while", "switch"]);
const BEFORE_MEMBER = new Set(["{", "}", ";", "*", "get", "set", "async", "static"]);
const BEFORE_KEY = new Set(["{", ",", "*", "get", "set", "async"]);
const BEFORE_PARAMETER = new Set(["(", "[", ",", "..."]);
const OPENS = new Set(["(", "[", "{"]);
const CLOSES = new Set([")", "]", "}"]);

/** The same script, with short names where that changes nothing. */
export function shortenNames(pieces: readonly Piece[]): Piece[] {
  const script = new Script(pieces);
  const taken = new Set(pieces.map(({ text }) => text));
  const hidden = new Set(pieces.filter(({ kind }) => kind === "hidden").map(({ text }) => text));
  const shorts = new Map([
    ...shortNames(hidden, "#", taken),
    ...shortNames(script.ownNames(), "", taken),
  ]);
  return pieces.map((piece, at) => {
    const short = piece.kind === "hidden" || script.isVariable(at)
      ? shorts.get(piece.text)
      : undefined;
    if (short === undefined) return piece;
    // Others know it by the name that it has.
    return { ...piece, text: script.isImport(at) ? `${piece.text} as ${short}` : short };
  });
}

function* shortNames(
  names: ReadonlySet<string>,
  start: string,
  taken: ReadonlySet<string>,
): Generator<[name: string, short: string]> {
  let count = 0;
  for (const name of names) {
    let short;
    do short = start + nthName(count++); while (taken.has(short));
    if (short.length < name.length) yield [name, short];
  }
}

function nthName(n: number): string {
  const { length } = LETTERS;
  return n < length ? LETTERS[n]! : nthName(n % length) + Math.floor(n / length);
}

/** What stands where in a script. Places are counted in pieces. */
class Script {
  readonly #pieces: readonly Piece[];
  /** By place, where the innermost brackets around it open. */
  readonly #openers: number[] = [];
  /** By where brackets open, where they close. */
  readonly #closers = new Map<number, number>();
  /** Where the bodies of classes open. */
  readonly #classes = new Set<number>();

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    const open: number[] = [];
    let isClass = false;
    for (const [at, { kind, text }] of pieces.entries()) {
      if (kind === "literal" ? text.startsWith("}") : CLOSES.has(text)) {
        this.#closers.set(open.pop() ?? -1, at);
      }
      this.#openers.push(open.at(-1) ?? -1);
      if (kind === "literal" ? text.endsWith("${") : OPENS.has(text)) open.push(at);
      if (text === "class") isClass = true;
      if (isClass && text === "{") this.#classes.add(at);
      if (text === "{") isClass = false;
    }
  }

  /** The names that are its own, and stand nowhere where they may be a property's. */
  ownNames(): ReadonlySet<string> {
    const own = new Set<string>();
    const imported = new Set<string>();
    const known = new Set<string>(HALF_KEYWORDS);
    const uses = new Map<string, number>();
    for (const [at, { text }] of this.#pieces.entries()) {
      if (!this.isVariable(at)) continue;
      uses.set(text, (uses.get(text) ?? 0) + 1);
      if (this.isImport(at)) imported.add(text);
      else if (this.#mayBeKnown(at)) known.add(text);
      if (this.#isDeclared(at)) own.add(text);
    }
    for (const name of imported) {
      const others = (uses.get(name) ?? 0) - 1;
      if (others * (name.length - 1) > IMPORT_COST) own.add(name);
    }
    return own.difference(known);
  }

  /** Whether it is what an import brings. */
  isImport(at: number): boolean {
    return this.#text(this.#openers[at]! - 1) === "import" &&
      this.#text(this.#openers[at]!) === "{";
  }

  /** Whether a piece is a word, and certainly no property's name. */
  isVariable(at: number): boolean {
    if (this.#pieces[at]?.kind !== "word") return false;
    const before = this.#text(at - 1);
    if (before === ".") return false;
    const opener = this.#openers[at]!;
    if (this.#classes.has(opener)) return !BEFORE_MEMBER.has(before);
    const isKey = this.#text(opener) === "{" && BEFORE_KEY.has(before) &&
      this.#text(at + 1) === ":";
    return !isKey;
  }

  /** Whether it may be in `{name}` or `{name()}`, or is exported. */
  #mayBeKnown(at: number): boolean {
    for (let back = 1; back <= 3; back++) if (this.#text(at - back) === "export") return true;
    return this.#text(this.#openers[at]!) === "{" && BEFORE_KEY.has(this.#text(at - 1)) &&
      /^[,}=(]$/.test(this.#text(at + 1));
  }

  #isDeclared(at: number): boolean {
    const before = this.#text(at - 1);
    if (DECLARES.has(before) || before === "*" && this.#text(at - 2) === "function") return true;
    const opener = this.#openers[at]!;
    if (!BEFORE_PARAMETER.has(before)) return false;
    const beforeBrackets = this.#text(opener - 1);
    if (this.#text(opener) === "[") return /^(?:let|const)$/.test(beforeBrackets);
    const closer = this.#closers.get(opener) ?? -1;
    return this.#text(opener) === "(" && /^[,)=]$/.test(this.#text(at + 1)) &&
      /^(?:=>|\{)$/.test(this.#text(closer + 1)) && !ASKS.has(beforeBrackets);
  }

  #text(at: number): string {
    return this.#pieces[at]?.text ?? "";
  }
}
