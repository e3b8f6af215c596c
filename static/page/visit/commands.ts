/**
 * What one can do by writing it: `/topic Tea`. Loaded with the first "/".
 *
 * @module
 */

import type { SaidRemoval } from "../../../client/connection/account/said_removal.ts";
import type { Order } from "../../../client/connection/slash.ts";
import type { Problem } from "./actions.ts";
import type { Room } from "../chat/room.ts";
import { LOBBY } from "../../../protocol.ts";
import { directRoom, isName, roomKey } from "../../../protocol/name.ts";
import { readSlash } from "../../../client/connection/slash.ts";
import { strings } from "../../strings.ts";
import { invites } from "../../strings/invites.ts";
import { more } from "../../strings/more.ts";
import { orders } from "../../strings/more/orders.ts";
import { mayLeadIn } from "../menu/room_menu.ts";

/** What commands can do. */
export interface CommandActions {
  you: string;
  goTo: (room: string) => void;
  join: (room: string) => Problem;
  /** Joins a room if it is there. */
  find: (room: string) => Problem;
  leave: (room: Room) => void;
  say: (room: string, text: string) => Problem;
  change: (wanted: Order, removal?: SaidRemoval) => Problem;
  confirm: (question: string, yes: string) => Promise<boolean>;
  search: (words: string) => void;
  /** Makes a link into a room. */
  invite: (room: Room) => void;
  help: () => void;
}

/** `run` answers with what is wrong, if something is. */
export interface PageCommand {
  name: string;
  usage: () => string;
  run: (actions: CommandActions, room: Room, words: string) => Problem | string | undefined | void;
}

const OURS: readonly PageCommand[] = [
  {
    name: "join",
    usage: () => more.usageJoin,
    run: ({ find, goTo }, _, words) => enter(words, find, goTo),
  },
  {
    name: "make",
    usage: () => more.usageMake,
    run: ({ join, goTo }, _, words) => enter(words, join, goTo),
  },
  {
    name: "leave",
    usage: () => more.usageLeave,
    run: ({ leave }, room) => {
      if (room.key === LOBBY) return more.cannotLeave;
      leave(room);
    },
  },
  {
    name: "msg",
    usage: () => more.usageMsg,
    run: async ({ say, join, goTo, you }, here, words) => {
      const [, people = "", text = ""] = /^@?(\S+)\s*([^]*)$/.exec(words) ?? [];
      const names = people.split(",").map((name) => name.replace(/^@/, ""));
      if (!names.every(isName)) return more.usageMsg;
      const room = directRoom([...names, you]);
      const problem = await (text === "" ? join(room) : say(room, text));
      // Whoever writes on meanwhile is not taken away from it.
      if (problem === undefined && !here.draft) goTo(room);
      return problem;
    },
  },
  {
    name: "topic",
    usage: () => orders.topic ?? "",
    run: ({ change }, room, text) => change({ type: "topic", room: room.name, text }),
  },
  {
    name: "search",
    usage: () => more.usageSearch,
    run: ({ search }, _, words) => search(words),
  },
  {
    name: "invite-link",
    usage: () => more.usageInviteLink,
    run: ({ invite }, room, words) => {
      if (words !== "" || room.isDirect) return more.usageInviteLink;
      if (!mayLeadIn(room)) return invites.onlyModerators;
      invite(room);
    },
  },
  {
    name: "close",
    usage: () => orders.close ?? "",
    run: async ({ change, confirm }, room, words) => {
      if (words !== "" && roomKey(words.replace(/^#/, "")) !== room.key) {
        return `/close ${orders.close}`;
      }
      if (!await confirm(more.closeQuestion(room.label), more.closeRoom)) return undefined;
      return await change({ type: "close", room: room.name });
    },
  },
  { name: "help", usage: () => more.usageHelp, run: ({ help }) => help() },
];

/** @param join how they come to be in it */
async function enter(
  words: string,
  join: (room: string) => Problem,
  goTo: (room: string) => void,
): Problem {
  const name = words.replace(/^#/, "");
  if (!isName(name)) return strings.nameRule;
  const problem = await join(name);
  if (problem === undefined) goTo(name);
  return problem;
}

/** All that can be written: what the page does by itself, and what moderators say to the server. */
export const COMMANDS = [
  ...OURS.map(({ name, usage }) => ({ name, usage: usage() })),
  ...Object.entries(orders).map(([name, usage]) => ({ name, usage }))
    .filter(({ name }) => !OURS.some((command) => command.name === name)),
];

/**
 * Does what a line says.
 *
 * @returns what is wrong with it
 */
export async function runCommand(actions: CommandActions, room: Room, line: string): Problem {
  const [, name = "", words = ""] = /^\/(\S*)\s*([^]*)$/.exec(line) ?? [];
  const command = OURS.find((command) => command.name === name.toLowerCase());
  if (command) return await command.run(actions, room, words.trim()) ?? undefined;
  const slash = readSlash(line, room.name);
  if (slash === undefined) return more.noCommand(name);
  if ("mistake" in slash) return `/${name} ${orders[name]}`;
  return await actions.change(slash.order, slash.removal);
}
