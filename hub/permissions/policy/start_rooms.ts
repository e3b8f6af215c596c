/**
 * The rooms that everybody joins automatically, as administrators have set them.
 *
 * @module
 */
import { SERVER } from "../policies.ts";
import type { Policy, Visitor } from "../policy.ts";
import { roleOf } from "../roles.ts";

/** Their keys, as far as they still are open to everybody. A bot is where it was brought. */
export function startRoomsFor(
  visitor: Visitor,
  at: number,
  policies: { policy(key: string): Policy },
): string[] {
  const { startRooms = [] } = policies.policy(SERVER);
  if (visitor.person.bot) return [];
  return startRooms.filter((key) => {
    const policy = policies.policy(key);
    return policy.access === "open" && roleOf(policy, visitor, at) !== "outsider";
  });
}
