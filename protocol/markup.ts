/**
 * What the marks in a message mean: Markdown as people write it in a chat, read into a tree. It is never
 * HTML, and what is not understood stays as it was written. It also tells whom a message mentions: those
 * whose `@name` is drawn as a mention, so neither in code nor in an address. The server, the page and
 * the terminal use it alike.
 *
 * @module
 */
import type { RoomCall } from "../protocol.ts";
import { type Alignment, blocksOf, type Lines, rangesOf } from "./markup/blocks.ts";
import { type Mark, type Marking, type Token, tokensOf } from "./markup/tokens.ts";
import { Called, MENTIONED_MAX, nameKey } from "./name.ts";

export { MENTIONED_MAX };

export type Inline =
  | { type: "text" | "code" | "mention"; text: string }
  /** `isNamed` is one by a name, which need not be its address. */
  | { type: "link"; href: string; isNamed: boolean; inside: Inline[] }
  | { type: "bold" | "italic" | "strike"; inside: Inline[] }
  | { type: "spoiler"; inside: Inline[] };

export type Block =
  | { type: "paragraph"; inside: Inline[] }
  | { type: "heading"; level: number; inside: Inline[] }
  | { type: "quote"; inside: Block[] }
  | { type: "code"; text: string; language: string | undefined }
  | { type: "list"; start: number | undefined; items: ListItem[] }
  | { type: "table"; aligned: Alignment[]; rows: Inline[][][] }
  | { type: "rule" };
/** `done` says of a task whether it is. */
export type ListItem = { done: boolean | undefined; inside: Block[] };

/** What a pair of marks means for what is between them. */
const EMPHASIS = {
  "**": "bold",
  __: "bold",
  "*": "italic",
  _: "italic",
  "~~": "strike",
  "||": "spoiler",
} as const satisfies Record<Mark, Inline["type"]>;

/** Marks inside of marks up to here. What is deeper is text. */
const MARKS_MAX = 16;
const LINE_END = /\r\n?|\n/;
/** How every emoji begins, and few other texts do. */
const EMOJI_FIRST = /^\s*\p{Emoji}/u;
/** Longer is no handful of emoji, and need not be looked at. */
const EMOJI_UNITS_MAX = 120;

/** Whether a text is up to eight emoji and nothing else. */
export function isEmojiOnly(text: string): boolean {
  if (text.length > EMOJI_UNITS_MAX || !EMOJI_FIRST.test(text)) return false;
  // Here, for the first to need it: the table of all emoji takes longer than a whole program to start.
  return /^(?:\s*\p{RGI_Emoji}){1,8}\s*$/v.test(text);
}

/** Reads a message. Where it `calls` everybody, `@room` and `@here` are mentions, else text. */
export function parseMarkup(text: string, calls?: RoomCall): Block[] {
  return parseLines(text.split(LINE_END), 0, new Called(calls !== undefined));
}

function parseLines(lines: readonly string[], depth: number, called: Called): Block[] {
  return blocksOf(lines, depth).map((block) => blockOf(block, depth, called))
    .filter((block) => block.type !== "paragraph" || block.inside.length > 0);
}

function blockOf(block: Lines, depth: number, called: Called): Block {
  switch (block.type) {
    case "code":
      return { type: "code", text: block.lines.join("\n"), language: block.language };
    case "quote":
      return { type: "quote", inside: parseLines(block.lines, depth + 1, called) };
    case "words":
      return { type: "paragraph", inside: parseWords(block.lines, called) };
    case "heading":
      return { type: "heading", level: block.level, inside: parseWords([block.words], called) };
    case "list": {
      const items = block.items.map(({ done, lines }) => ({
        done,
        inside: parseLines(lines, depth + 1, called),
      }));
      return { type: "list", start: block.start, items };
    }
    case "table": {
      const { aligned, lines } = block;
      const rows = lines.map((line) => cellsOf(line, aligned.length, called));
      return { type: "table", aligned, rows };
    }
    case "rule":
      return block;
    default:
      return (block satisfies never);
  }
}

/**
 * What is in the lines of a paragraph, less the empty ones around it: what sets blocks apart is their
 * style. The first line keeps its indentation.
 */
function parseWords(lines: readonly string[], called: Called): Inline[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) return [];
  const end = lines.findLastIndex((line) => line.trim() !== "") + 1;
  const parts = lines.slice(first, end).map((line, index) => {
    const to = first + index + 1 === end ? line.trimEnd().length : line.length;
    return { line, from: 0, to, tokens: tokensOf(line) };
  });
  return new Inlines(called).read(parts);
}

function cellsOf(line: string, columns: number, called: Called): Inline[][] {
  const tokens = tokensOf(line, { isRow: true });
  return rangesOf(line, tokens, columns).map(([from, to]) => {
    const inside = tokens.filter(({ start, end }) => start >= from && end <= to);
    return new Inlines(called).read([{ line, from, to, tokens: inside }]);
  });
}

/** A stretch of a line, and the tokens in it. */
interface Part {
  line: string;
  from: number;
  to: number;
  tokens: readonly Token[];
}

/** Builds what is in a paragraph, or in a cell. */
class Inlines {
  readonly #called: Called;
  /** What the marks that are open hold, innermost last. */
  readonly #open: Inline[][] = [[]];
  /** Inside of a link there is no other. */
  #isInLink = false;

  constructor(called: Called) {
    this.#called = called;
  }

  read(parts: readonly Part[]): Inline[] {
    const pairs = new Pairs(parts);
    parts.forEach(({ line, from, to, tokens }, index) => {
      if (index > 0) this.#add("\n");
      let end = from;
      for (const token of tokens) {
        this.#add(line.slice(end, token.start));
        end = token.end;
        this.#take(token, line, pairs);
      }
      this.#add(line.slice(end, to));
    });
    return this.#open[0] ?? [];
  }

  #take(token: Token, line: string, pairs: Pairs) {
    const text = line.slice(token.start, token.end);
    switch (token.type) {
      case "mark":
        if (pairs.closing.has(token)) this.#open.pop();
        else if (!pairs.opens(token, this.#open.length)) this.#add(text);
        else this.#begin({ type: EMPHASIS[token.mark], inside: [] });
        return;
      case "open": {
        const { closing } = token;
        if (closing === undefined) return this.#add(text);
        this.#isInLink = true;
        return this.#begin({ type: "link", href: closing.href, isNamed: true, inside: [] });
      }
      case "close":
        this.#isInLink = false;
        return void this.#open.pop();
      case "code":
        return this.#add({ type: "code", text: token.text });
      case "mention":
        return this.#add(this.#called.take(text.slice(1)) ? { type: "mention", text } : text);
      case "link":
        return this.#add(this.#isInLink ? text : linkOf(token.text) ?? text);
      case "text":
        return this.#add(token.text);
      case "cell":
        return this.#add(text);
      default:
        return void (token satisfies never);
    }
  }

  #begin(piece: Extract<Inline, { inside: Inline[] }>) {
    this.#add(piece);
    this.#open.push(piece.inside);
  }

  /** Adds a piece; text to the text before it. */
  #add(piece: Inline | string) {
    const pieces = this.#open.at(-1) ?? [];
    if (typeof piece !== "string") pieces.push(piece);
    else if (piece !== "") {
      const last = pieces.at(-1);
      if (last?.type === "text") last.text += piece;
      else pieces.push({ type: "text", text: piece });
    }
  }
}

function linkOf(text: string): Inline | undefined {
  if (!/^http/i.test(text) || !URL.canParse(text)) return undefined;
  const { href } = new URL(text);
  return { type: "link", href, isNamed: false, inside: [{ type: "text", text }] };
}

/**
 * Which marks belong together. Each closes the nearest of its kind that is open, and what was opened in
 * between and not closed marks nothing; so each is put away once. Nothing that is open outside of a
 * link closes in it, and only what is hidden goes on behind an empty line.
 */
class Pairs {
  readonly closing: Set<Token> = new Set();
  readonly #closingOf: Map<Token, Token> = new Map();
  #stack: Marking[] = [];
  /** How many of each kind are open. */
  #counts: Map<Mark, number> = new Map();

  constructor(parts: readonly Part[]) {
    let outside = { stack: this.#stack, counts: this.#counts };
    for (const { line, tokens } of parts) {
      if (line.trim() === "") this.#restart(this.#stack.filter(({ mark }) => mark === "||"));
      for (const token of tokens) {
        if (token.type === "mark") this.#take(token);
        else if (token.type === "open" && token.closing) {
          outside = { stack: this.#stack, counts: this.#counts };
          this.#restart([]);
        } else if (token.type === "close") {
          [this.#stack, this.#counts] = [outside.stack, outside.counts];
        }
      }
    }
  }

  /** Whether a mark opens something, so deep inside of others. */
  opens(token: Token, depth: number): boolean {
    const closing = this.#closingOf.get(token);
    if (depth > MARKS_MAX && closing) return !this.closing.delete(closing);
    return closing !== undefined;
  }

  #restart(stack: Marking[]) {
    this.#stack = stack;
    this.#counts = new Map(stack.map(({ mark }) => [mark, 1]));
  }

  #take(token: Marking) {
    const { mark, opens, closes } = token;
    const count = this.#counts.get(mark) ?? 0;
    if (closes && count > 0) {
      for (let last = this.#stack.pop(); last !== undefined; last = this.#stack.pop()) {
        this.#counts.set(last.mark, (this.#counts.get(last.mark) ?? 0) - 1);
        if (last.mark !== mark) continue;
        this.#closingOf.set(last, token);
        this.closing.add(token);
        break;
      }
      // What is hidden is hidden once.
    } else if (opens && (count === 0 || mark !== "||")) {
      this.#stack.push(token);
      this.#counts.set(mark, count + 1);
    }
  }
}

function calledIn(text: string): Called {
  const called = new Called(true);
  if (text.includes("@")) parseLines(text.split(LINE_END), 0, called);
  return called;
}

/** The keys of the people whom a text mentions with an `@`, each once, the first few. */
export function mentionsIn(text: string): string[] {
  return [...calledIn(text).people];
}

/** Whether a text calls everybody, as far as its author may: by `@room`, or by `@here` alone. */
export function roomCallIn(text: string): RoomCall | undefined {
  return calledIn(text).room;
}

/** Whether a message calls everybody. An edit may take that back, and adds nothing. */
export function roomCallOf(
  { text, calls }: { text: string; calls?: RoomCall | undefined },
): RoomCall | undefined {
  const now = calls && roomCallIn(text);
  return now === "room" ? calls : now;
}

/** Whether a text mentions somebody: `@ada`. */
export function mentions(text: string, name: string): boolean {
  return mentionsIn(text).includes(nameKey(name));
}
