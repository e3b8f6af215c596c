/**
 * Completions for bash, also for that of macOS, which is 3.2.
 *
 * @module
 */

import type { Completed, Kind } from "./completed.ts";

/** The script. Rooms are compared one by one: `compgen -W` would execute what their names contain. */
export function bash(commands: readonly Completed[]): string {
  const named = commands.filter(({ name }) => name !== "");
  return `# Completions of hubbub for bash. In ~/.bashrc: eval "$(hubbub completions bash)"
_hubbub_among() {
  COMPREPLY=( $(compgen -W "$1" -- "$cur") )
}
_hubbub_room() {
  local room
  while IFS=$'\\t' read -r room _; do
    room=\${room#\\#}
    [[ $room == "$cur"* ]] && COMPREPLY+=( "$(printf %q "$room")" )
  done < <(hubbub rooms --quiet --timeout 1s </dev/null 2>/dev/null)
}
_hubbub_file() {
  # With nothing of ours, bash completes files.
  type compopt >/dev/null 2>&1 && compopt -o default
}
_hubbub() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command="" place=0 i
  COMPREPLY=()
  if [[ $cur == "=" ]]; then cur=""
  elif [[ $prev == "=" ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  case \${COMP_WORDS[1]} in
    ${named.map(({ name }) => name).join("|")}) (( COMP_CWORD > 1 )) && command=\${COMP_WORDS[1]} ;;
  esac
  for (( i = 2; i < COMP_CWORD; i++ )); do
    case "$command \${COMP_WORDS[i]}" in
      ${named.filter(({ runsProgram }) => runsProgram).map(({ name }) => quote(`${name} --`))})
        if (( i + 1 == COMP_CWORD )); then COMPREPLY=( $(compgen -c -- "$cur") ); else _hubbub_file; fi
        return ;;
      ${valued(commands)}) [[ \${COMP_WORDS[i+1]} == "=" ]] && (( i++ )); (( i++ )) ;;
      *" -"*) ;;
      *) (( place++ )) ;;
    esac
  done
  case "$command $prev" in
${values(commands)}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${options(commands)}
    esac
    return
  fi
  case "$command $place" in
${places(named)}
  esac
  (( COMP_CWORD == 1 )) && _hubbub_among "${named.map(({ name }) => name).join(" ")}"
}
complete -F _hubbub hubbub
`;
}

function valued(commands: readonly Completed[]): string {
  return commands.flatMap(({ name, options }) => {
    const withValue = options.filter(({ kind }) => kind !== undefined);
    return withValue.flatMap((option) => spellings(option).map((text) => quote(`${name} ${text}`)));
  }).join("|");
}

function values(commands: readonly Completed[]): string {
  const all = commands.flatMap(({ name, options }) =>
    options.flatMap((option) =>
      option.kind === undefined ? [] : spellings(option).map((text) => ({
        pattern: quote(`${name} ${text}`),
        action: actionOf(option.kind ?? { type: "any" }),
      }))
    )
  );
  return cases(all, "return ");
}

function options(commands: readonly Completed[]): string {
  return commands.map(({ name, options }) => {
    return `      ${quote(name)}) _hubbub_among "${options.flatMap(spellings).join(" ")}" ;;`;
  }).join("\n");
}

function places(commands: readonly Completed[]): string {
  const all = commands.flatMap(({ name, places }) =>
    places.flatMap((kind, nth) => {
      return kind.type === "any"
        ? []
        : [{ pattern: quote(`${name} ${nth}`), action: actionOf(kind) }];
    })
  );
  return cases(all, "");
}

/** One branch for all that have the same done. */
function cases(all: readonly { pattern: string; action: string }[], end: string): string {
  return Map.groupBy(all, ({ action }) => action).entries().map(([action, alike]) => {
    return `    ${alike.map(({ pattern }) => pattern).join("|")}) ${action}${end};;`;
  }).toArray().join("\n");
}

function actionOf(kind: Kind): string {
  switch (kind.type) {
    case "words":
      return `_hubbub_among "${kind.words.join(" ")}"; `;
    case "room":
      return "_hubbub_room; ";
    case "file":
      return "_hubbub_file; ";
    case "any":
      return "";
    default:
      return kind satisfies never;
  }
}

function spellings({ name, short }: { name: string; short?: string }): string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

function quote(text: string): string {
  return `"${text}"`;
}
