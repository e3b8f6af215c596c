/**
 * Completions for fish.
 *
 * @module
 */

import type { Completed, CompletedOption, Kind } from "./completed.ts";

export function fish(commands: readonly Completed[]): string {
  const named = commands.filter(({ name }) => name !== "");
  return `# Completions of hubbub for fish. In config.fish: hubbub completions fish | source
function __hubbub_rooms
    hubbub rooms --quiet --timeout 1s </dev/null 2>/dev/null | string replace -r '\\t.*' '' | string replace -r '^#' ''
end
# Whether a command is being written, and so many words stand before.
function __hubbub_in
    set -l words (commandline -opc)
    set -q words[2]; or return 1
    test "$words[2]" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    test (count $words) -eq (math $argv[2] + 2)
end
function __hubbub_chats
    set -l words (commandline -opc)
    set -q words[2]; or return 0
    not contains -- $words[2] ${named.map(({ name }) => name).join(" ")}
end
complete -c hubbub -f
${commands.flatMap(linesOf).join("\n")}
`;
}

function linesOf({ name, about, options, places, runsProgram }: Completed): string[] {
  const isIn = name === "" ? "__hubbub_chats" : `__hubbub_in ${name}`;
  const first = "test (count (commandline -opc)) -eq 1";
  const own = name === "" ? [] : [line(first, `-a ${name} -d ${quote(about)}`)];
  return [
    ...own,
    ...options.map((option) => line(isIn, optionOf(option))),
    ...places.flatMap((kind, nth) => {
      const found = placeOf(kind);
      return found === "" ? [] : [line(`${isIn} ${nth}`, found)];
    }),
    ...(runsProgram
      ? [
        line(
          `${isIn}; and contains -- -- (commandline -opc)`,
          "-a '(complete -C (commandline -ct))'",
        ),
      ]
      : []),
  ];
}

function line(condition: string, rest: string): string {
  return `complete -c hubbub -n ${quote(condition)} ${rest}`;
}

function optionOf({ name, short, about, kind }: CompletedOption): string {
  const letter = short === undefined ? "" : ` -s ${short}`;
  const value = kind === undefined ? "" : kind.type === "file" ? " -r" : " -x";
  const found = kind === undefined ? "" : ` ${placeOf(kind)}`.trimEnd();
  return `-l ${name}${letter}${value}${found} -d ${quote(about)}`;
}

function placeOf(kind: Kind): string {
  switch (kind.type) {
    case "words":
      return `-a ${quote(kind.words.join(" "))}`;
    case "room":
      return "-a '(__hubbub_rooms)'";
    case "file":
      return "-F";
    case "any":
      return "";
    default:
      return kind satisfies never;
  }
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
