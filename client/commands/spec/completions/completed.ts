/**
 * A command as shells complete it.
 *
 * @module
 */

import type { CommandSpec, OptionSpec } from "../../spec.ts";

/** What can stand in a place: one of a few words, a room, a file, or what nobody can guess. */
export type Kind = { type: "words"; words: readonly string[] } | { type: "room" | "file" | "any" };

/** An option. `kind` is that of its value, where it has one. */
export interface CompletedOption extends OptionSpec {
  readonly kind: Kind | undefined;
}

export class Completed {
  /** "" is that of whoever chats. */
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  /** What follows the name, in its order. */
  readonly places: readonly Kind[];
  /** Whether another program's command line follows `--`. */
  readonly runsProgram: boolean;

  constructor(
    { name, about, takes, options }: Pick<CommandSpec, "name" | "about" | "takes" | "options">,
  ) {
    this.name = name;
    this.about = about;
    this.options = options.map((option) => {
      return { ...option, kind: option.value === undefined ? undefined : kindOf(option.value) };
    });
    const [own = "", program] = takes.split(" -- ");
    this.places = own.split(" ").filter(Boolean).map(kindOf);
    this.runsProgram = program !== undefined;
  }
}

/** By how the help writes it: `ROOM`, `[PATH|-]`, `keep|skip`. */
function kindOf(written: string): Kind {
  if (/^[a-z]+(\|[a-z]+)+$/.test(written)) return { type: "words", words: written.split("|") };
  if (written === "ROOM") return { type: "room" };
  return { type: /\bPATH\b/.test(written) ? "file" : "any" };
}
