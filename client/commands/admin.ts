/**
 * `hubbub admin`: what administrators do on their page, in a terminal and from scripts.
 *
 * @module
 */

import { ABOUT_PEOPLE } from "./admin/people.ts";
import { ABOUT_ROOMS } from "./admin/rooms.ts";
import { ABOUT_SERVER } from "./admin/server.ts";
import { ADMIN_HELP, adminCommandOf, shortName } from "./admin/table.ts";
import type { Run, Task } from "./admin/asker.ts";
import { Output } from "./output.ts";
import { Server } from "./server.ts";
import { helpOf } from "./spec/help.ts";
import { type Call, readCall, UsageError, type Variable } from "./spec/call.ts";

const RUNS: Readonly<Record<string, Run>> = { ...ABOUT_PEOPLE, ...ABOUT_ROOMS, ...ABOUT_SERVER };

/** Reads the words behind `admin`. `undefined` where they ask for help, which is printed. */
export function readAdminCall(
  given: readonly string[],
  variable: Variable,
): Call | undefined {
  // Options may come first, as they may with other commands.
  const isOption = given[0]?.startsWith("-") && given[0] !== "--help";
  const at = isOption ? given.findIndex((word) => adminCommandOf(word) !== undefined) : 0;
  const [name, args] = [given[at], given.toSpliced(at, 1)];
  const spec = adminCommandOf(name);
  if (spec === undefined) {
    if (name === "--help") return void console.log(ADMIN_HELP);
    const what = name?.startsWith("-") ?? true
      ? "Which one? Write"
      : `There is no command admin ${name}: write`;
    throw new UsageError(`${what} hubbub admin COMMAND, and see hubbub admin --help`);
  }
  const call = readCall(spec, args, variable);
  if (!call.isHelp) return call;
  console.log(helpOf(spec));
  return undefined;
}

/** Does what a command of administrators is for. */
export async function runAdmin(
  call: Call,
  variable: Variable,
  output: Task["output"] = new Output(call),
): Promise<void> {
  const run = RUNS[shortName({ name: call.command })];
  if (run === undefined) throw new UsageError(`There is no command ${call.command}`);
  await using server = await Server.signIn(call, variable);
  await run({ call, server, output });
}
