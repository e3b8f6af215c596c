/**
 * Roles of people in rooms, by policy.
 *
 * @module
 */
import { type Policy, sanctionOn, type Visitor } from "./policy.ts";

/** In order: each may do all that the ones before may. */
const ROLES = ["outsider", "insider", "moderator", "owner", "administrator"] as const;
export type Role = typeof ROLES[number];

/** Somebody's role in a room, `at` a time. An administrator is one everywhere. */
export function roleOf(policy: Policy, visitor: Visitor, at: number): Role {
  const { person } = visitor;
  const { id, admin } = person;
  if (policy.closed) return "outsider";
  if (admin) return "administrator";
  if (sanctionOn(policy.bans, { person, address: undefined }, at)) return "outsider";
  if (policy.owner === id) return "owner";
  if (policy.moderators.includes(id)) return "moderator";
  // Those behind one router share an address: it must not turn them against each other.
  if (sanctionOn(policy.bans, visitor, at)) return "outsider";
  const isAtHome = person.bot?.room !== undefined;
  return policy.access === "open" || isAtHome || policy.invited.includes(id)
    ? "insider"
    : "outsider";
}

/** Whether somebody of a role may do what another may. */
export function reaches(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether a room that is not direct is there, to somebody. */
export function canSee(policy: Policy, visitor: Visitor, at: number): boolean {
  if (policy.closed) return false;
  return policy.access !== "hidden" || roleOf(policy, visitor, at) !== "outsider";
}
