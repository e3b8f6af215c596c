/**
 * The commands of administrators: how each is written, and what it does.
 *
 * @module
 */

import type { CommandSpec, OptionSpec } from "../spec.ts";

const LAST = { name: "last", value: "N", about: "at most N: 50 unless said" };
const YES = { name: "yes", about: "do it without asking" };
const REASON = { name: "reason", value: "WHY", about: "why, which they are told" };
const FOR = {
  name: "for",
  value: "TIME",
  about: "for so long, as 12h or 7d: for good unless said",
};
const ROOM = { name: "room", value: "ROOM", about: "in that room, not on the whole server" };
const HOURS = { name: "hours", value: "N", about: "how far back, up to 720: 24 unless said" };

/** A command of `hubbub admin`. */
function command(
  name: string,
  takes: string,
  about: string,
  words: readonly [least: number, most: number],
  options: readonly OptionSpec[] = [],
): CommandSpec {
  const notes = /\bID\b/.test(takes)
    ? ["An ID that begins with - goes behind --, at the end."]
    : [];
  return { name: `admin ${name}`, takes, about, words, options, notes };
}

/** All of them, in the order of the help. */
export const ADMIN_COMMANDS: readonly CommandSpec[] = [
  command("people", "[PART]", "list people, those with PART in their names", [0, 1], [
    {
      name: "kind",
      value: "KIND",
      about: "here, bots, guests or waiting: accounts unless said",
    },
    LAST,
  ]),
  command("sessions", "NAME", "list the sessions of somebody", [1, 1]),
  command("signout", "NAME [ID]", "end all sessions of somebody, or one", [1, 2]),
  command("role", "NAME administrator|member", "make somebody an administrator, or end that", [
    2,
    2,
  ]),
  command("suspend", "NAME", "keep somebody out for a while, or for good", [1, 1], [REASON, FOR]),
  command("unsuspend", "NAME", "let them come in again", [1, 1]),
  command("reset", "NAME", "print a link by which somebody sets a new password", [1, 1]),
  command("approve", "NAME", "let somebody who has signed up come in", [1, 1]),
  command("refuse", "NAME", "refuse somebody who has signed up", [1, 1], [REASON]),
  command("delete", "NAME", "delete an account", [1, 1], [
    {
      name: "messages",
      value: "keep|delete",
      about: "what they said: kept without their name, unless said",
    },
    YES,
  ]),
  command("unbot", "OWNER NAME", "delete a bot", [2, 2], [YES]),
  command(
    "messages",
    "NAME",
    "count what somebody said lately, and print the newest of it",
    [1, 1],
    [
      HOURS,
    ],
  ),
  command("erase", "NAME", "delete all that somebody said lately, in all rooms", [1, 1], [
    HOURS,
    YES,
  ]),
  command("removals", "", "list what is being deleted so", [0, 0]),
  command("rooms", "[PART]", "list rooms, those with PART in their names", [0, 1], [
    { name: "sort", value: "people|size", about: "with most people first, or most bytes of files" },
    LAST,
  ]),
  command("access", "ROOM open|listed|hidden", "change who may come into a room", [2, 2]),
  command("owner", "ROOM NAME", "give a room to somebody", [2, 2]),
  command("close", "ROOM", "close a room, which can be opened again for 7 days", [1, 1], [YES]),
  command("closed", "", "list the rooms that can be opened again", [0, 0]),
  command("restore", "ROOM", "open a closed room again", [1, 1]),
  command("purge", "ROOM", "delete a closed room for good", [1, 1], [YES]),
  command("hooks", "ROOM", "list the hooks of a room", [1, 1]),
  command("unhook", "ROOM NAME", "delete a hook", [2, 2], [YES]),
  command("bans", "[PART]", "list bans and mutes, of those with PART in their names", [0, 1], [
    LAST,
  ]),
  command("ban", "NAME", "ban somebody from the server, or from a room", [1, 1], [
    ROOM,
    REASON,
    FOR,
    { name: "address", about: "ban their addresses, too" },
  ]),
  command("mute", "NAME", "mute somebody in a room for a while", [1, 1], [ROOM, REASON, FOR]),
  command("lift", "NAME", "lift a ban or a mute", [1, 1], [
    ROOM,
    { name: "kind", value: "ban|mute", about: "which: ban unless said" },
  ]),
  command("reports", "", "list reports that wait", [0, 0], [
    { name: "all", about: "those that were decided on, too" },
    LAST,
  ]),
  command("settle", "ID resolved|dismissed", "decide on a report", [2, 2]),
  command("invites", "", "list the invitations that are good", [0, 0]),
  command("invite", "", "print a link by which people make an account", [0, 0], [
    { name: "uses", value: "N", about: "how many may use it" },
    { name: "days", value: "N", about: "for how many days it is good" },
  ]),
  command("revoke", "ID", "revoke an invitation", [1, 1]),
  command("audit", "", "print who did what to whom, the newest first", [0, 0], [
    { name: "who", value: "PART", about: "only by or about whoever has PART in their name" },
    { name: "what", value: "PART", about: "only what is called so, as banned or signed-in" },
    { name: "since", value: "TIME", about: "from 1h or 2d ago on, or from a date" },
    LAST,
  ]),
  command("settings", "", "print what is set by no flag", [0, 0]),
  command(
    "set",
    "SETTING [VALUE…]",
    "change title, welcome, rooms, inviters or startRooms; no VALUE: as at first",
    [1, Infinity],
  ),
  command("stats", "", "print whether the server is well, and what its files take", [0, 0]),
];

/** What shells complete: the commands, and behind them the options that any of these has. */
export const ADMIN_COMPLETED: CommandSpec = {
  name: "admin",
  takes: ADMIN_COMMANDS.map(shortName).join("|"),
  about: "do what administrators may",
  words: [1, Infinity],
  options: [
    ...new Map(ADMIN_COMMANDS.flatMap(({ options }) => options).map((one) => [one.name, one]))
      .values(),
  ],
};

/** The name behind `admin`. */
export function shortName({ name }: Pick<CommandSpec, "name">): string {
  return name.replace(/^admin /, "");
}

/** A command by the name behind `admin`. */
export function adminCommandOf(name: string | undefined): CommandSpec | undefined {
  return ADMIN_COMMANDS.find((command) => shortName(command) === name);
}

/** What `hubbub admin --help` prints. */
export const ADMIN_HELP = `Do what administrators may, as their page does.

Usage: hubbub admin COMMAND …    as an administrator: see help environment

  people, sessions, signout     who has an account, is here, or waits (--kind)
  role, suspend, unsuspend      who is an administrator, and who is kept out
  reset, delete                 a link for a new password; delete an account
  approve, refuse               whoever has signed up and waits
  messages, erase, removals     all that somebody said lately, to be deleted
  unbot, hooks, unhook          delete somebody's bot; a room's hooks
  rooms, access, owner          what rooms there are, who may come in, whose
  close, closed, restore, purge close a room, open it again, or delete it
  bans, ban, mute, lift         on the server, or with --room in one
  reports, settle               what was reported
  invites, invite, revoke       links by which people make an account
  audit                         who did what to whom, and when
  settings, set                 title, words of welcome, who makes rooms
  stats                         whether the server is well, what files take

hubbub admin COMMAND --help tells more. What deletes asks first at a terminal,
and needs --yes elsewhere. --json prints what the server tells, one object a
line.`;
