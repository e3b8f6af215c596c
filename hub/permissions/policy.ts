/**
 * A room's policy: who may come in, who has a say, who was silenced or sent away.
 *
 * @module
 */
import type { Access } from "../../protocol.ts";
import { isObject } from "../../protocol/field.ts";
import type { Member } from "../people/member.ts";

/** How much a policy holds. What would be more is refused; of kicks the oldest are forgotten. */
export const POLICY_MAX = {
  moderators: 100,
  invited: 1000,
  mutes: 500,
  bans: 500,
  kicks: 20,
} as const;

/** Somebody who is muted or banned: a person, whoever has their name, who comes from an address. */
export interface Sanction {
  /** Absent if nobody had the name yet. */
  readonly id?: string;
  /** `nameKey` of their name. */
  readonly key: string;
  readonly addresses?: readonly string[];
  /** When it ends, in milliseconds since the epoch; absent if it does not. */
  readonly until?: number;
}

/** Somebody who was sent out, and may come back. */
export interface Kick {
  readonly id: string;
  readonly at: number;
}

/** People are named by their id. */
export interface Policy {
  readonly access: Access;
  /** Whether the room is gone for everybody. Its log is kept. */
  readonly closed?: true;
  /** Who made the room; absent if it belongs to the administrators. */
  readonly owner?: string;
  readonly moderators: readonly string[];
  readonly invited: readonly string[];
  /**
   * Of those who may come in, whom nobody told, as they had blocked who let them in: a hidden room is
   * not in their lists for that, and its name leads them elsewhere.
   */
  readonly silent?: readonly string[];
  readonly mutes: readonly Sanction[];
  readonly bans: readonly Sanction[];
  /** The newest, so that another server that somebody is connected to hears of it. */
  readonly kicks: readonly Kick[];
}

/** What most policies name, who share it. */
const NOBODY = { moderators: [], invited: [], mutes: [], bans: [], kicks: [] };

/** Somebody who wants to come in. */
export type Visitor = Pick<Member, "person" | "address">;

/** The policy of a room that was just made, or that never had one. */
export function openPolicy(owner?: string): Policy {
  return { access: "open", ...(owner !== undefined && { owner }), ...NOBODY };
}

/** A policy whose lists that are empty are those that all share: there is one of each room. */
export function compact(policy: Policy): Policy {
  const { moderators, invited, mutes, bans, kicks } = policy;
  const isPlain = [moderators, invited, mutes, bans, kicks].every((list) => list.length === 0);
  return isPlain ? { ...policy, ...NOBODY } : policy;
}

/** The policy of a room of which nobody knows any more who may come in: administrators alone. */
export function sealedPolicy(): Policy {
  return { ...openPolicy(), access: "hidden" };
}

/** Whether somebody may come into a room, but nobody told them. */
export function isSilent({ silent }: Policy, person: string): boolean {
  return silent?.includes(person) ?? false;
}

/** Whether a value from a store or a backup is a policy. */
export function isPolicy(value: unknown): value is Policy {
  if (!isObject(value)) return false;
  const { access, closed, owner, moderators, invited, silent, mutes, bans, kicks } = value;
  return ["open", "listed", "hidden"].some((one) => one === access) &&
    (closed === undefined || closed === true) && (owner === undefined || isText(owner)) &&
    isListOf(moderators, isText) && isListOf(invited, isText) &&
    (silent === undefined || isListOf(silent, isText)) &&
    isListOf(mutes, isSanction) && isListOf(bans, isSanction) &&
    isListOf(kicks, (kick) => isObject(kick) && isText(kick.id) && typeof kick.at === "number");
}

/** The one among some sanctions that somebody is under, `at` that time. */
export function sanctionOn(
  sanctions: readonly Sanction[],
  { person, address }: Visitor,
  at: number,
): Sanction | undefined {
  return sanctions.find(({ id, key, addresses, until = Infinity }) =>
    at < until && (id === person.id || key === person.key ||
      address !== undefined && addresses?.includes(address))
  );
}

function isSanction(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, key, addresses, until } = value;
  return isText(key) && (id === undefined || isText(id)) &&
    (addresses === undefined || isListOf(addresses, isText)) &&
    (until === undefined || typeof until === "number");
}

function isListOf(value: unknown, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
