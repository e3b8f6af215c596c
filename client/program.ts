/**
 * What `client.ts` does when it is run: on a terminal it chats; through a pipe it says each line and ends
 * when all of them are stored.
 *
 * @module
 */

import { type Flags, readFlags, USAGE } from "./flags.ts";
import { sendOnce } from "./one_shot.ts";
import { Pipe } from "./pipe.ts";
import { plainLine } from "./plain_text.ts";
import { askOnTerminal, greetingOf, signIn } from "./sign_in.ts";
import { Terminal } from "./terminal.ts";
import manifest from "../deno.json" with { type: "json" };
import { Connection } from "./connection.ts";
import { Session, SignInError } from "./connection/endpoint.ts";

/** Exit codes: all went well, something was not said, and the caller asked for what there is not. */
const EXIT = { well: 0, failed: 1, usage: 2 } as const;

/** Does what the command line asks for, and resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  const flags = readFlags(args);
  switch (flags.type) {
    case "help":
      console.log(USAGE);
      return EXIT.well;
    case "version":
      console.log(`hubbub/${manifest.version}`);
      return EXIT.well;
    case "mistake":
      console.error(flags.message);
      return EXIT.usage;
    case "chat":
      return await chat(flags);
    default:
      return flags satisfies never;
  }
}

async function chat({ url, room, name, ...flags }: Flags & { type: "chat" }): Promise<number> {
  const { files: paths, text, pictures } = flags;
  const isTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  const token = flags.token ?? secretOf("HUBBUB_TOKEN");
  const greeting = isTerminal ? await greetingOf(new Session(url)) : "";
  if (greeting !== "") console.log(greeting);
  if (token === undefined) name ??= isTerminal ? prompt("Your name:")?.trim() : undefined;
  if (!name && token === undefined) {
    console.error("Cannot sign in: no name, give one with --name NAME");
    return EXIT.usage;
  }
  const session = token === undefined ? await begin(url, name ?? "", isTerminal) : { name, token };
  if (session === undefined) return EXIT.failed;
  if (paths.length > 0) {
    const isSent = await sendOnce({ url, room, paths, text }, session, console.error);
    return isSent ? EXIT.well : EXIT.failed;
  }
  const connection = new Connection(url, session);
  const { readable: input } = Deno.stdin;
  const chatting = isTerminal
    ? new Terminal(connection, { url, room, pictures })
    : new Pipe(connection, room, { input, complain: console.error });
  return await chatting.run() ? EXIT.well : EXIT.failed;
}

/** Signs in; `undefined` when that was refused, which is told. */
async function begin(
  url: string,
  name: string,
  isTerminal: boolean,
): Promise<{ name?: string; token?: string } | undefined> {
  const password = secretOf("HUBBUB_PASSWORD");
  const passphrase = secretOf("HUBBUB_PASSPHRASE");
  try {
    const askSecret = isTerminal ? askOnTerminal : () => undefined;
    return await signIn(new Session(url), { name, password, passphrase }, askSecret);
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    console.error(plainLine(error.message));
  }
}

/** A secret from the environment, if we may look there: on the command line others could read it. */
function secretOf(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) || undefined : undefined;
}
