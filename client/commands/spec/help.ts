/**
 * What `COMMAND --help` prints.
 *
 * @module
 */

import { type CommandSpec, optionsOf, type OptionSpec, takesRoom } from "../spec.ts";

const ROOM = [
  "ROOM is lobby, '#lobby', or @bob for the direct room with Bob. A dot instead,",
  "or no word at all, is HUBBUB_ROOM, or the private room of --room-key-file.",
];

/** How a command is written, and what its options and its exit codes mean. */
export function helpOf(spec: CommandSpec): string {
  const { name, takes, about, notes = [] } = spec;
  // Behind -- all is another program's.
  const [own = "", others] = takes.split(" -- ");
  const words = [name, own, "[options]", ...(others === undefined ? [] : ["--", others])];
  const usage = `Usage: hubbub ${words.filter(Boolean).join(" ")}`;
  return [
    `${about.charAt(0).toUpperCase()}${about.slice(1)}.`,
    ...["", usage, "", optionLines(optionsOf(spec)), ""],
    ...notes,
    ...(takesRoom(spec) ? ROOM : []),
    "Exit codes: 0 done · 1 refused · 2 wrong usage · 3 unreachable or timed out",
    "            4 not signed in · 5 some lines were not stored",
  ].join("\n");
}

/** A line for each option. */
export function optionLines(options: readonly OptionSpec[]): string {
  const width = Math.max(...options.map((option) => written(option).length));
  return options.map((option) => `  ${written(option).padEnd(width)}  ${option.about}`).join("\n");
}

function written({ name, short, value }: OptionSpec): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}
