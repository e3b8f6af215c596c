/**
 * Slash commands that the page and the terminal share: moderation, topics and blocking. Those of the
 * terminal alone are in `client/terminal/commands.ts`, those of the page alone in `static/page/`.
 *
 * @module
 */

import type { Command, ModerationAction, NotifyLevel } from "../../protocol.ts";
import { roomKey } from "../../protocol/name.ts";
import type { SaidRemoval } from "./account/said_removal.ts";

export type Order =
  | ModerationAction
  | Extract<Command, { type: "topic" | "notify" | "block" | "unblock" }>;

/** What a line means: something for the server to do, and to delete after that, or why it is nothing. */
export type Slash = { order: Order; removal?: SaidRemoval } | { mistake: string };

export interface Usage {
  usage: string;
  /** What it does. */
  help: string;
  read: (room: string, words: string[], text: string) => Order | undefined;
}

const ADDRESS = "address";
const EVERYWHERE = "everywhere";
/** Before how long ago somebody's messages are deleted who is banned. */
const DELETE = "delete=";
const HOUR_MS = 3_600_000;
const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** By what stands behind the slash. */
const SLASHES: Readonly<Record<string, Usage>> = {
  invite: {
    usage: "/invite BOB",
    help: "invite Bob to this room",
    read: (room, words) => aboutPerson("invite", room, words),
  },
  uninvite: {
    usage: "/uninvite BOB",
    help: "withdraw the invitation",
    read: (room, words) => aboutPerson("uninvite", room, words),
  },
  kick: {
    usage: "/kick BOB",
    help: "remove Bob from this room",
    read: (room, words) => aboutPerson("kick", room, words),
  },
  mute: {
    usage: "/mute BOB 10m [: WHY]",
    help: "keep Bob from speaking here for a time in s, m, h, d or w; they are told why",
    read: (room, words, text) => {
      const { before: [name, duration, ...rest], reason } = reasonIn(words, text);
      const ms = millisecondsIn(duration);
      if (!name || ms === undefined || rest.length > 0) return undefined;
      return { type: "mute", room, name, ms, ...reason };
    },
  },
  unmute: {
    usage: "/unmute BOB",
    help: "let Bob speak again",
    read: (room, [name, ...rest]) =>
      name && rest.length === 0 ? { type: "mute", room, name, ms: 0 } : undefined,
  },
  ban: {
    usage: "/ban BOB [1d] [delete=1h] [address] [everywhere] [: WHY]",
    help: "keep Bob out, for a time or for good; delete what he said here in the last hour, or " +
      "delete=all; his address, too; from the whole server",
    read: readBan,
  },
  unban: {
    usage: "/unban BOB [everywhere]",
    help: "let Bob in again",
    read: (room, [name, everywhere, ...rest]) => {
      if (!name || rest.length > 0 || (everywhere ?? EVERYWHERE) !== EVERYWHERE) return undefined;
      return { type: "ban", name, ms: 0, ...(everywhere === undefined && { room }) };
    },
  },
  mod: {
    usage: "/mod BOB",
    help: "make Bob a moderator of this room",
    read: (room, words) => appointment(room, words, true),
  },
  unmod: {
    usage: "/unmod BOB",
    help: "make Bob a moderator no longer",
    read: (room, words) => appointment(room, words, false),
  },
  access: {
    usage: "/access open|listed|hidden",
    help: "admit everybody; only people who are invited; or hide the room from all others",
    read: (room, [access, ...rest]) =>
      isAccess(access) && rest.length === 0 ? { type: "access", room, access } : undefined,
  },
  slow: {
    usage: "/slow 30s",
    help: "let each member say one message in this time; /slow off ends it",
    read: (room, [pace, ...rest]) => {
      const ms = pace === "off" ? 0 : millisecondsIn(pace);
      return ms === undefined || rest.length > 0 ? undefined : { type: "slow", room, ms };
    },
  },
  announce: {
    usage: "/announce on|off",
    help: "let only moderators write here",
    read: (room, words) => switched("announce", room, words),
  },
  archive: {
    usage: "/archive on|off",
    help: "end talk in this room, which is still read and searched",
    read: (room, words) => switched("archive", room, words),
  },
  "rename-room": {
    usage: "/rename-room NAME",
    help: "call this room something else; links to it keep working",
    read: (room, [name, ...rest]) =>
      name && rest.length === 0
        ? { type: "rename", room, name: name.replace(/^#/, "") }
        : undefined,
  },
  close: {
    usage: "/close ROOM",
    help: "close this room for everybody; repeat its name to confirm",
    read: (room, [name, ...rest]) =>
      name && rest.length === 0 && roomKey(name.replace(/^#/, "")) === roomKey(room)
        ? { type: "close", room }
        : undefined,
  },
  notify: {
    usage: "/notify all|mentions|nothing",
    help: "choose what calls you in this room: everything, what mentions you, or nothing",
    read: (room, [level, ...rest]) =>
      isLevel(level) && rest.length === 0 ? { type: "notify", room, level } : undefined,
  },
  block: {
    usage: "/block BOB",
    help: "get nothing from Bob any more, anywhere",
    read: (_room, [name, ...rest]) =>
      name && rest.length === 0 ? { type: "block", name } : undefined,
  },
  unblock: {
    usage: "/unblock BOB",
    help: "get messages from Bob again",
    read: (_room, [name, ...rest]) =>
      name && rest.length === 0 ? { type: "unblock", name } : undefined,
  },
  topic: {
    usage: "/topic TEXT",
    help: "set the topic of the room",
    read: (room, _words, text) => text === "" ? undefined : { type: "topic", room, text },
  },
};

/** What there is, with its words for help and completion. */
export const slashes = Object.entries(SLASHES)
  .map(([name, { usage, help }]) => ({ name: `/${name}`, usage, help }));

/**
 * Reads a line that begins with a slash; `undefined` when it is none of these.
 *
 * @param room the one that it is written in
 */
export function readSlash(line: string, room: string): Slash | undefined {
  const [, name = "", text = ""] = /^\/(\S*)\s*([^]*)$/.exec(line.trimEnd()) ?? [];
  if (!Object.hasOwn(SLASHES, name)) return undefined;
  const slash = (SLASHES[name]) as Usage;
  const [first, ...rest] = text === "" ? [] : text.split(/\s+/);
  // People write names as they see them.
  const words = first === undefined ? [] : [first.replace(/^@/, ""), ...rest];
  const order = slash.read(room, words, text);
  if (order === undefined) return { mistake: `Write ${slash.usage}` };
  const { before } = reasonIn(words, text);
  const removal = order.type === "ban" ? removalBy(order, before) : undefined;
  return { order, ...(removal && { removal }) };
}

function aboutPerson(
  type: "invite" | "uninvite" | "kick",
  room: string,
  [name, ...rest]: string[],
): Order | undefined {
  return name && rest.length === 0 ? { type, room, name } : undefined;
}

function switched(
  type: "announce" | "archive",
  room: string,
  [word, ...rest]: string[],
): Order | undefined {
  const isWord = word === "on" || word === "off";
  return isWord && rest.length === 0 ? { type, room, on: word === "on" } : undefined;
}

function appointment(room: string, [name, ...rest]: string[], on: boolean): Order | undefined {
  return name && rest.length === 0 ? { type: "moderator", room, name, on } : undefined;
}

/** A reason stands behind a colon, as a mistyped duration would else be one, and a ban for good. */
function reasonIn(
  words: string[],
  text: string,
): { before: string[]; reason: { reason?: string } } {
  const [, before, why = ""] = /^([^:]*):([^]*)$/.exec(text) ?? [];
  if (before === undefined) return { before: words, reason: {} };
  const reason = why.trim().replace(/\s+/g, " ");
  const named = before.trim().replace(/^@/, "").split(/\s+/).filter(Boolean);
  return { before: named, reason: reason === "" ? {} : { reason } };
}

/** Who, for how long, how far, and why. */
function readBan(room: string, all: string[], text: string): Order | undefined {
  const { before: [name, ...words], reason } = reasonIn(all, text);
  const deletions = words.filter((word) => word.startsWith(DELETE));
  const durations = words.filter((word) =>
    word !== ADDRESS && word !== EVERYWHERE && !deletions.includes(word)
  );
  const ms = millisecondsIn(durations[0]);
  if (!name || durations.length > 1 || durations.length === 1 && ms === undefined) return undefined;
  const isDeletable = deletions.length < 2 && deletions.every(isBack) &&
    !(deletions.length > 0 && words.includes(EVERYWHERE));
  if (!isDeletable) return undefined;
  return {
    type: "ban",
    name,
    ...(!words.includes(EVERYWHERE) && { room }),
    ...(ms !== undefined && { ms }),
    ...(words.includes(ADDRESS) && { address: true }),
    ...reason,
  };
}

/** Whether it says how far back messages are deleted: `delete=1h`, `delete=all`. */
function isBack(word: string): boolean {
  const back = word.slice(DELETE.length);
  return back === "all" || millisecondsIn(back) !== undefined;
}

/** What is deleted of who is banned from a room, if that was asked for. */
function removalBy(
  ban: Extract<Order, { type: "ban" }>,
  words: readonly string[],
): SaidRemoval | undefined {
  const word = words.find((word) => word.startsWith(DELETE));
  if (word === undefined || !("room" in ban)) return undefined;
  const ms = millisecondsIn(word.slice(DELETE.length));
  return { room: ban.room, name: ban.name, ...(ms !== undefined && { hours: ms / HOUR_MS }) };
}

/** A duration as people write it: `10m`. */
export function millisecondsIn(text: string | undefined): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,3})([smhdw])$/.exec(text ?? "") ?? [];
  if (count === undefined) return undefined;
  return Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
}

function isLevel(word: string | undefined): word is NotifyLevel {
  return word === "all" || word === "mentions" || word === "nothing";
}

function isAccess(word: string | undefined): word is "open" | "listed" | "hidden" {
  return word === "open" || word === "listed" || word === "hidden";
}
