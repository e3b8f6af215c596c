/**
 * A room's policy: its access, its roles, and who is muted, banned or kicked.
 *
 * @module
 */
import type { Access } from "../../protocol.ts";
import { type Fields, isObject, isPosition } from "../../protocol/field.ts";
import type { Member } from "../people/member.ts";
import { keysOf } from "../people/member/names.ts";

/** The limits of a policy's lists. More is refused; of kicks the oldest are dropped. */
export const POLICY_MAX = {
  moderators: 100,
  invited: 1000,
  mutes: 500,
  bans: 500,
  kicks: 100,
} as const;

/** A mute or ban: of a person, of whoever has their name, and of the addresses they connect from. */
export interface Sanction {
  /** Absent if nobody had the name yet. */
  readonly id?: string;
  /** `nameKey` of their name. */
  readonly key: string;
  readonly addresses?: readonly string[];
  /** When it ends, in milliseconds since the epoch; absent if it does not. */
  readonly until?: number;
  /** When it was made, by the name of whom, and why; absent where that was not noted. */
  readonly at?: number;
  readonly by?: string;
  readonly reason?: string;
}

/** Somebody who was removed, and may join again. */
export interface Kick {
  readonly id: string;
  readonly at: number;
}

/** People are named by their id. */
export interface Policy {
  readonly access: Access;
  /** The name that people see, where it is not the one that the room was made with. */
  readonly name?: string;
  /** Milliseconds between two messages of one person, unless they moderate. */
  readonly slow?: number;
  /** Whether only moderators say something. */
  readonly announce?: true;
  /** Whether nothing more is said. */
  readonly archived?: true;
  /** When a message was last reported, so that moderators on other servers hear of it. */
  readonly reported?: number;
  /** Whether the room is gone for everybody. Its log is kept. */
  readonly closed?: true;
  /** Until when a closed room can be opened again, in milliseconds since the epoch. Then it is deleted. */
  readonly keptUntil?: number;
  /** Who made the room; absent if it belongs to the administrators. */
  readonly owner?: string;
  readonly moderators: readonly string[];
  readonly invited: readonly string[];
  /**
   * Those who were invited but not told, because they had blocked the inviter: a hidden room is not
   * listed to them, and its name means another room to them.
   */
  readonly silent?: readonly string[];
  readonly mutes: readonly Sanction[];
  readonly bans: readonly Sanction[];
  /** The newest, so that another server that somebody is connected to hears of it. */
  readonly kicks: readonly Kick[];
  /** Of the server: who may make rooms, unless everybody may. */
  readonly makers?: Makers;
  /** Of the server: what it is called, and says to whoever comes, where no flag says it. */
  readonly title?: string;
  readonly welcome?: string;
  /** Of the server: who may invite to it besides administrators. */
  readonly inviters?: Inviters;
  /** Of the server: the keys of the open rooms that everybody joins automatically. */
  readonly startRooms?: readonly string[];
}

/** Who may make rooms where not everybody may. */
export type Makers = "accounts" | "administrators";

/** Who may invite people to the server besides administrators. */
export type Inviters = "accounts";

/** The empty lists that most policies share. */
const NOBODY = { moderators: [], invited: [], mutes: [], bans: [], kicks: [] };

/** Somebody who asks for access. */
export type Visitor = Pick<Member, "person" | "address">;

/** The policy of a room that was just made, or that never had one. */
export function openPolicy(owner?: string): Policy {
  return { access: "open", ...(owner !== undefined && { owner }), ...NOBODY };
}

/** A policy that shares its empty lists with all others: there is one policy a room. */
export function compact(policy: Policy): Policy {
  const { moderators, invited, mutes, bans, kicks } = policy;
  const isPlain = [moderators, invited, mutes, bans, kicks].every((list) => list.length === 0);
  return isPlain ? { ...policy, ...NOBODY } : policy;
}

/** The policy of a room whose stored policy cannot be read: only administrators have access. */
export function sealedPolicy(): Policy {
  return { ...openPolicy(), access: "hidden" };
}

/** Whether somebody was invited into a room without being told. */
export function isSilent({ silent }: Policy, person: string): boolean {
  return silent?.includes(person) ?? false;
}

/** Whether a value from a store or a backup is a policy. */
export function isPolicy(value: unknown): value is Policy {
  if (!isObject(value)) return false;
  const { access, closed, owner, moderators, invited, silent, mutes, bans, kicks } = value;
  const { keptUntil } = value;
  return hasServerSettings(value) && hasSettings(value) &&
    (keptUntil === undefined || typeof keptUntil === "number") &&
    ["open", "listed", "hidden"].some((one) => one === access) &&
    (closed === undefined || closed === true) && (owner === undefined || isText(owner)) &&
    isListOf(moderators, isText) && isListOf(invited, isText) &&
    (silent === undefined || isListOf(silent, isText)) &&
    isListOf(mutes, isSanction) && isListOf(bans, isSanction) &&
    isListOf(kicks, (kick) => isObject(kick) && isText(kick.id) && typeof kick.at === "number");
}

function hasSettings({ name, slow, announce, archived, reported }: Fields): boolean {
  return [announce, archived].every((one) => one === undefined || one === true) &&
    [slow, reported].every((one) => one === undefined || isPosition(one)) &&
    (name === undefined || isText(name));
}

function hasServerSettings({ makers, title, welcome, inviters, startRooms }: Fields): boolean {
  return (startRooms === undefined || isListOf(startRooms, isText)) &&
    (inviters === undefined || inviters === "accounts") &&
    [undefined, "accounts", "administrators"].some((one) => one === makers) &&
    [title, welcome].every((one) => one === undefined || isText(one));
}

/** The sanction, among some, that applies to somebody `at` a time. */
export function sanctionOn(
  sanctions: readonly Sanction[],
  visitor: Visitor,
  at: number,
): Sanction | undefined {
  // Asked several times for each message; almost nobody is under any.
  if (sanctions.length === 0) return undefined;
  return sanctions.find((sanction) => isOn(sanction, visitor, at));
}

function isOn(
  { id, key, addresses, until = Infinity }: Sanction,
  { person, address }: Visitor,
  at: number,
): boolean {
  const owner = person.bot?.owner;
  return at < until && (id === person.id || keysOf(person).includes(key) ||
    owner !== undefined && (id === owner.id || key === owner.key) ||
    address !== undefined && (addresses?.includes(address) ?? false));
}

function isSanction(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, key, addresses, until, by, reason } = value;
  return isText(key) && [id, by, reason].every((one) => one === undefined || isText(one)) &&
    (addresses === undefined || isListOf(addresses, isText)) &&
    (until === undefined || typeof until === "number");
}

function isListOf(value: unknown, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
