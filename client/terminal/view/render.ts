/**
 * How what happens looks on a terminal: events in, lines out.
 *
 * @module
 */

import type { FileInfo, RoomSummary, Said } from "../../../protocol.ts";
import type { Line, Revision } from "../../connection/log.ts";
import { isDirect, isolated } from "../../../protocol/name.ts";
import { isCalled } from "../../connection/log.ts";
import { hiddenIn } from "../../../protocol/markup/plain_words.ts";
import { piecesOf } from "../../../protocol/text/found_words.ts";
import { plainLine, plainText } from "../../plain_text.ts";
import { ShownFiles } from "../files/shown.ts";
import { card } from "./card.ts";
import { byMinute, dayFormat, timeFormat } from "./dates.ts";
import { isSame, Labels } from "./labels.ts";
import { quoted } from "./quoted.ts";
import { hang, INDENT, marked, type Paragraph, unmarked } from "./render/marked.ts";
import { noticeRows } from "./render/notice.ts";
import { Paint, type Style, WRONG_COLOUR } from "./render/paint.ts";
import { revised, unreadable, wordsOf } from "./render/words.ts";
import { columnsOf, wrap } from "./wrap.ts";
import { speech } from "../../connection/link.ts";
import { say } from "../../program/languages.ts";

/** Where a name stands in a sentence around it. */
const HERE = "\0";
const FAINT = { faint: true } as const satisfies Style;

export { isSame };

/** How the number of a message is shown, if it is. */
const NUMBERS = {
  plain: () => "",
  numbered: (seq: number) => `#${seq} `,
  wanted: (seq: number) => `#${seq} → `,
};
export type How = keyof typeof NUMBERS;

/** What the looks depend on. */
export interface Looks {
  colour: boolean;
  /** Whether letters may be bold or faint, and marks are drawn; as `colour` when it is missing. */
  weight?: boolean;
  /** Of the reader; the terminal's own when it is missing. */
  timeZone?: string;
  /** How many columns a row has now; without it, rows have no end. */
  columns?: () => number;
  /** By which files are named that it draws. */
  files?: ShownFiles;
}

/** Draws the lines of one reader. Remembers the day, to announce when another one begins. */
export class Renderer {
  readonly labels = new Labels();
  /** Finds what a message answers, as far as it is known. */
  lineOf: (room: string, seq: number) => Line | undefined = () => undefined;
  readonly #paint: Paint;
  readonly #columns: () => number;
  readonly #files: ShownFiles;
  readonly #time: (at: number) => string;
  readonly #date: (at: number) => string;
  readonly #began: number;
  /** The last that was printed, once one was. */
  #day: string | undefined;

  constructor(
    {
      colour,
      weight = colour,
      columns = () => Infinity,
      files = new ShownFiles(),
      ...zone
    }: Looks,
    now: number,
  ) {
    this.#paint = new Paint({ colour, weight });
    this.#columns = columns;
    this.#files = files;
    this.#time = byMinute(() => timeFormat(zone));
    this.#date = byMinute(() => dayFormat(zone));
    this.#began = now;
  }

  /** A message, with its room when that is not the one we look at, after a new day if it is one. */
  said(
    said: Said,
    you: string | undefined,
    current?: string,
    how: How = "plain",
  ): string[] {
    const { at, from, room, blocked, reactions, files = [] } = said;
    if (blocked) return [];
    const isForYou = you !== undefined && !isSame(from, you) && isCalled(said, you);
    const style = isForYou ? { bold: true } : {};
    const mark = said.bot ? ` ${say`(bot)`}` : "";
    const number = NUMBERS[how](said.seq);
    const head = [
      this.#head(at, room, you, current) + number,
      `${plainLine(from)}${mark}  `,
    ] as const;
    const cards = files.map((file) => card(file, this.#files.number(file)));
    // Files say it all: the first of them stands where the text would.
    const first = said.text === "" ? cards.shift() : undefined;
    const name = this.#paint.name(from, style);
    const lines = this.#hang(this.#words(said, first, { you, style }), {
      head: this.quiet(head[0]) + name + (mark && this.quiet(mark)) + "  ",
      headColumns: columnsOf(head.join("")),
    });
    const counts = Object.entries(reactions ?? {})
      .map(([emoji, names]) => `${plainLine(emoji)} ${names.length}`);
    lines.push(...cards.flatMap((line) => this.#indented(line)));
    if (counts.length > 0) lines.push(...this.#indented(counts.join("  ")));
    return [...this.#newDay(at), ...this.#answered(said), ...lines];
  }

  /** @param card of a file, where there is no text */
  #words(
    { text, sealed, edited, deleted, calls }: Said,
    card: string | undefined,
    { you, style }: { you: string | undefined; style: Style },
  ): Paragraph[] {
    if (deleted) return unmarked(say`deleted`, FAINT);
    if (sealed !== undefined) return unmarked(unreadable(), FAINT);
    // What is hidden stays so, whatever the terminal can draw.
    const isDrawn = this.#paint.hasWeight || text.includes("||") && hiddenIn(text).length > 0;
    const paragraphs = card === undefined && isDrawn
      ? marked(text, { style, ...(you !== undefined && { you }), ...(calls && { calls }) })
      : unmarked(card ?? text, style);
    if (edited !== undefined) {
      paragraphs.at(-1)?.runs.push({ text: ` ${say`(changed)`}`, style: FAINT });
    }
    return paragraphs;
  }

  /** A message that has the words that were looked for, with where and when it was said. */
  found(said: Said, q: string, you: string | undefined): string[] {
    const { at, from, room, seq } = said;
    const when = `${this.#date(at)} ${this.#time(at)}`;
    const where = isolated(plainLine(this.labels.of(room, you)));
    const head = `#${seq} ${when} ${where} `;
    const runs = piecesOf(wordsOf(said), q).map(({ text, isWord }) => ({
      ...{ text: plainLine(text), style: { bold: isWord } },
    }));
    return this.#hang([{ before: "", runs }], {
      head: this.quiet(head) + this.name(from) + "  ",
      headColumns: columnsOf(`${head}${plainLine(from)}  `),
    });
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
    how: How = "plain",
  ): string[] {
    if (line.type === "said") return this.said(line, you, current, how);
    const { at, room, text } = line;
    const words = line.type === "notice"
      ? speech.say({ reason: "notice", message: text })
      : line.sealed !== undefined
      ? say`${line.from} set a topic that can't be read`
      : text === ""
      ? say`${line.from} removed the topic`
      : say`${line.from} set the topic: ${text}`;
    return this.#happened(at, room, unmarked(words, FAINT), you, current);
  }

  /** What somebody did to a message. */
  revision(revision: Revision, target: Line | undefined, you?: string, current?: string): string[] {
    const { at, room } = revision;
    if ("blocked" in revision && revision.blocked) return [];
    const drawsMarks = this.#paint.hasWeight;
    const words = revised(revision, { target, you, style: FAINT, drawsMarks });
    return this.#happened(at, room, words, you, current);
  }

  /** Someone's name, always in the same colour. */
  name(name: string): string {
    return this.#paint.name(name);
  }

  /** What should not draw the eye. */
  quiet(text: string): string {
    return this.#paint.paint(text, FAINT);
  }

  /** What went wrong. */
  wrong(text: string): string[] {
    return this.#notice(text, { colour: WRONG_COLOUR });
  }

  /** What the program tells. */
  told(text: string): string[] {
    return this.#notice(text, FAINT);
  }

  #notice(text: string, style: Style): string[] {
    const rows = noticeRows(plainLine(text), this.#columns());
    return rows.map((row) => this.#paint.paint(row, style));
  }

  /** That somebody came into the room, or left it. */
  move(type: "online" | "offline", name: string): string {
    const words = type === "online" ? say`${HERE} came` : say`${HERE} left`;
    const [before = "", after = ""] = words.split(HERE);
    return (before && this.quiet(before)) + this.name(name) + this.quiet(after);
  }

  members(
    { room, count, members }: { room: string; count: number; members: string[] },
    you?: string,
  ): string {
    const where = this.labels.of(room, you).replace(/^#/, "");
    const names = members.map((name) => this.name(name)).join(", ");
    return `${this.quiet(say`In ${isolated(plainLine(where))}, ${count}:`)} ${names}`;
  }

  /** A room's topic, as it is shown after a join. */
  topic(topic: string): string[] {
    if (topic === "") return [];
    const head = say`Topic:`;
    return this.#hang(unmarked(plainLine(topic), FAINT), {
      head: this.quiet(`${head} `),
      headColumns: columnsOf(head) + 1,
    });
  }

  rooms(rooms: RoomSummary[], you?: string): string[] {
    if (rooms.length === 0) return [this.quiet(say`There are no rooms`)];
    return rooms.flatMap((summary) => {
      const { room, count, topic } = summary;
      this.labels.learn(summary);
      const here = isDirect(room) ? "" : say`${count} here`;
      const about = [here, plainLine(topic)].filter(Boolean).join(" · ");
      const label = isolated(plainLine(this.labels.of(room, you)));
      const head = { head: `${label} `, headColumns: columnsOf(label) + 1 };
      const [first = "", ...rest] = this.#hang(unmarked(about, FAINT), head);
      return [first.trimEnd(), ...rest];
    });
  }

  #happened(
    at: number,
    room: string,
    words: Paragraph[],
    you: string | undefined,
    current: string | undefined,
  ): string[] {
    const head = this.#head(at, room, you, current);
    const looks = { head: this.quiet(head), headColumns: columnsOf(head) };
    return [...this.#newDay(at), ...this.#hang(words, looks)];
  }

  /** What stands below a line, and belongs to it. */
  #indented(text: string): string[] {
    const columns = this.#columns() - INDENT.length;
    return wrap(text, { first: columns, rest: columns }).map((row) =>
      this.quiet(INDENT + isolated(row))
    );
  }

  #hang(paragraphs: Paragraph[], head: { head: string; headColumns: number }): string[] {
    return hang(paragraphs, { ...head, columns: this.#columns(), paint: this.#paint });
  }

  /** What stands before every line: when it was and, unless we look at it, where. */
  #head(at: number, room: string, you: string | undefined, current: string | undefined): string {
    const where = isSame(room, current) ? "" : `${isolated(plainLine(this.labels.of(room, you)))} `;
    return `${this.#time(at)} ${where}`;
  }

  #newDay(at: number): string[] {
    const day = this.#date(at);
    const isNew = day !== (this.#day ?? this.#date(this.#began));
    this.#day = day;
    return isNew ? [this.quiet(`— ${day} —`)] : [];
  }
}
