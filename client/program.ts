/**
 * What `client.ts` does when it is run: on a terminal it chats; through a pipe it says each line and ends
 * when all of them are stored.
 *
 * @module
 */

import { readFlags } from "./flags.ts";
import { plainLine } from "./plain_text.ts";
import { chat } from "./program/chat.ts";
import { EXIT } from "./program/exit.ts";
import { variable } from "./program/variable.ts";

/** What may be a command: an address has more in it. */
const WORD = /^[a-z]+$/;

/** Does what the command line asks for, and resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  const [first, ...others] = args;
  // Whoever chats is asked who they are by what is loaded already; all else is loaded where it is wanted.
  if (first !== undefined && WORD.test(first)) {
    const { commandOf } = await import("./commands/spec.ts");
    if (commandOf(first)) {
      const { runCommand } = await import("./commands.ts");
      return await runCommand(args, variable);
    }
  }
  if (first === "help") return await help(others.join(" ") || undefined);
  const isChat = first === "chat";
  const flags = readFlags(isChat ? others : args, variable);
  switch (flags.type) {
    case "help":
      return await help(isChat ? "chat" : undefined);
    case "version":
      return await version();
    case "mistake":
      console.error(flags.message);
      return EXIT.usage;
    case "chat":
      return await chat(flags);
    default:
      return flags satisfies never;
  }
}

async function version(): Promise<number> {
  const { default: manifest } = await import("../deno.json", { with: { type: "json" } });
  console.log(`hubbub/${manifest.version}`);
  return EXIT.well;
}

/** Prints what there is to know of a topic, or which topics there are. */
async function help(topic: string | undefined): Promise<number> {
  const { helpOn, mapOfCommands, noHelpOn } = await import("./program/help.ts");
  const text = topic === undefined ? mapOfCommands() : helpOn(topic);
  if (text === undefined) console.error(plainLine(noHelpOn(topic ?? "")));
  else console.log(text);
  return text === undefined ? EXIT.usage : EXIT.well;
}
