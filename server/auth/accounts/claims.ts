/**
 * What is claimed with a name.
 *
 * @module
 */
import { nameSkeleton, nameSkeletons } from "../../../protocol/name/lookalike.ts";
import { nameKey } from "../../../protocol/name.ts";
import type { Account } from "./account.ts";

/** What is claimed with a name: all names that look like it, so that nobody can impersonate its owner. */
export function claimKey(name: string): string {
  return nameSkeleton(name);
}

/** The claim of an account whose name's is another's: of this name alone. No name has a space in it. */
export function exactClaim(name: string): string {
  return `exactly ${nameKey(name)}`;
}

/** The claim under which an account is kept. */
export function claimOf({ name, claim = claimKey(name) }: Account): string {
  return claim;
}

/** All claims that a name may come too close to, its own first. */
export function claimKeys(name: string): [string, ...string[]] {
  return nameSkeletons(name);
}
