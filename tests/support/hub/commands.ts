/**
 * Every command, for tests that walk over all of them.
 *
 * @module
 */
import type { Command as AnyCommand } from "../../../protocol.ts";
import type { Command } from "./open_hub.ts";

/** Each as it is asked of a room in which ada is. One that is missing is a type error. */
export const COMMANDS: Readonly<Record<AnyCommand["type"], (room: string) => Command | undefined>> =
  {
    who: (room) => ({ type: "who", room }),
    typing: (room) => ({ type: "typing", room }),
    leave: (room) => ({ type: "leave", room }),
    history: (room) => ({ type: "history", room, range: { before: Infinity, limit: 9 } }),
    search: (room) => ({ type: "search", room, q: "hello", before: Infinity, limit: 9 }),
    say: (room) => ({ type: "say", room, id: `guess-${room}`, text: "hello" }),
    edit: (room) => ({ type: "edit", room, of: 1, text: "hello" }),
    delete: (room) => ({ type: "delete", room, of: 1 }),
    react: (room) => ({ type: "react", room, of: 1, emoji: "👍", on: true }),
    topic: (room) => ({ type: "topic", room, text: "hello" }),
    read: (room) => ({ type: "read", room, seq: 1 }),
    unread: (room) => ({ type: "unread", room, of: 1 }),
    pin: (room) => ({ type: "pin", room, of: 1, on: true }),
    pins: (room) => ({ type: "pins", room }),
    notify: (room) => ({ type: "notify", room, level: "all" }),
    front: (room) => ({ type: "front", shown: room }),
    invite: (room) => ({ type: "invite", room, name: "ada" }),
    uninvite: (room) => ({ type: "uninvite", room, name: "ada" }),
    kick: (room) => ({ type: "kick", room, name: "ada" }),
    mute: (room) => ({ type: "mute", room, name: "ada", ms: 1 }),
    ban: (room) => ({ type: "ban", room, name: "ada" }),
    moderator: (room) => ({ type: "moderator", room, name: "eve", on: true }),
    access: (room) => ({ type: "access", room, access: "open" }),
    slow: (room) => ({ type: "slow", room, ms: 1 }),
    announce: (room) => ({ type: "announce", room, on: false }),
    archive: (room) => ({ type: "archive", room, on: false }),
    rename: (room) => ({ type: "rename", room, name: `${room}-2` }),
    report: (room) => ({ type: "report", room, of: 1, reason: "spam" }),
    block: () => ({ type: "block", name: "zoe" }),
    unblock: () => ({ type: "unblock", name: "zoe" }),
    rooms: () => ({ type: "rooms" }),
    // A ping is answered before it gets to the hub.
    ping: () => undefined,
    // These two come last: after them, the room that is asked for is there.
    join: (room) => ({ type: "join", room, after: 0 }),
    close: (room) => ({ type: "close", room }),
  };
