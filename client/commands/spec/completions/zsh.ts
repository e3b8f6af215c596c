/**
 * Completions for zsh, by its `_arguments`.
 *
 * @module
 */

import type { Completed, CompletedOption, Kind } from "./completed.ts";

export function zsh(commands: readonly Completed[]): string {
  const named = commands.filter(({ name }) => name !== "");
  return `#compdef hubbub
# Completions of hubbub for zsh. In ~/.zshrc, after compinit: source <(hubbub completions zsh)
_hubbub_rooms() {
  local -a rooms
  rooms=( \${\${(f)"$(hubbub rooms --quiet --timeout 1s </dev/null 2>/dev/null)"}%%$'\\t'*} )
  rooms=( \${rooms#\\#} )
  compadd -a rooms
}
_hubbub() {
  local command=
  local -a commands
  commands=(
${
    named.map(({ name, about }) => `    ${quote(`${name}:${about.replaceAll(":", "\\:")}`)}`).join(
      "\n",
    )
  }
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command commands
    return
  fi
  if (( \${commands[(I)$words[2]:*]} )); then
    command=$words[2]
    (( CURRENT-- ))
    shift words
  fi
  case $command in
${commands.map(caseOf).join("\n")}
  esac
}
if [[ $funcstack[1] == _hubbub ]]; then _hubbub "$@"; else compdef _hubbub hubbub; fi
`;
}

function caseOf({ name, options, places, runsProgram }: Completed): string {
  const specs = [
    ...options.flatMap(optionSpecs),
    ...places.map((kind, nth) => quote(`${nth + 1}: :${actionOf(kind)}`)),
    ...(runsProgram ? [quote("*:: :_normal")] : []),
  ];
  return `    ${quote(name)})\n      _arguments -S ${specs.join(" \\\n        ")} ;;`;
}

function optionSpecs({ name, short, about, value, kind, many }: CompletedOption): string[] {
  const what = `[${about.replace(/[\][:]/g, "\\$&")}]`;
  const takes = kind === undefined ? "" : `:${value ?? ""}:${actionOf(kind)}`;
  const repeated = many ? "*" : "";
  const long = quote(`${repeated}--${name}${kind === undefined ? "" : "="}${what}${takes}`);
  return short === undefined ? [long] : [quote(`${repeated}-${short}${what}${takes}`), long];
}

function actionOf(kind: Kind): string {
  switch (kind.type) {
    case "words":
      return `(${kind.words.join(" ")})`;
    case "room":
      return "_hubbub_rooms";
    case "file":
      return "_files";
    case "any":
      return " ";
    default:
      return kind satisfies never;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
