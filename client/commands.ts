/**
 * The commands of the terminal client, for scripts: each does one thing and ends with a code that tells
 * how it went.
 *
 * @module
 */

import { SignInError } from "./connection/endpoint.ts";
import { CutError, RefusedError } from "./connection.ts";
import { type Call, readCall, UsageError, type Variable } from "./commands/call.ts";
import { change } from "./commands/change.ts";
import { helpOf } from "./commands/help.ts";
import { rooms, search, who } from "./commands/lookup.ts";
import { Output, OutputClosedError } from "./commands/output.ts";
import { read } from "./commands/read.ts";
import { say } from "./commands/say.ts";
import { NotSignedInError, Server } from "./commands/server.ts";
import { commandOf } from "./commands/table.ts";
import { plainLine } from "./plain_text.ts";

/** How a command ended. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  notSignedIn: 4,
  someNotStored: 5,
  /** As whoever is ended by SIGPIPE. */
  outputClosed: 128 + 13,
} as const;

type Run = (call: Call, server: Server, output: Output) => Promise<void>;

const RUNS: Readonly<Record<string, Run>> = {
  ...{ say, reply: say, read, search, rooms, who },
  ...{ edit: change, delete: change, react: change },
};

/** Whether a command line is a command's. */
export function isCommand(args: readonly string[]): boolean {
  return commandOf(args[0]) !== undefined;
}

/** Does what a command line asks for, and resolves with the exit code. */
export async function runCommand(
  [name, ...args]: readonly string[],
  variable: Variable,
): Promise<number> {
  const spec = commandOf(name);
  const run = spec && RUNS[spec.name];
  if (spec === undefined || run === undefined) {
    return complain(new UsageError(`There is no command ${name}`), false);
  }
  let isQuiet = false;
  try {
    const call = readCall(spec, args, variable);
    isQuiet = call.isQuiet;
    if (call.isHelp) console.log(helpOf(spec));
    else await runSignedIn(run, call, variable);
    return EXIT.done;
  } catch (error) {
    return complain(error, isQuiet);
  }
}

async function runSignedIn(run: Run, call: Call, variable: Variable): Promise<void> {
  await using server = await Server.signIn(call, variable);
  await run(call, server, new Output(call));
}

/** Tells what went wrong, in a sentence, and gives the code for it. */
function complain(error: unknown, isQuiet: boolean): number {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error)) throw error;
  const isOurs = code === EXIT.outputClosed;
  if (!isQuiet && !isOurs) console.error(plainLine(error.message));
  return code;
}

function codeOf(error: unknown): number | undefined {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof OutputClosedError) return EXIT.outputClosed;
  if (error instanceof NotSignedInError) return EXIT.notSignedIn;
  if (error instanceof CutError) return EXIT.unreachable;
  if (error instanceof SignInError && error.reason === "unreachable") return EXIT.unreachable;
  if (error instanceof SignInError && error.reason === "no-session") return EXIT.notSignedIn;
  if (error instanceof SignInError || error instanceof RefusedError) return EXIT.refused;
  // A file that is not there, or that may not be read.
  const isOfFile = error instanceof Deno.errors.NotCapable || error instanceof TypeError ||
    error instanceof Error && "code" in error;
  return isOfFile ? EXIT.refused : undefined;
}
