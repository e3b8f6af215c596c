/**
 * What `/help` prints: the groups of commands, one of them, or a command, none longer than a screen.
 *
 * @module
 */

import { type CommandRow, COMMANDS, type Group, GROUPS } from "./table.ts";

/** Columns of a row at most. The last one stays free: some terminals wrap there. */
const COLUMNS = 79;
/** How wide the names of groups and the keys are, and commands with what stands behind them. */
const NARROW = 14;
const WIDE = 24;

const INTRODUCTION = "/help TOPIC, such as /help rooms, or /help /ban tells more.";
const VERBATIM = ["//TEXT", "send a message that begins with /"] as const;

/** What keys do, besides those that edit a line as in a shell. */
const KEYS: readonly (readonly [string, string])[] = [
  ["Tab", "complete commands, names, #rooms, :emoji: and paths"],
  ["Alt-Enter", "start a new line"],
  ["↑ ↓", "bring back what you typed"],
  ["Alt-1 to Alt-9", "go to your rooms; Alt-a to where something is new"],
  ["Ctrl-R", "look for what you typed, by a part of it; again for what is older"],
  ["Ctrl-X Ctrl-E", "write on in your editor ($VISUAL, $EDITOR); needs --allow-run"],
  ["PageUp", "list what is older than what is shown"],
  [
    "Alt-↑ Alt-↓",
    "pick a message: then r or Enter replies, e edits, d deletes, + reacts, y prints its " +
    "address and copies it, Esc lets go",
  ],
  ["Ctrl-C", "clear the line, or leave when it is empty; Ctrl-D leaves, Ctrl-Z stops"],
];

/**
 * The lines of help; `undefined` when nothing is called that.
 *
 * @param topic a group, or a command with its slash or without; the groups when it is missing
 */
export function helpOn(topic = ""): string[] | undefined {
  const word = topic.toLowerCase();
  if (word === "") return overview();
  if (isGroup(word)) return groupHelp(word);
  const name = word.replace(/^\/?/, "/");
  const found = COMMANDS.find((row) => row.name === name || Object.hasOwn(row.aliases ?? {}, name));
  return found && commandHelp(found);
}

function overview(): string[] {
  const groups = groupNames().flatMap((group) => {
    const names = COMMANDS.filter((row) => row.group === group).map(({ name }) => name);
    return hang(group, [names.join(" "), ...notes(group)].join(", "), NARROW);
  });
  return [INTRODUCTION, ...groups];
}

/** What a group has besides commands, in a few words. */
function notes(group: Group): string[] {
  if (group === "messages") return [VERBATIM[0]];
  return group === "keys" ? KEYS.map(([key]) => key) : [];
}

function groupHelp(group: Group): string[] {
  const rows = COMMANDS.filter((row) => row.group === group);
  const width = group === "keys" ? NARROW + 2 : WIDE;
  return [
    GROUPS[group],
    ...rows.flatMap((row) => hang(usageOf(row), row.about, width)),
    ...(group === "messages" ? hang(...VERBATIM, width) : []),
    ...(group === "keys" ? KEYS.flatMap(([key, does]) => hang(key, does, width)) : []),
  ];
}

function commandHelp(row: CommandRow): string[] {
  const others = Object.entries(row.aliases ?? {}).map(([alias, meant]) =>
    meant === row.name ? alias : `${alias} (${meant})`
  );
  return [
    usageOf(row),
    ...hang("", row.about, 2),
    ...(row.more ?? []).flatMap((line) => hang("", line, 2)),
    ...(others.length > 0 ? hang("", `Understood as well: ${others.join(", ")}.`, 2) : []),
    ...hang("", `Topic: /help ${row.group}`, 2),
  ];
}

function usageOf({ name, args }: CommandRow): string {
  return `${name} ${args}`.trimEnd();
}

/** Words behind a head, in rows that stand below each other; below the head where that is too wide. */
function hang(head: string, text: string, width: number): string[] {
  const rows = [""];
  for (const word of text.split(" ")) {
    const row = rows.at(-1)!;
    const longer = row === "" ? word : `${row} ${word}`;
    if (width + longer.length <= COLUMNS) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  const indent = " ".repeat(width);
  const isBeside = head.length < width;
  const below = rows.map((row, at) => (at === 0 && isBeside ? head.padEnd(width) : indent) + row);
  return isBeside ? below : [head, ...below];
}

function groupNames(): Group[] {
  return Object.keys(GROUPS).filter(isGroup);
}

function isGroup(word: string): word is Group {
  return Object.hasOwn(GROUPS, word);
}
