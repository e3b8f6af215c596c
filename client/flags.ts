/**
 * The client's command line.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { COMMANDS } from "./commands/spec.ts";
import { inviteIn } from "./connection/account/invites.ts";
import { LIMITS, LOBBY } from "../protocol.ts";

/** What `--help` prints. */
export const USAGE = `Chat from a terminal.

Usage: deno run --allow-net client.ts [URL] [options]
       deno run --allow-net --allow-env client.ts COMMAND …, for scripts

Commands: ${COMMANDS.map(({ name }) => name).join(", ")}.
COMMAND --help tells more.

URL is the server's address (default: http://localhost:8000). A room may follow it
behind a #, as in the address of the page, or an invitation, as in a link that was made
for you.

  --name NAME    your name; you are asked for it on a terminal
  --room ROOM    the room to join (default: ${LOBBY})
  --token TOKEN  a session's token, instead of a name
  --file PATH    send a file, and end when it is stored; may be given several times. Needs
                 --allow-read
  --text TEXT    what to say with it
  --plain        print lines only, and move no cursor: for screen readers and simple
                 terminals. So it is where TERM is dumb, with --allow-env=TERM
  --no-pictures  show no pictures, where the terminal could
  --help         print this help
  --version      print the version

On a terminal you are asked for the password of a claimed name, and for the server's
passphrase. Elsewhere set HUBBUB_PASSWORD, HUBBUB_PASSPHRASE or HUBBUB_TOKEN, and run
with --allow-env.

When standard input is not a terminal, each line of it is sent as a message. The program
ends when the server has stored all of them: with exit code 0, or 1 if one was not stored.`;

const THIS_MACHINE = /^(localhost|127\.[\d.]+|\[::1\])$/;

/** What the command line asks for. */
export type Flags =
  | { type: "help" | "version" }
  | { type: "mistake"; message: string }
  | {
    type: "chat";
    url: string;
    /** The secret of an invitation, if the address is such a link. */
    invite: string | undefined;
    room: string;
    name: string | undefined;
    token: string | undefined;
    /** What to send, instead of talking. */
    files: string[];
    text: string;
    pictures: boolean;
    /** Whether lines are printed only. */
    plain: boolean;
  };

/** Reads the command line. */
export function readFlags(
  args: string[],
  variable: (name: string) => string | undefined = () => undefined,
): Flags {
  let unknown: string | undefined;
  const flags = parseArgs(args, {
    string: ["name", "room", "token", "file", "text"],
    boolean: ["help", "version", "pictures", "plain"],
    collect: ["file"],
    negatable: ["pictures"],
    default: { pictures: true },
    unknown(argument, key) {
      if (key !== undefined) unknown ??= argument;
    },
  });
  if (unknown !== undefined) {
    return mistake(`Unknown option ${unknown}: --help lists the options`);
  }
  if (flags.help) return { type: "help" };
  if (flags.version) return { type: "version" };
  for (const name of ["name", "room", "token"] as const) {
    if (flags[name] === "") return mistake(`--${name} needs a value`);
  }
  const { file: files, text = "", pictures, plain } = flags;
  if (files.includes("")) return mistake("--file needs a value");
  if (files.length > LIMITS.files) {
    return mistake(`At most ${LIMITS.files} files can be sent at once, received ${files.length}`);
  }
  if (text !== "" && files.length === 0) return mistake("--text needs a --file that it goes with");
  const [address = variable("HUBBUB_URL") ?? "localhost:8000", ...others] = flags._.map(String);
  if (others.length > 0) {
    return mistake(`Only one address can be given, received ${flags._.join(" ")}`);
  }
  const url = readAddress(address);
  if (url === undefined) {
    return mistake(`Cannot read address: must be like https://chat.example, received ${address}`);
  }
  const invite = inviteIn(url);
  const linked = invite === undefined ? roomOf(url) : undefined;
  const room = flags.room ?? linked ?? variable("HUBBUB_ROOM") ?? LOBBY;
  // From here on it is a secret, and no part of the address.
  if (invite !== undefined) url.hash = "";
  const { name = variable("HUBBUB_NAME"), token } = flags;
  return { type: "chat", url: url.href, invite, room, name, token, files, text, pictures, plain };
}

/** An address without a scheme is secure, unless it is this machine's. */
export function readAddress(address: string): URL | undefined {
  if (/^(https?|wss?):\/\//i.test(address)) return URL.parse(address) ?? undefined;
  const url = URL.parse(`https://${address}`) ?? undefined;
  if (url && THIS_MACHINE.test(url.hostname)) return new URL(`http://${address}`);
  return url;
}

/** The page's addresses name a room behind the #. */
function roomOf(url: URL): string | undefined {
  try {
    return decodeURIComponent(url.hash.slice(1)) || undefined;
  } catch {
    return undefined;
  }
}

function mistake(message: string): Flags {
  return { type: "mistake", message };
}
