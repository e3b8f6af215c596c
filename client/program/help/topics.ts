/**
 * What `hubbub help TOPIC` prints. Each text fits on a terminal of 24 lines by 80.
 *
 * @module
 */

import { optionLines } from "../../commands/spec/help.ts";
import { CHAT_OPTIONS } from "./chat_options.ts";

const CHAT = `Chat on a terminal.

Usage: hubbub [chat] [URL] [options]

${optionLines(CHAT_OPTIONS)}

URL is the server's address: http://localhost:8000 unless said. A room may
follow it behind a #; or a link that invites you, or sets a new password.

On a terminal you are asked for the password of a claimed name, and for the
server's passphrase. There, /help lists what you can write.
Where standard input is no terminal, each line of it is said as a message. That
ends when all are stored: with code 0, or 1 if one was not. See help pipe, too.`;

const ENVIRONMENT = `Variables of the environment. Options take precedence over them.

  HUBBUB_URL         the server's address
  HUBBUB_ROOM        the room, where none is said
  HUBBUB_NAME        your name
  HUBBUB_TOKEN       a token of a session or a bot, instead of a name
  HUBBUB_PASSWORD    the password of a claimed name
  HUBBUB_PASSPHRASE  what the server asks everybody for
  NO_COLOR           no colours, if it is set: letters are still bold and faint
  TERM               lines only, as by --plain, if it is dumb
  LC_ALL, LC_MESSAGES, LANG    the language of the chat on a terminal

The first word of a command that takes a ROOM is always the room. A dot in its
place, or no word at all, means HUBBUB_ROOM:

  hubbub say . "deployed 42"
  uptime | hubbub say
  hubbub read --last 5

A program sees variables only if Deno is told so: by --allow-env, or by a list
such as --allow-env=HUBBUB_URL,HUBBUB_TOKEN.`;

const EXIT = `How a command ended is told by its exit code.

  0        done; what was said is stored
  1        refused by the server, or a file can't be read or saved
  2        the command line or the input makes no sense
  3        unreachable, or not answered within --timeout
  4        not signed in, or the session has ended
  5        some lines of pipe were not stored: standard error tells which
  128 + n  ended by signal n: 130 by Ctrl-C, 143 by SIGTERM; 141 when whoever
           read the output has stopped reading

Why is told in a sentence on standard error, unless there is --quiet.
The chat ends with 0, 1, 2 or 4. So does … | hubbub -r ROOM, with 1 also if it
gave up; hubbub pipe tells these apart.`;

const OUTPUT = `What commands print is for programs: a line each, with tabs in between.

  read, search     time, room, number, name, text
  files            time, room, number, name, bytes, type, name of the file
  rooms            room, topic
  who              name
  save             path
  pipe, say        nothing

  2026-11-29T13:36:02Z  #ops  412  bob  deployed

In a field, \\n, \\t and \\\\ stand for a line's end, a tab and a backslash. What a
terminal would obey is shown instead.

With --json each line is an object: an entry of the protocol, also for edits,
deletions and reactions; a room, a person or a file; and for each message that
pipe has stored {"type":"stored","room","seq","line"}. Entries that are not
kept any more are a {"type":"gap","room","after","before"}.`;

/** By the name of the topic. */
export const TOPICS: Readonly<Record<string, string>> = {
  chat: CHAT,
  environment: ENVIRONMENT,
  exit: EXIT,
  output: OUTPUT,
};
