/**
 * Commands about a message: which one is meant, and what is to be done to it.
 *
 * @module
 */

import { emojiOf } from "../../../protocol/emoji/names.ts";
import { say, sentence, told } from "../../program/languages.ts";

/** A message by its number, or the last one of somebody; of anybody, or oneself, without either. */
export interface Target {
  of?: number;
  from?: string;
}

/** What somebody wants done to a message. */
export type MessageInput =
  & { room: string }
  & Target
  & (
    | { type: "edit" | "reply"; text: string }
    | { type: "react"; emoji: string }
    | { type: "delete" | "link" | "reactions" | "reveal" | "unread" | "pin" | "unpin" }
    | { type: "report"; reason: string }
  );

const ABOUT_MESSAGES: Readonly<Record<MessageInput["type"], true>> = {
  edit: true,
  reply: true,
  react: true,
  reactions: true,
  reveal: true,
  delete: true,
  link: true,
  unread: true,
  pin: true,
  unpin: true,
  report: true,
};

/** Whether what somebody wants is about a message. */
export function isAboutMessage<T extends { type: string }>(input: T): input is T & MessageInput {
  return Object.hasOwn(ABOUT_MESSAGES, input.type);
}

const USAGE: Readonly<Record<string, string>> = {
  "/edit": sentence`Change it to what? /edit TEXT, or /edit #41 TEXT`,
  "/reply":
    sentence`Answer what? /reply BOB TEXT answers Bob's last message, /reply #41 TEXT that one`,
  "/react": sentence`React how? /react 👍, or /react 👍 #41`,
  "/delete": sentence`Delete what? /delete, /delete BOB or /delete #41`,
  "/reactions": sentence`Of which message? /reactions, /reactions BOB or /reactions #41`,
  "/reveal": sentence`In which message? /reveal, /reveal BOB or /reveal #41`,
  "/link": sentence`Link to what? /link, /link BOB or /link #41`,
  "/unread": sentence`Unread from where on? /unread, /unread BOB or /unread #41`,
  "/pin": sentence`Pin what? /pin, /pin BOB or /pin #41`,
  "/unpin": sentence`Unpin what? /unpin #41: /pins lists what is pinned`,
  "/report":
    sentence`Report what? /report BOB WHY reports Bob's last message, /report #41 WHY that one`,
};

/**
 * Reads a command about a message; `undefined` when it is none, and a text when something is missing.
 *
 * @param here the room in which one speaks
 */
export function readMessageInput(
  command: string,
  text: string,
  here: string | undefined,
): MessageInput | string | undefined {
  if (!Object.hasOwn(USAGE, command)) return undefined;
  const usage = told(USAGE[command] ?? "");
  const [, first = "", rest = ""] = /^(\S*)\s*([^]*)$/.exec(text) ?? [];
  const mayBeLast = ["/delete", "/link", "/reactions", "/reveal", "/unread", "/pin"].includes(
    command,
  );
  const isMissing = mayBeLast ? rest !== "" : first === "";
  if (isMissing) return usage;
  if (here === undefined) return say`You are in no room: /join ROOM`;
  const input = read(command, { room: here, text, first, rest });
  return input ?? usage;
}

function read(
  command: string,
  { room, text, first, rest }: { room: string; text: string; first: string; rest: string },
): MessageInput | undefined {
  const target = targetOf(first);
  switch (command) {
    case "/edit": {
      // A text may begin with any word, and with a number, too.
      if (!/^#[1-9]\d*$/.test(first)) return { type: "edit", room, text };
      return rest === "" ? undefined : { type: "edit", room, text: rest, ...target };
    }
    case "/reply":
      return rest === "" ? undefined : { type: "reply", room, text: rest, ...target };
    case "/react":
      if (/\s/.test(rest)) return undefined;
      return { type: "react", room, emoji: emojiOf(first), ...targetOf(rest) };
    case "/delete":
      return { type: "delete", room, ...target };
    case "/reactions":
      return { type: "reactions", room, ...target };
    case "/reveal":
      return { type: "reveal", room, ...target };
    case "/link":
      return { type: "link", room, ...target };
    case "/pin":
      return { type: "pin", room, ...target };
    case "/unpin":
      return target.of === undefined || rest !== ""
        ? undefined
        : { type: "unpin", room, ...target };
    case "/unread":
      return { type: "unread", room, ...target };
    default:
      return { type: "report", room, reason: rest.trim(), ...target };
  }
}

/** `#41` and `41` are numbers; `bob` and `@41` are people. */
function targetOf(word: string): Target {
  const number = /^#?([1-9]\d{0,14})$/.exec(word)?.[1];
  if (number !== undefined) return { of: Number(number) };
  return word === "" ? {} : { from: word.replace(/^@/, "") };
}
