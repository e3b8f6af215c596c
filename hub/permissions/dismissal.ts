/**
 * Who is removed from a room after its policy has changed.
 *
 * @module
 */
import type { Dismissal } from "../../protocol.ts";
import { keysOf } from "../people/member/names.ts";
import { type Policy, type Sanction, sanctionOn, type Visitor } from "./policy.ts";
import { roleOf } from "./roles.ts";

/** Why somebody is removed after a policy has changed; `undefined` if they are not. */
export function dismissal(
  before: Policy,
  policy: Policy,
  visitor: Visitor,
  at: number,
): Dismissal | undefined {
  if (policy.closed) return "closed";
  const kick = policy.kicks.findLast(({ id }) => id === visitor.person.id);
  if (kick && !before.kicks.some(({ id, at }) => id === kick.id && at === kick.at)) return "kicked";
  if (roleOf(policy, visitor, at) !== "outsider") return undefined;
  return sanctionOn(policy.bans, visitor, at) ? "banned" : "uninvited";
}

/**
 * Who may have to be removed after a policy has changed, without checking the policy for each;
 * `undefined` if nobody has to.
 */
export function affectedBy(
  before: Policy,
  policy: Policy,
): ((visitor: Visitor) => boolean) | undefined {
  const isForAll = policy.closed !== before.closed || policy.access !== before.access ||
    policy.owner !== before.owner;
  if (isForAll) return () => true;
  const ids = new Set(before.invited).difference(new Set(policy.invited))
    .union(new Set(before.moderators).difference(new Set(policy.moderators)));
  const kicks = new Set(before.kicks.map(kickName));
  for (const kick of policy.kicks) if (!kicks.has(kickName(kick))) ids.add(kick.id);
  const known = new Set(before.bans.map(banName));
  const bans = policy.bans.filter((ban) => !known.has(banName(ban)));
  if (ids.size + bans.length === 0) return undefined;
  const names = new Set(bans.map(({ key }) => key));
  const addresses = new Set(bans.flatMap(({ addresses = [] }) => addresses));
  for (const { id } of bans) if (id !== undefined) ids.add(id);
  return ({ person, address }) =>
    ids.has(person.id) || keysOf(person).some((key) => names.has(key)) ||
    person.bot?.owner !== undefined &&
      (ids.has(person.bot.owner.id) || names.has(person.bot.owner.key)) ||
    address !== undefined && addresses.has(address);
}

function banName({ key, until, addresses = [] }: Sanction): string {
  return [key, until, ...addresses].join(" ");
}

function kickName({ id, at }: Policy["kicks"][number]): string {
  return `${id} ${at}`;
}
