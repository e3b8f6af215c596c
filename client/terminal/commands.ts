/**
 * Slash commands of the terminal: what a typed line means.
 *
 * @module
 */

import { LIMITS } from "../../protocol.ts";
import type { AccountInput } from "./account.ts";
import { type FileInput, readFileInput } from "./files/arguments.ts";
import { type MessageInput, readMessageInput } from "./changes/target.ts";
import { readModerationInput } from "./account/moderation.ts";
import { readInviteInput } from "./account/invites.ts";
import { readProfileInput } from "./account/profile.ts";
import { type Day, type Place, readDay, readPlace } from "./lookup/place.ts";
import { readRaidInput } from "./account/raid.ts";
import { readProgramInput } from "./account/programs.ts";
import { type PrivateInput, readPrivateInput } from "./rooms/private.ts";
import { ALIASES } from "./commands/table.ts";
import { isLink } from "../sealed/link.ts";
import { helpOn } from "./commands/help.ts";
import { type Order, readSlash, slashes } from "../connection/slash.ts";
import type { SaidRemoval } from "../connection/account/said_removal.ts";
import { LANGUAGES, say, sentence, told } from "../program/languages.ts";

/** What someone at a terminal wants. */
export type Input =
  | { type: "nothing" | "rooms" | "quit" | "retry" | "clear" }
  | { type: "help"; topic: string }
  | { type: "say"; room: string; text: string }
  | { type: "join" | "make" | "leave" | "who"; room: string }
  /** What was said there: the newest, or what is older than that. */
  | { type: "history"; room: string; count: number; isMore: boolean }
  | MessageInput
  | AccountInput
  | FileInput
  | PrivateInput
  /** Another name for a guest. */
  | { type: "nick"; name: string }
  | { type: "language"; tag: string }
  /** Something for the server to do. */
  | { type: "order"; order: Order; removal?: SaidRemoval }
  /** What is pinned in a room. */
  | { type: "pins"; room: string }
  /** What mentioned one there, and was unread when one came. */
  | { type: "mentions"; room: string }
  /** Looks for words in what was said in a room. */
  | { type: "search"; room: string; q: string }
  /** Shows a message with what was said around it. */
  | ({ type: "goto" } & (Place | Day))
  /** Says something to people alone. */
  | { type: "tell"; to: string[]; text: string }
  | { type: "mistake"; message: string };

/** Commands behind which a room's name stands, and never the link of a private one. */
const NAMING: ReadonlySet<string> = new Set([
  ...[
    "/make",
    "/leave",
    "/who",
    "/pins",
    "/mentions",
    "/history",
    "/goto",
    "/invite-link",
    "/invites",
  ],
]);
const NOWHERE = sentence`You are in no room: /join ROOM`;
/** Messages that `/history` lists, unless it is told how many. */
export const HISTORY_SHOWN = 20;

/**
 * Parses a line. What starts with `/` is a command, and `//` posts text that starts with one.
 *
 * @param line may hold line breaks
 * @param here the room in which one speaks
 */
export function readInput(line: string, here: string | undefined): Input {
  const text = line.trimEnd();
  if (text === "") return { type: "nothing" };
  if (text.startsWith("/") && !text.startsWith("//")) return readCommand(text, here);
  if (here === undefined) return mistake(told(NOWHERE));
  return { type: "say", room: here, text: text.replace(/^\/\//, "/") };
}

function readCommand(written: string, here: string | undefined): Input {
  const line = written.replace(
    /^\S+/,
    (word) => Object.hasOwn(ALIASES, word) ? `${ALIASES[word]}` : word,
  );
  const [, command = "", text = ""] = /^(\S+)\s*([^]*)$/.exec(line) ?? [];
  // It would be looked for on the server, as the name of a room.
  if (NAMING.has(command) && isLink(text)) return mistake(say`Which room? /join ROOM`);
  switch (command) {
    case "/msg":
      return readMessage(text);
    case "/me":
      if (text === "") return mistake(say`What do you do? /me TEXT`);
      return here === undefined
        ? mistake(told(NOWHERE))
        : { type: "say", room: here, text: acted(text) };
    case "/search":
      if (text === "") return mistake(say`Search for what? /search WORDS`);
      return here === undefined ? mistake(told(NOWHERE)) : { type: "search", room: here, q: text };
    case "/goto": {
      const place = readDay(text, here) ?? readPlace(text, here);
      return typeof place === "string" ? mistake(place) : { type: "goto", ...place };
    }
    default:
      if (slashes.some(({ name }) => name === command)) return readOrder(line, here);
      return readProgram(command, text, here) ?? readShort(command, text, here);
  }
}

function readProgram(command: string, text: string, here: string | undefined): Input | undefined {
  const input = readPrivateInput(command, text, here) ?? readMessageInput(command, text, here) ??
    readFileInput(command, text, here) ??
    readProgramInput(command, text, here) ?? readModerationInput(command, text, here) ??
    readRaidInput(command, text, here) ??
    readInviteInput(command, text, here) ?? readProfileInput(command, text, here);
  return typeof input === "string" ? mistake(input) : input;
}

function readOrder(line: string, here: string | undefined): Input {
  const isAnywhere = /^\/(un)?block\b/.test(line);
  const slash = here === undefined && !isAnywhere
    ? { mistake: told(NOWHERE) }
    : readSlash(line, here ?? "")!;
  if ("mistake" in slash) return mistake(say`Write ${slash.mistake.replace(/^Write /, "")}`);
  const { order } = slash;
  if (order.type !== "block" && order.type !== "unblock") return { type: "order", ...slash };
  return { type: order.type, name: order.name };
}

/** Reads a command with one word or none. */
function readShort(command: string, text: string, here: string | undefined): Input {
  if (/\s/.test(text)) return mistake(say`${command} takes at most one word`);
  // People write rooms as they see them.
  const room = text.replace(/^#/, "");
  switch (command) {
    case "/join":
      return room ? { type: "join", room } : mistake(say`Which room? /join ROOM`);
    case "/make":
      return room ? { type: "make", room } : mistake(say`Make which room? /make ROOM`);
    case "/leave":
      return inRoom("leave", room || here);
    case "/who":
      return inRoom("who", room || here);
    case "/pins":
      return inRoom("pins", room || here);
    case "/mentions":
      return inRoom("mentions", room || here);
    case "/history":
      return here === undefined ? mistake(told(NOWHERE)) : readHistory(text, here);
    case "/claim":
      return { type: "claim", ...(text !== "" && { invite: text }) };
    case "/revoke":
      if (!/^[1-9]\d{0,3}$/.test(text)) return mistake(say`Sign out which one? /revoke 2`);
      return { type: "revoke", number: Number(text) };
    case "/password":
      // It would stay on the screen.
      if (text !== "") {
        return mistake(say`Type /password alone: you are asked for it, and it is not shown`);
      }
      return { type: "password" };
    case "/delete-account":
      if (text === "keep" || text === "all") {
        return { type: "delete-account", messages: text === "all" ? "delete" : "keep" };
      }
      return mistake(
        say`/delete-account keep leaves what you said there; /delete-account all does not`,
      );
    case "/sessions":
      return { type: "sessions" };
    case "/blocks":
      return { type: "blocks" };
    case "/rooms":
      return { type: "rooms" };
    case "/help":
      return readHelp(text);
    case "/nick":
      if (text === "") return mistake(say`Which name? /nick NAME`);
      return { type: "nick", name: text.replace(/^@/, "") };
    case "/language":
      if (LANGUAGES.includes(text)) return { type: "language", tag: text };
      return mistake(say`Which language? /language ${LANGUAGES.join("|")}`);
    case "/clear":
      return text === ""
        ? { type: "clear" }
        : mistake(say`To clear the screen, write /clear alone`);
    case "/retry":
      return { type: "retry" };
    case "/quit":
      // Elsewhere `/q bob` is how one writes to Bob.
      return text === "" ? { type: "quit" } : mistake(say`To end the program, write /quit alone`);
    default:
      return mistake(say`Unknown command ${command}: /help lists them, /${command} says it`);
  }
}

/** What one does, as it is told: in italics, unless the text has marks of its own. */
function acted(text: string): string {
  const mark = ["*", "_"].find((mark) => !text.includes(mark)) ?? "";
  return text.split("\n").map((line) => line.trim() && `${mark}${line.trim()}${mark}`).join("\n");
}

function readMessage(argument: string): Input {
  const [, people = "", text = ""] = /^@?(\S*)\s*([^]*)$/.exec(argument) ?? [];
  if (people === "") return mistake(say`To whom? /msg BOB TEXT`);
  if (text === "") return { type: "join", room: `@${people}` };
  return { type: "tell", to: people.split(","), text };
}

function readHistory(text: string, room: string): Input {
  if (text === "more") return { type: "history", room, count: HISTORY_SHOWN, isMore: true };
  const count = text === "" ? HISTORY_SHOWN : /^[1-9]\d{0,2}$/.test(text) ? Number(text) : NaN;
  if (!(count <= LIMITS.history)) {
    return mistake(say`List how many? /history 50, at most ${LIMITS.history}`);
  }
  return { type: "history", room, count, isMore: false };
}

function readHelp(topic: string): Input {
  return helpOn(topic)
    ? { type: "help", topic }
    : mistake(say`No help on ${topic}: /help lists the topics`);
}

function inRoom(type: "leave" | "who" | "pins" | "mentions", room: string | undefined): Input {
  return room ? { type, room } : mistake(told(NOWHERE));
}

function mistake(message: string): Input {
  return { type: "mistake", message };
}
