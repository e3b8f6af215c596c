/**
 * How what happens looks on a terminal: events in, lines out.
 *
 * @module
 */

import type { Dismissal, FileInfo, RoomSummary, Said } from "../../../protocol.ts";
import type { Line, Revision } from "../../connection/log.ts";
import { isDirect, isolated, nameKey, roomKey } from "../../../protocol/name.ts";
import { isCalled } from "../../connection/log.ts";
import { plainLine, plainText } from "../../plain_text.ts";
import { ShownFiles } from "../files/shown.ts";
import { card } from "./card.ts";
import { Labels } from "./labels.ts";
import { quoted } from "./quoted.ts";
import { columnsOf, wrap } from "./wrap.ts";

/** Of the terminal's own palette, so that they fit its background; without white, grey and black. */
const NAME_COLOURS = [31, 32, 33, 34, 35, 36, 91, 92, 94, 95, 96] as const;
const BOLD = 1;
const DIM = 2;
/** As wide as a time and a space: the lines of a message stand below its first. */
const INDENT = "      ";

/** What the looks depend on. */
export interface Looks {
  colour: boolean;
  /** Whether letters may be bold or faint; as `colour` when it is missing. */
  weight?: boolean;
  /** Of the reader; the terminal's own when it is missing. */
  locale?: string;
  timeZone?: string;
  /** How many columns a row has now; without it, rows have no end. */
  columns?: () => number;
  /** By which files are named that it draws. */
  files?: ShownFiles;
}

/** Why we are in a room no more. */
export const DISMISSED: Readonly<Record<Dismissal, (room: string) => string>> = {
  kicked: (room) => `You were removed from ${room}`,
  banned: (room) => `You were banned from ${room}`,
  uninvited: (room) => `You are not invited to ${room} any more`,
  closed: (room) => `${room} was closed`,
};

/** Draws the lines of one reader. Remembers the day, to announce when another one begins. */
export class Renderer {
  readonly labels = new Labels();
  /** Finds what a message answers, as far as it is known. */
  lineOf: (room: string, seq: number) => Line | undefined = () => undefined;
  readonly #paints: (code: number) => boolean;
  readonly #columns: () => number;
  readonly #files: ShownFiles;
  readonly #time: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  #day: string;

  constructor(
    {
      colour,
      weight = colour,
      locale,
      columns = () => Infinity,
      files = new ShownFiles(),
      ...zone
    }: Looks,
    now: number,
  ) {
    this.#paints = (code) => code === BOLD || code === DIM ? weight : colour;
    this.#columns = columns;
    this.#files = files;
    this.#time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...zone });
    this.#date = new Intl.DateTimeFormat(locale, { dateStyle: "full", ...zone });
    this.#day = this.#date.format(now);
  }

  /** A message, with its room when that is not the one we look at, after a new day if it is one. */
  said(
    said: Said,
    you: string | undefined,
    current?: string,
    how: "plain" | "numbered" = "plain",
  ): string[] {
    const { at, from, room, edited, deleted, blocked, reactions, files = [] } = said;
    if (blocked) return [];
    const isForYou = you !== undefined && !isSame(from, you) && isCalled(said, you);
    const words = (line: string) =>
      deleted ? this.quiet(line) : isForYou ? this.#paint(BOLD, isolated(line)) : isolated(line);
    const mark = said.bot ? " (bot)" : "";
    const number = how === "numbered" ? `#${said.seq} ` : "";
    const head = [
      this.#head(at, room, you, current) + number,
      `${plainLine(from)}${mark}  `,
    ] as const;
    const cards = files.map((file) => card(file, this.#files.number(file)));
    // Files say it all: the first of them stands where the text would.
    const text = deleted ? "deleted" : said.text || cards.shift() || "";
    const lines = this.#hang(plainText(text), {
      head: this.quiet(head[0]) + this.name(from) + (mark && this.quiet(mark)) + "  ",
      headColumns: columnsOf(head.join("")),
      paint: words,
    });
    if (edited !== undefined) lines[lines.length - 1] += this.quiet(" (changed)");
    const counts = Object.entries(reactions ?? {})
      .map(([emoji, names]) => `${plainLine(emoji)} ${names.length}`);
    lines.push(...cards.flatMap((line) => this.#indented(line)));
    if (counts.length > 0) lines.push(...this.#indented(counts.join("  ")));
    return [...this.#newDay(at), ...this.#answered(said), ...lines];
  }

  /** What a message answers, in one row above it. */
  #answered({ room, reply, deleted }: Said): string[] {
    if (reply === undefined || deleted) return [];
    const line = this.lineOf(room, reply);
    const isShown = line?.type === "said" && !line.deleted && !line.blocked;
    const words = isShown ? `${plainLine(line.from)}: ${quoted(plainText(wordsOf(line)))}` : "";
    const columns = this.#columns() - INDENT.length - 2;
    const [row = ""] = wrap(words || `#${reply}`, { first: columns, rest: columns });
    return [this.quiet(`${INDENT}↳ ${isolated(row)}`)];
  }

  /** What stands above a picture. */
  caption(file: FileInfo): string {
    const name = isolated(plainLine(file.name));
    return this.quiet(`${INDENT}[${this.#files.number(file)}] ${name}:`);
  }

  /** A line of a room's log: a message, or what happened to the room. */
  line(
    line: Line,
    you: string | undefined,
    current?: string,
    how: "plain" | "numbered" = "plain",
  ): string[] {
    if (line.type === "said") return this.said(line, you, current, how);
    const { at, room, text } = line;
    const words = line.type === "notice"
      ? text
      : text === ""
      ? `${line.from} removed the topic`
      : `${line.from} set the topic: ${text}`;
    return this.#happened(at, room, words, you, current);
  }

  /** What somebody did to a message. */
  revision(revision: Revision, target: Line | undefined, you?: string, current?: string): string[] {
    const { at, room, from } = revision;
    if ("blocked" in revision && revision.blocked) return [];
    return this.#happened(at, room, `${from} ${describe(revision, target, you)}`, you, current);
  }

  /** Someone's name, always in the same colour. */
  name(name: string): string {
    const colour = NAME_COLOURS[hash(nameKey(name)) % NAME_COLOURS.length] ?? BOLD;
    return this.#paint(colour, isolated(plainLine(name)));
  }

  /** What should not draw the eye. */
  quiet(text: string): string {
    return this.#paint(DIM, text);
  }

  /** What went wrong. */
  wrong(text: string): string {
    return this.#paint(31, plainLine(text));
  }

  members(
    { room, count, members }: { room: string; count: number; members: string[] },
    you?: string,
  ): string {
    const where = this.labels.of(room, you).replace(/^#/, "");
    const names = members.map((name) => this.name(name)).join(", ");
    return `${this.quiet(`In ${isolated(plainLine(where))}, ${count}:`)} ${names}`;
  }

  /** A room's topic, as it is shown after a join. */
  topic(topic: string): string[] {
    return this.#hang(plainLine(topic), {
      ...{ head: this.quiet("Topic: "), headColumns: "Topic: ".length },
      paint: (row) => this.quiet(isolated(row)),
    });
  }

  rooms(rooms: RoomSummary[], you?: string): string[] {
    if (rooms.length === 0) return [this.quiet("There are no rooms")];
    return rooms.flatMap((summary) => {
      const { room, count, topic } = summary;
      this.labels.learn(summary);
      const here = isDirect(room) ? "" : `${count} here`;
      const about = [here, isolated(plainLine(topic))].filter(Boolean).join(" · ");
      const label = isolated(plainLine(this.labels.of(room, you)));
      const [first = "", ...rest] = this.#hang(about, {
        ...{ head: `${label} `, headColumns: columnsOf(label) + 1 },
        paint: (row) => this.quiet(row),
      });
      return [first.trimEnd(), ...rest];
    });
  }

  #happened(
    at: number,
    room: string,
    words: string,
    you: string | undefined,
    current: string | undefined,
  ): string[] {
    const head = this.#head(at, room, you, current);
    const paint = (row: string) => this.quiet(isolated(row));
    const lines = this.#hang(plainText(words), {
      ...{ head: this.quiet(head), headColumns: columnsOf(head), paint },
    });
    return [...this.#newDay(at), ...lines];
  }

  /** What stands below a line, and belongs to it. */
  #indented(text: string): string[] {
    const columns = this.#columns() - INDENT.length;
    return wrap(text, { first: columns, rest: columns }).map((row) =>
      this.quiet(INDENT + isolated(row))
    );
  }

  /**
   * A text behind its head, in rows that stand below each other. Only a head begins in the first column:
   * nothing in a text can look like what somebody else said.
   */
  #hang(
    text: string,
    { head, headColumns, paint }: {
      head: string;
      headColumns: number;
      paint: (row: string) => string;
    },
  ): string[] {
    const columns = this.#columns();
    const room = { first: columns - headColumns, rest: columns - INDENT.length };
    const [first = "", ...rest] = wrap(text, room);
    return [head + paint(first), ...rest.map((row) => INDENT + paint(row))];
  }

  /** What stands before every line: when it was and, unless we look at it, where. */
  #head(at: number, room: string, you: string | undefined, current: string | undefined): string {
    const where = isSame(room, current) ? "" : `${isolated(plainLine(this.labels.of(room, you)))} `;
    return `${this.#time.format(at)} ${where}`;
  }

  #newDay(at: number): string[] {
    const day = this.#date.format(at);
    const isNew = day !== this.#day;
    this.#day = day;
    return isNew ? [this.quiet(`── ${day} ──`)] : [];
  }

  #paint(code: number, text: string): string {
    return this.#paints(code) ? `\x1b[${code}m${text}\x1b[0m` : text;
  }
}

/** Whether two spellings are one room or one person. */
export function isSame(one: string, other: string | undefined): boolean {
  return other !== undefined && roomKey(one) === roomKey(other);
}

function describe(revision: Revision, target: Line | undefined, you: string | undefined): string {
  switch (revision.type) {
    case "edited":
      return `changed: ${revision.text}`;
    case "deleted":
      return `deleted ${deletedWords(revision.from, target, you)}`;
    case "reacted": {
      const verb = revision.on ? "reacted" : "took back";
      return `${verb} ${revision.emoji}${target ? ` to ${quoted(wordsOf(target))}` : ""}`;
    }
    default:
      return revision satisfies never;
  }
}

/** Which message was deleted, for whoever deleted it. Others are not shown its text again. */
function deletedWords(by: string, target: Line | undefined, you: string | undefined): string {
  if (!isSame(by, you) || target?.type !== "said") return "a message";
  const words = quoted(wordsOf(target));
  return isSame(target.from, you) ? words : `what ${target.from} said: ${words}`;
}

/** What a line says, if only by its files. */
function wordsOf(line: Line): string {
  if (line.type !== "said" || line.text !== "") return line.text;
  return (line.files ?? []).map(({ name }) => name).join(", ");
}

/** FNV-1a, 32 bits: spreads even names that differ in one letter. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const unit of text) sum = Math.imul(sum ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return sum >>> 0;
}
