/**
 * The weights of actions: 1 is an ordinary message.
 *
 * @module
 */
import type { Command } from "../../protocol.ts";
import type { Share } from "./pace.ts";

/** By its cost for the server and for everybody who receives it. */
const COMMAND_WEIGHT: Readonly<Record<Command["type"], number>> = {
  say: 1,
  edit: 1,
  delete: 1,
  react: 1,
  topic: 2,
  invite: 2,
  uninvite: 2,
  kick: 2,
  mute: 2,
  ban: 2,
  moderator: 2,
  access: 2,
  slow: 2,
  announce: 2,
  rename: 2,
  archive: 2,
  report: 5,
  close: 2,
  block: 2,
  unblock: 2,
  join: 1,
  leave: 0.5,
  history: 2,
  search: 5,
  who: 1,
  rooms: 2,
  typing: 0.2,
  read: 0.2,
  unread: 2,
  front: 0.2,
  notify: 2,
  pin: 2,
  pins: 5,
  ping: 0.2,
};

/** Commands by which order is kept while there is a flood. */
const MODERATION: ReadonlySet<Command["type"]> = new Set(
  ["kick", "mute", "ban", "uninvite", "access", "slow", "announce", "archive"],
);

/** Weights of other actions than commands. */
export const WEIGHT = {
  /** A line that is no command: no proper client sends many. */
  malformed: 2,
  /** A line with nothing on it. */
  blank: 0.1,
  /** Making a room, beside joining it: it stays. */
  room: 10,
  /** A new connection, which costs a handshake and a welcome. */
  arrival: 2,
  /** A request over plain HTTP that looks something up, and one that changes something. */
  lookup: 0.5,
  change: 2,
  /** A request beside the command that it asks for, which weighs what it would on a socket. */
  request: 0.2,
  /** An archive of all that somebody said and uploaded. */
  archive: 20,
  /** Deleting what somebody said in a room, through which is looked for it. */
  removal: 10,
  /** An action about several people at once, and for each of them: one commit, and one notice. */
  sweep: 10,
  swept: 0.5,
  /** A body in very many pieces, beside the request. */
  pieces: 40,
  /** An invalid token, beside the request that carries it. */
  forged: 5,
} as const;

/**
 * UTF-16 code units of answers that weigh as much as a message: whoever scrolls back in an ordinary room
 * does not notice, and whoever asks for megabytes again and again does.
 */
export const ANSWER_LENGTH_OF_ONE = 64 * 1024;
/** UTF-16 code units that weigh as much as a message. */
const LENGTH_OF_ONE = 1000;

/**
 * Rows that are looked at to list somebody's rooms: as many as they may have who know some hundred
 * rooms weigh nothing, and of the others so many as a message. They take some 15 µs each.
 */
const LOOKED = { free: 500, ofOne: 250 } as const;

/** What it weighs to list somebody's rooms, beside the request, when so many rows have to be looked at. */
export function lookedWeight(rows: number): number {
  return Math.max(0, rows - LOOKED.free) / LOOKED.ofOne;
}

/** The weight of a command. */
export function commandWeight({ type }: Command, length: number): number {
  return COMMAND_WEIGHT[type] + length / LENGTH_OF_ONE;
}

/** Which share of their address a command counts against. */
export function shareOf({ type }: Command): Share {
  return MODERATION.has(type) ? "moderation" : "talk";
}

/** The weight of a malformed line. */
export function malformedWeight(length: number): number {
  return WEIGHT.malformed + length / LENGTH_OF_ONE;
}
