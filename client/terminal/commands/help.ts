/**
 * What `/help` prints: the groups of commands, one of them, or a command, none longer than a screen.
 *
 * @module
 */

import { columnsOf, wrap } from "../view/wrap.ts";
import { type CommandRow, COMMANDS, type Group, GROUPS } from "./table.ts";
import { orderInWords, say, sentence, told } from "../../program/languages.ts";

/** Columns of a row at most, however wide the terminal is. */
const COLUMNS = 79;
/** How wide the names of groups and the keys are, and commands with what stands behind them. */
const NARROW = 14;
const WIDE = 24;
/** How far words are indented below a head, where there is no room for them beside it. */
const BELOW = 4;

const INTRODUCTION = sentence`/help TOPIC, such as /help rooms, or /help /ban tells more.`;
const VERBATIM = ["//TEXT", sentence`send a message that begins with /`] as const;

/** What keys do, besides those that edit a line as in a shell. */
const KEYS: readonly (readonly [string, string])[] = [
  ["Tab", sentence`complete commands, names, #rooms, :emoji: and paths`],
  ["Alt-Enter", sentence`start a new line`],
  ["↑ ↓", sentence`bring back what you typed`],
  [sentence`Alt-1 to Alt-9`, sentence`go to your rooms; Alt-a to where something is new`],
  ["Ctrl-R", sentence`look for what you typed, by a part of it; again for what is older`],
  ["Ctrl-X Ctrl-E", sentence`write on in your editor ($VISUAL, $EDITOR); needs --allow-run`],
  ["PageUp", sentence`list what is older than what is shown`],
  [
    "Alt-↑ Alt-↓",
    sentence`pick a message: then r or Enter replies, e edits, d deletes, + reacts, y prints its address and copies it, Esc lets go`,
  ],
  ["Ctrl-C", sentence`clear the line, or leave when it is empty; Ctrl-D leaves, Ctrl-Z stops`],
];

/**
 * The lines of help; `undefined` when nothing is called that.
 *
 * @param topic a group, or a command with its slash or without; the groups when it is missing
 * @param terminal how many columns that has. The last one stays free: some terminals wrap there
 */
export function helpOn(topic = "", terminal = COLUMNS + 1): string[] | undefined {
  const columns = Math.min(terminal - 1, COLUMNS);
  const word = topic.toLowerCase();
  if (word === "") return overview(columns);
  if (isGroup(word)) return groupHelp(word, columns);
  const name = word.replace(/^\/?/, "/");
  const found = COMMANDS.find((row) => row.name === name || Object.hasOwn(row.aliases ?? {}, name));
  return found && commandHelp(found, columns);
}

function overview(columns: number): string[] {
  const groups = groupNames().flatMap((group) => {
    const names = COMMANDS.filter((row) => row.group === group).map(({ name }) => name);
    return hang(group, [names.join(" "), ...notes(group)].join(", "), { width: NARROW, columns });
  });
  return [...hang("", told(INTRODUCTION), { width: 0, columns }), ...groups];
}

/** What a group has besides commands, in a few words. */
function notes(group: Group): string[] {
  if (group === "messages") return [VERBATIM[0]];
  return group === "keys" ? KEYS.map(([key]) => told(key)) : [];
}

function groupHelp(group: Group, columns: number): string[] {
  const rows = COMMANDS.filter((row) => row.group === group);
  // Where a language has what stands behind a command with what that does, the names stand alone.
  const areAlone = rows.every(({ name }) => orderInWords(name) !== undefined);
  const room = { width: areAlone ? NARROW : group === "keys" ? NARROW + 2 : WIDE, columns };
  return [
    ...hang("", told(GROUPS[group]), { width: 0, columns }),
    ...rows.flatMap((row) => hang(...inWords(row), room)),
    ...(group === "messages" ? hang(VERBATIM[0], told(VERBATIM[1]), room) : []),
    ...(group === "keys" ? KEYS.flatMap(([key, does]) => hang(told(key), told(does), room)) : []),
  ];
}

function commandHelp(row: CommandRow, columns: number): string[] {
  const [usage, about] = inWords(row);
  const others = Object.entries(row.aliases ?? {}).map(([alias, meant]) =>
    meant === row.name ? alias : `${alias} (${meant})`
  );
  const room = { width: 2, columns };
  return [
    ...hang("", usage, { width: 0, columns }),
    ...hang("", about, room),
    ...(row.more ?? []).flatMap((line) => hang("", told(line), room)),
    ...(others.length > 0 ? hang("", say`Understood as well: ${others.join(", ")}.`, room) : []),
    ...hang("", say`Topic: /help ${row.group}`, room),
  ];
}

/** How a command is written, and what it does. */
function inWords({ name, args, about }: CommandRow): [usage: string, about: string] {
  const order = orderInWords(name);
  // A language has what stands behind those with what they do, as the page does.
  return order === undefined ? [`${name} ${args}`.trimEnd(), told(about)] : [name, order];
}

/**
 * Words behind a head, in rows that stand below each other; below the head where that is too wide.
 *
 * @param room how wide heads are, and a row
 */
function hang(head: string, text: string, room: { width: number; columns: number }): string[] {
  const isNarrow = room.columns < 2 * room.width;
  const width = isNarrow ? BELOW : room.width;
  const rows = wrap(text, { first: room.columns - width, rest: room.columns - width });
  const indent = " ".repeat(width);
  const columns = columnsOf(head);
  const isBeside = head === "" || columns < width;
  const start = isBeside ? head + " ".repeat(width - columns) : indent;
  const below = rows.map((row, at) => (at === 0 ? start : indent) + row);
  return isBeside ? below : [...hang("", head, { ...room, width: 0 }), ...below];
}

function groupNames(): Group[] {
  return Object.keys(GROUPS).filter(isGroup);
}

function isGroup(word: string): word is Group {
  return Object.hasOwn(GROUPS, word);
}
