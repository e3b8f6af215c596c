// @ts-check
/** @import { Order } from "../connection/slash.js" */
/** @import { Room } from "./room.js" */

/**
 * What one can do by writing it: `/topic Tea`. Loaded with the first "/".
 *
 * @module
 */

import { directRoom } from "../connection/names.js";
import { readSlash } from "../connection/slash.js";
import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { orders } from "../strings/orders.js";
import { LOBBY } from "./address.js";
import { isName } from "./name.js";

/**
 * What commands can do.
 *
 * @typedef {object} Hands
 * @property {string} you
 * @property {(room: string) => void} goTo
 * @property {(room: Room) => void} leave
 * @property {(room: Room, topic: string) => void} setTopic
 * @property {(people: string[], text: string) => void} tell
 * @property {(order: Order) => void} obey
 * @property {(words: string) => void} search
 * @property {() => void} help
 */

/**
 * `run` answers with what is wrong, if something is.
 *
 * @typedef {object} PageCommand
 * @property {string} name
 * @property {() => string} usage
 * @property {(hands: Hands, room: Room, words: string) => string | undefined | void} run
 */

/** @type {readonly PageCommand[]} */
const OURS = [
  {
    name: "join",
    usage: () => more.usageJoin,
    run: ({ goTo }, _, words) => {
      const name = words.replace(/^#/, "");
      if (!isName(name)) return strings.nameRule;
      goTo(name);
    },
  },
  {
    name: "leave",
    usage: () => more.usageLeave,
    run: ({ leave }, room) => {
      if (room.isDirect || room.key === LOBBY) return more.cannotLeave;
      leave(room);
    },
  },
  {
    name: "msg",
    usage: () => more.usageMsg,
    run: ({ tell, goTo, you }, _, words) => {
      const [, people = "", text = ""] = /^@?(\S+)\s*([^]*)$/.exec(words) ?? [];
      const names = people.split(",").map((name) => name.replace(/^@/, ""));
      if (!names.every(isName)) return more.usageMsg;
      if (text !== "") tell(names, text);
      goTo(directRoom([...names, you]));
    },
  },
  {
    name: "topic",
    usage: () => orders.topic ?? "",
    run: ({ setTopic }, room, words) => setTopic(room, words),
  },
  {
    name: "search",
    usage: () => more.usageSearch,
    run: ({ search }, _, words) => search(words),
  },
  { name: "help", usage: () => more.usageHelp, run: ({ help }) => help() },
];

/** All that can be written: what the page does by itself, and what moderators say to the server. */
export const COMMANDS = [
  ...OURS.map(({ name, usage }) => ({ name, usage: usage() })),
  ...Object.entries(orders).map(([name, usage]) => ({ name, usage }))
    .filter(({ name }) => !OURS.some((command) => command.name === name)),
];

/**
 * Does what a line says.
 *
 * @param {Hands} hands
 * @param {Room} room
 * @param {string} line
 * @returns {string | undefined} what is wrong with it
 */
export function runCommand(hands, room, line) {
  const [, name = "", words = ""] = /^\/(\S*)\s*([^]*)$/.exec(line) ?? [];
  const command = OURS.find((command) => command.name === name.toLowerCase());
  if (command) return command.run(hands, room, words.trim()) ?? undefined;
  const slash = readSlash(line, room.name);
  if (slash === undefined) return more.noCommand(name);
  if ("mistake" in slash) return `/${name} ${orders[name]}`;
  hands.obey(slash.order);
}
