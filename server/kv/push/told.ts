/**
 * Telling other servers that share the store whom a notification would come to another way now.
 *
 * @module
 */
import { keys } from "../keys.ts";
import { KINDS } from "../schema.ts";
import type { Store } from "../store.ts";

/** Adds to a commit that a person's devices, or their preferences, have changed. */
export function tellChange(
  { shared }: Pick<Store, "shared">,
  atomic: Deno.AtomicOperation,
  person: string,
): Deno.AtomicOperation {
  if (!shared) return atomic;
  return atomic.set(keys.pushChanged(person), true, { expireIn: KINDS.pushChanged.expireIn });
}
