/**
 * The terminal client: `deno run --allow-net client.ts [URL] --name ada --room lobby`.
 *
 * On a terminal it chats; through a pipe it says each line and ends when all of them are stored.
 *
 * @module
 */

import { type Flags, readFlags, USAGE } from "./client/flags.ts";
import { Pipe } from "./client/pipe.ts";
import { Terminal } from "./client/terminal.ts";
import manifest from "./deno.json" with { type: "json" };
import { Connection } from "./static/connection.js";

/** Exit codes: all went well, something was not said, and the caller asked for what there is not. */
const EXIT = { well: 0, failed: 1, usage: 2 } as const;

/** Does what the command line asks for, and resolves with the exit code. */
async function main(args: string[]): Promise<number> {
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

async function chat({ url, room, name, token }: Flags & { type: "chat" }): Promise<number> {
  const isTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (token === undefined) name ??= isTerminal ? prompt("Who are you?")?.trim() : undefined;
  if (!name && token === undefined) {
    console.error("Who are you? Say so with --name NAME");
    return EXIT.usage;
  }
  const connection = new Connection(url, { name, token });
  const { readable: input } = Deno.stdin;
  const chatting = isTerminal
    ? new Terminal(connection, room)
    : new Pipe(connection, room, { input, complain: console.error });
  return await chatting.run() ? EXIT.well : EXIT.failed;
}

// At once: a server that does not answer our goodbye, or an open input, would keep us here.
if (import.meta.main) Deno.exit(await main(Deno.args));
