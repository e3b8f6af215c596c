/**
 * Filters what blocked people say.
 *
 * @module
 */
import { type Answer, encode, type Entry, type Said } from "../../protocol.ts";
import { nameKey, peopleOf } from "../../protocol/name.ts";
import type { Names } from "./member/names.ts";
import type { Block } from "./person_blocks.ts";

/** The author of an entry, in its line: inside a text, a quotation mark is escaped. */
const FROM = /"from":"([^"\\]*)"/;
/** Spellings of names whose answer is remembered: to find a name's key takes 1.5 µs. */
const SPELLINGS_MAX = 1_000;

/**
 * The people whom one person has blocked. Numbers keep no holes: an entry of theirs comes without
 * what it says, marked `blocked`.
 */
export class BlockList {
  readonly #keys: ReadonlySet<string>;
  readonly #known = new Map<string, boolean>();

  constructor(names: readonly string[]) {
    this.#keys = new Set(names.map(nameKey));
  }

  /**
   * A list; `undefined`, which costs nothing where lines are read, when nobody is blocked. Whoever is
   * blocked under one of their names is under all.
   */
  static of(blocks: readonly Block[], names: Names): BlockList | undefined {
    if (blocks.length === 0) return undefined;
    return new BlockList(blocks.flatMap(({ name }) => names.like(nameKey(name))));
  }

  /** This list with some more names. */
  with(names: readonly string[]): BlockList {
    return new BlockList([...this.#keys, ...names]);
  }

  /** This list without some names, by their keys; `undefined` when nobody is left. */
  without(keys: readonly string[]): BlockList | undefined {
    const left = [...this.#keys].filter((key) => !keys.includes(key));
    return left.length > 0 ? new BlockList(left) : undefined;
  }

  /** Whether somebody of this name, in whatever spelling, is blocked. */
  has(name: string): boolean {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const isBlocked = this.#keys.has(nameKey(name));
    if (this.#known.size >= SPELLINGS_MAX) this.#known.clear();
    this.#known.set(name, isBlocked);
    return isBlocked;
  }

  /** Whether all in a direct room are blocked, but the person whose list this is. */
  hides(room: string, own: string): boolean {
    const others = peopleOf(room).filter((key) => key !== own);
    return others.length > 0 && others.every((key) => this.#keys.has(key));
  }

  /** Whether any in a direct room is blocked. */
  touches(room: string): boolean {
    return peopleOf(room).some((key) => this.#keys.has(key));
  }

  /** Lines as they may be read. Only those are decoded that have something of somebody blocked. */
  redactLines(lines: string): string {
    return lines.split("\n").map((line) => this.#redactLine(line)).join("\n");
  }

  /** An entry as it may be read. */
  redact<E extends Entry>(entry: E): E;
  redact(entry: Entry): Entry {
    const isBlocked = "from" in entry && this.has(entry.from);
    switch (entry.type) {
      case "said":
        return isBlocked ? withoutContent(entry) : this.#withoutReactions(entry);
      case "edited":
        return isBlocked ? withoutText(entry) : entry;
      case "reacted":
        // As if it were taken back, which changes nothing where it never came.
        return isBlocked ? { ...entry, emoji: "", on: false, blocked: true } : entry;
      // What becomes of the room, and that something is gone, is true for everybody.
      case "deleted":
      case "topic":
      case "notice":
        return entry;
      default:
        return entry satisfies never;
    }
  }

  #redactLine(line: string): string {
    const [, from] = FROM.exec(line) ?? [];
    const isTouched = from !== undefined && this.has(from) || line.includes('"reactions":');
    // We wrote the line ourselves.
    return isTouched ? encode(this.redact(JSON.parse(line) as Entry)) : line;
  }

  #withoutReactions(said: Said): Said {
    const { reactions, ...rest } = said;
    if (!reactions) return said;
    const left = Object.entries(reactions)
      .map(([emoji, names]) => [emoji, names.filter((name) => !this.has(name))] as const)
      .filter(([, names]) => names.length > 0);
    return left.length > 0 ? { ...rest, reactions: Object.fromEntries(left) } : rest;
  }
}

function withoutText({ sealed: _, ...edited }: Extract<Entry, { type: "edited" }>): Entry {
  return { ...edited, text: "", blocked: true };
}

/** An author chooses the id, too: so much can be written there. */
function withoutContent({ type, room, seq, from, at, deleted, bot }: Said): Said {
  const id = `blocked-${seq}`;
  const rest = { ...(deleted && { deleted }), ...(bot && { bot }) };
  return { type, room, seq, id, from, at, text: "", blocked: true, ...rest };
}

/** An answer with entries, as it may be read. What is searched for is not found in what was blocked. */
export function redacted(answer: Answer, blocks: BlockList | undefined): Answer {
  if (!blocks) return answer;
  switch (answer.type) {
    case "history":
      return { ...answer, entries: answer.entries.map((entry) => blocks.redact(entry)) };
    case "pins":
    case "found": {
      const entries = answer.entries.filter(({ from }) => !blocks.has(from));
      return { ...answer, entries: entries.map((entry) => blocks.redact(entry)) };
    }
    default:
      return answer;
  }
}
