/**
 * What the program prints about itself: a map of its commands, and what is known of each topic.
 *
 * @module
 */

import { ADMIN_HELP, adminCommandOf } from "../commands/admin/table.ts";
import { commandOf, COMMANDS } from "../commands/spec.ts";
import { helpOf } from "../commands/spec/help.ts";
import { TOPICS } from "./help/topics.ts";

/** Commands that have a line of the map together. */
const TOGETHER: readonly { names: readonly string[]; about: string }[] = [
  { names: ["edit", "delete", "react"], about: "change your message, delete it, or react to one" },
  { names: ["rooms", "who"], about: "list the rooms, or who is in one" },
  { names: ["files", "save"], about: "list a room's files, or save those of a message" },
  { names: ["login", "logout"], about: "keep a session for the chat and all commands, or end it" },
];

/** What `--help` prints. */
export function mapOfCommands(): string {
  const rows = rowsOf(COMMANDS);
  const width = Math.max(...rows.map(([names]) => names.length));
  return [
    "Chat from a terminal, or from scripts.",
    "",
    "Usage: hubbub [URL] [-n NAME] [-r ROOM]    chat",
    "       … | hubbub [URL] -n NAME -r ROOM    say each line",
    "       hubbub COMMAND …                    do one thing, and end",
    "",
    ...rows.map(([names, about]) => `  ${names.padEnd(width)}  ${about}`),
    "",
    `hubbub help COMMAND tells more. So does help ${listOf(Object.keys(TOPICS))}.`,
    "Here hubbub is deno run --allow-net client.ts, or deno task chat.",
  ].join("\n");
}

/** The rows of the map: names, and what they do. */
function rowsOf(commands: typeof COMMANDS): [names: string, about: string][] {
  return commands.flatMap(({ name, about }): [string, string][] => {
    const group = TOGETHER.find(({ names }) => names.includes(name));
    if (group === undefined) return [[name, about]];
    return group.names[0] === name ? [[group.names.join(", "), group.about]] : [];
  });
}

/** What there is to know of a command or another topic; `undefined` if it is neither. */
export function helpOn(topic: string): string | undefined {
  if (topic === "admin") return ADMIN_HELP;
  const command = commandOf(topic) ?? adminCommandOf(/^admin (.*)/.exec(topic)?.[1]);
  if (command !== undefined) return helpOf(command);
  return Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
}

/** Why there is no help on a topic. */
export function noHelpOn(topic: string): string {
  return `There is no help on ${topic}: there is on each command, and on ` +
    `${listOf(Object.keys(TOPICS)).replace(" or ", " and ")}`;
}

function listOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
