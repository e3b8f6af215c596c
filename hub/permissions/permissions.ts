/**
 * Permissions: the one place that decides who may do what, for sockets and HTTP alike.
 *
 * @module
 */
import { type Command, ProtocolError } from "../../protocol.ts";
import type { BlockList } from "../people/block_list.ts";
import { firstKeyOf } from "../people/member/names.ts";
import { noSuchRoom, type RoomCommand } from "../request.ts";
import { inWords } from "./duration.ts";
import { SERVER } from "./policies.ts";
import { type Policy, type Sanction, sanctionOn, type Visitor } from "./policy.ts";
import { canSee, reaches, type Role, roleOf } from "./roles.ts";
import { cannot, forbidden } from "../refused_command.ts";

/** A room, as far as it matters who may do what there. */
export interface RoomRef {
  readonly key: string;
  readonly name: string;
  /** Ids of the people whose direct room it is; absent or none if it is not a direct one. */
  readonly people?: readonly string[] | undefined;
}

/** Who asks: a person, where they are connected from, and whom they have blocked, if that is known. */
export interface Asker extends Visitor {
  readonly blocks?: BlockList | undefined;
}

/** What is asked for, in a room by the name that the asker uses: a command is one. */
type Action = Pick<RoomCommand, "type" | "room">;

/** The role that is needed in a room that is open, and in one that is not. */
type Needed = Readonly<Record<"open" | "closed", Role>>;

const INSIDER: Needed = { open: "insider", closed: "insider" };
const MODERATOR: Needed = { open: "moderator", closed: "moderator" };
const OWNER: Needed = { open: "owner", closed: "owner" };

/** The needed roles, by action. */
const RIGHTS: Readonly<Record<RoomCommand["type"], Needed>> = {
  join: INSIDER,
  leave: INSIDER,
  say: INSIDER,
  edit: INSIDER,
  delete: INSIDER,
  react: INSIDER,
  read: INSIDER,
  unread: INSIDER,
  typing: INSIDER,
  notify: INSIDER,
  history: INSIDER,
  search: INSIDER,
  who: INSIDER,
  pin: MODERATOR,
  pins: INSIDER,
  topic: { open: "insider", closed: "moderator" },
  invite: MODERATOR,
  uninvite: MODERATOR,
  kick: MODERATOR,
  mute: MODERATOR,
  ban: MODERATOR,
  moderator: OWNER,
  access: OWNER,
  slow: MODERATOR,
  announce: MODERATOR,
  rename: OWNER,
  archive: OWNER,
  report: INSIDER,
  close: OWNER,
};

/** What a muted person may not do. */
const SPEECH: ReadonlySet<Command["type"]> = new Set(["say", "edit", "react", "topic", "typing"]);

/** What only moderators may where only they say something: reactions are everybody's. */
const ANNOUNCING: ReadonlySet<Command["type"]> = new Set(["say", "edit", "topic", "typing"]);

/** What is still possible where one has blocked everybody else: none of it leads to an answer from them. */
const HARMLESS: ReadonlySet<Command["type"]> = new Set([
  "leave",
  "read",
  "unread",
  "notify",
  "history",
  "search",
  "pins",
  "who",
  "report",
]);

/**
 * Who may do what, at a time in milliseconds since the epoch. Whoever asks needs to know a room's key
 * and, of a direct one, its people: roles and policies stay in here.
 */
export class Permissions {
  readonly #policies: { policy(room: string): Policy };

  /** Permissions by policies as they are now. */
  constructor(policies: { policy(room: string): Policy }) {
    this.#policies = policies;
  }

  /** Whether somebody may be connected to the server: they are not banned from it. */
  mayConnect(visitor: Visitor, at: number): boolean {
    const { bans } = this.#policies.policy(SERVER);
    return visitor.person.admin === true || sanctionOn(bans, visitor, at) === undefined;
  }

  /** Whether somebody may invite people to make an account: administrators, or as it is set. */
  mayInvite(visitor: Visitor, at: number): boolean {
    const { person } = visitor;
    if (person.admin) return true;
    const { inviters } = this.#policies.policy(SERVER);
    return inviters === "accounts" && !person.guest && !person.bot && this.mayConnect(visitor, at);
  }

  /** Whether somebody may moderate the whole server. */
  mayAdminister({ person }: Visitor): boolean {
    return person.admin === true;
  }

  /** What somebody is in a room that is not direct, by its key. */
  roleIn(key: string, visitor: Visitor, at: number): Role {
    return roleOf(this.#policies.policy(key), visitor, at);
  }

  /** Whether a room is there, to somebody. */
  maySee(visitor: Visitor, { key, people }: RoomRef, at: number): boolean {
    if (isDirect(people)) return people.includes(visitor.person.id);
    return !isElsewhere(visitor, key) && canSee(this.#policies.policy(key), visitor, at);
  }

  /** Whether somebody may read what a room's log has. */
  mayRead(asker: Asker, room: RoomRef, at: number): boolean {
    return this.#allows("history", asker, room, at);
  }

  /** Whether somebody may say something in a room, where they are. */
  maySay(asker: Asker, room: RoomRef, at: number): boolean {
    return this.#allows("say", asker, room, at);
  }

  /** Whether somebody may mute and ban in a room, and invite into it. */
  mayModerate(asker: Asker, room: RoomRef, at: number): boolean {
    return this.#allows("ban", asker, room, at);
  }

  /**
   * Checks that somebody may do something in a room, and returns their role.
   *
   * @throws {ProtocolError} If they may not.
   */
  authorize(action: Action, asker: Asker, room: RoomRef, at: number): Role {
    return allowed(this.#decide(action, asker, room, at));
  }

  #allows(type: Action["type"], asker: Asker, room: RoomRef, at: number): boolean {
    const decided = this.#decide({ type, room: room.name }, asker, room, at);
    return !(decided instanceof ProtocolError);
  }

  #decide(action: Action, asker: Asker, { key, name, people }: RoomRef, at: number): Decided {
    if (isElsewhere(asker, key)) return noSuchRoom(action);
    if (!isDirect(people)) return decide(this.#policies.policy(key), action, asker, at);
    const { type } = action;
    const { person, blocks } = asker;
    if (!people.includes(person.id)) return noSuchRoom(action);
    // The answer to what they say could not come to them.
    if (!HARMLESS.has(type) && blocks?.hides(name, firstKeyOf(person))) {
      const why = "you have blocked everybody else here; unblock somebody first";
      return forbidden(type, why);
    }
    if (!reaches(RIGHTS[type].open, "moderator") || type === "pin") return "insider";
    return forbidden(type, "a direct room belongs to all its people");
  }
}

/** Somebody's role in the room, or why the action is refused. */
type Decided = Role | ProtocolError;

/**
 * Checks somebody's permission by a policy that is about to be changed, and returns their role.
 *
 * @throws {ProtocolError} If they may not.
 */
export function authorizeBy(policy: Policy, action: Action, visitor: Visitor, at: number): Role {
  return allowed(decide(policy, action, visitor, at));
}

function decide(policy: Policy, { type, room }: Action, visitor: Visitor, at: number): Decided {
  if (!canSee(policy, visitor, at)) return noSuchRoom({ type, room });
  const role = roleOf(policy, visitor, at);
  const ban = role === "outsider" ? sanctionOn(policy.bans, visitor, at) : undefined;
  if (ban) return sanctioned(type, "forbidden", `you are banned from ${room}`, ban, at);
  if (role === "outsider") return forbidden(type, `${room} is by invitation only`);
  const mute = SPEECH.has(type) && role !== "administrator" &&
    sanctionOn(policy.mutes, visitor, at);
  if (mute) return sanctioned(type, "muted", `you are muted in ${room}`, mute, at);
  const silence = silenceOf(policy, { type, room }, visitor, role);
  if (silence) return silence;
  const needed = RIGHTS[type][policy.access === "open" ? "open" : "closed"];
  if (reaches(role, needed)) return role;
  const who = needed === "moderator" ? "its moderators" : "its owner";
  return forbidden(type, `in ${room} only ${who} may`);
}

/** Why nothing may be said in a room that is archived, or announcement-only. */
function silenceOf(
  { archived, announce }: Policy,
  { type, room }: Action,
  { person }: Visitor,
  role: Role,
): ProtocolError | undefined {
  if (archived && SPEECH.has(type)) {
    return forbidden(type, `${room} is archived, nothing more is said there`);
  }
  // A hook is a moderator's: that it speaks in its room is what they made it for.
  const mayAnnounce = reaches(role, "moderator") || person.bot?.room !== undefined;
  if (!announce || mayAnnounce || !ANNOUNCING.has(type)) return undefined;
  return forbidden(type, `in ${room} only moderators can write`);
}

function allowed(decided: Decided): Role {
  if (decided instanceof ProtocolError) throw decided;
  return decided;
}

/** Whether somebody is a program that may speak in another room only. */
function isElsewhere({ person: { bot } }: Visitor, key: string): boolean {
  return bot?.room !== undefined && bot.room !== key;
}

function isDirect(people: readonly string[] | undefined): people is readonly string[] {
  return people !== undefined && people.length > 0;
}

function sanctioned(
  type: Action["type"],
  reason: "forbidden" | "muted",
  why: string,
  { until }: Sanction,
  at: number,
): ProtocolError {
  if (until === undefined) return cannot(type, reason, why);
  return cannot(type, reason, `${why} for ${inWords(until - at)}`, until - at);
}
