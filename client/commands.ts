/**
 * The commands of the terminal client, for scripts: each does one thing and ends with a code that tells
 * how it went.
 *
 * @module
 */

import { SignInError } from "./connection/endpoint.ts";
import { CutError, RefusedError } from "./connection.ts";
import { type Call, readCall, UsageError, type Variable } from "./commands/spec/call.ts";
import { login, logout, token } from "./commands/account.ts";
import { change } from "./commands/change.ts";
import { completions } from "./commands/spec/completions.ts";
import { EXIT } from "./commands/spec/exit.ts";
import { files } from "./commands/files.ts";
import { NotSavedError, save } from "./commands/files/save.ts";
import { InterruptedError } from "./commands/on/interruption.ts";
import { helpOf } from "./commands/spec/help.ts";
import { rooms, search, who } from "./commands/lookup.ts";
import { on } from "./commands/on.ts";
import { Output, OutputClosedError } from "./commands/output.ts";
import { pipe } from "./commands/pipe.ts";
import { read } from "./commands/read.ts";
import { say } from "./commands/say.ts";
import { NotSignedInError, Server } from "./commands/server.ts";
import { commandOf, KEY_FILE } from "./commands/spec.ts";
import { KeyFileError, readKeyFile } from "./sign_in/key_file.ts";
import { SessionFileError } from "./sign_in/session_file.ts";
import { plainLine } from "./plain_text.ts";

/** Does what a command is for, and resolves with the exit code, where it is not that of success. */
type Run = (
  call: Call,
  server: Server,
  output: Output,
  variable: Variable,
) => Promise<number | void>;
/** The same of a command for which nobody has to be signed in. */
type RunAlone = (call: Call, variable: Variable, output: Output) => Promise<number | void>;

const RUNS: Readonly<Record<string, Run>> = {
  ...{ say, reply: say, pipe, read, search, rooms, who, files, save },
  ...{ token, on, edit: change, delete: change, react: change },
};

const RUNS_ALONE: Readonly<Record<string, RunAlone>> = { login, logout, completions };

/** Does what a command line asks for, and resolves with the exit code. */
export async function runCommand(
  [name, ...args]: readonly string[],
  variable: Variable,
): Promise<number> {
  const spec = commandOf(name);
  if (spec === undefined) {
    return complain(new UsageError(`There is no command ${name}`), false);
  }
  let isQuiet = false;
  try {
    if (name === "admin") {
      const { readAdminCall, runAdmin } = await import("./commands/admin.ts");
      const call = readAdminCall(args, variable);
      isQuiet = call?.isQuiet ?? false;
      if (call) await runAdmin(call, variable);
      return EXIT.done;
    }
    const call = readCall(spec, args, variable);
    isQuiet = call.isQuiet;
    if (!call.isHelp) return await run(call, variable);
    console.log(helpOf(spec));
    return EXIT.done;
  } catch (error) {
    return complain(error, isQuiet);
  }
}

async function run(called: Call, variable: Variable): Promise<number> {
  const call = await withLink(called);
  const output = new Output(call);
  const runAlone = RUNS_ALONE[call.command];
  if (runAlone) return await runAlone(call, variable, output) ?? EXIT.done;
  const runSignedIn = RUNS[call.command];
  if (runSignedIn === undefined) throw new UsageError(`There is no command ${call.command}`);
  await using server = await Server.signIn(call, variable);
  return await runSignedIn(call, server, output, variable) ?? EXIT.done;
}

/** Where a file has the link of a private room, that is the room. */
async function withLink(call: Call): Promise<Call> {
  const path = call.values(KEY_FILE.name).at(-1);
  if (path === undefined) return call;
  return { ...call, words: [await readKeyFile(path), ...call.words.slice(1)] };
}

/** Tells what went wrong, in a sentence, and gives the code for it. */
function complain(error: unknown, isQuiet: boolean): number {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error)) throw error;
  // Whoever stopped it, or stopped reading, knows.
  const isKnown = error instanceof OutputClosedError || error instanceof InterruptedError;
  if (!isQuiet && !isKnown) console.error(plainLine(error.message));
  return code;
}

function codeOf(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof KeyFileError) return EXIT.usage;
  if (error instanceof OutputClosedError) return EXIT.outputClosed;
  if (error instanceof InterruptedError) return 128 + error.number;
  if (error instanceof NotSignedInError || error instanceof SessionFileError) {
    return EXIT.notSignedIn;
  }
  if (error instanceof CutError) return EXIT.unreachable;
  if (error instanceof SignInError && error.reason === "unreachable") return EXIT.unreachable;
  if (error instanceof SignInError && error.reason === "no-session") return EXIT.notSignedIn;
  const isRefused = error instanceof SignInError || error instanceof RefusedError;
  if (isRefused || error instanceof NotSavedError) return EXIT.refused;
  // A file that is not there, or that may not be read.
  const isOfFile = error instanceof Deno.errors.NotCapable || error instanceof TypeError ||
    error instanceof Error && "code" in error;
  return isOfFile ? EXIT.refused : undefined;
}
