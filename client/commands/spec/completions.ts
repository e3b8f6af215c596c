/**
 * `completions`: what a shell needs to complete a command line, made of the table of commands.
 *
 * @module
 */

import { CHAT_OPTIONS } from "../../program/help/chat_options.ts";
import { TOPICS } from "../../program/help/topics.ts";
import { ADMIN_COMPLETED } from "../admin/table.ts";
import type { Output } from "../output.ts";
import { COMMANDS, optionsOf } from "../spec.ts";
import { type Call, UsageError, type Variable } from "./call.ts";
import { bash } from "./completions/bash.ts";
import { fish } from "./completions/fish.ts";
import { Completed } from "./completions/completed.ts";
import { zsh } from "./completions/zsh.ts";

const SHELLS: Readonly<Record<string, (commands: readonly Completed[]) => string>> = {
  bash,
  zsh,
  fish,
};

/** Prints the script. */
export async function completions(
  { words: [shell = ""] }: Call,
  _variable: Variable,
  output: Output,
): Promise<void> {
  const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (write === undefined) {
    throw new UsageError(`Completions are there for ${Object.keys(SHELLS).join(", ")}`);
  }
  const commands = COMMANDS.map((one) => {
    const spec = one.name === ADMIN_COMPLETED.name ? ADMIN_COMPLETED : one;
    return new Completed({ ...spec, options: optionsOf(spec) });
  });
  const topics = [...COMMANDS.map(({ name }) => name), ...Object.keys(TOPICS)].join("|");
  const chat = { about: "chat", takes: "", options: CHAT_OPTIONS };
  const help = { about: "tell more of a command or a topic", takes: topics, options: [] };
  const script = new TextEncoder().encode(write([
    ...commands,
    new Completed({ name: "chat", ...chat }),
    new Completed({ name: "help", ...help }),
    // Its name may be left out.
    new Completed({ name: "", ...chat }),
  ]));
  await output.bytes([script]);
}
