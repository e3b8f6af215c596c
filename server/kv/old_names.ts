/**
 * Under which names some things were stored up to format 4, and stand in backups up to version 2. This
 * is for the migration, for exports of stores that are not migrated yet, and for imports of old backups.
 *
 * @module
 */
import { isPolicy, type Policy, sealedPolicy } from "../../hub/permissions/policy.ts";
import { isObject } from "../../protocol/field.ts";
import names from "./old_names.json" with { type: "json" };
import { valueOf } from "./people/policies.ts";

/** The last format of a store that has these names. */
export const FORMAT_OF_OLD_NAMES = 4;
/** The last version of a backup that has these names. */
export const BACKUP_OF_OLD_NAMES = 2;

export const oldKeys = {
  policies: [names.policy],
  policy: (room: Deno.KvKeyPart) => [names.policy, room],
  policiesChanged: [names.policiesChanged],
  erasing: [names.erasing],
} as const satisfies Record<string, Deno.KvKey | ((part: Deno.KvKeyPart) => Deno.KvKey)>;

/** What a policy is now. What is no old policy stays as it is. */
export function policyNow(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { [names.access]: access, ...others } = value;
  return access === undefined ? value : { access, ...others };
}

/** What the pieces of an old policy make; as in the store, one that can't be read lets nobody in. */
export function policyOf(pieces: readonly Deno.KvEntry<unknown>[]): Policy {
  const policy = policyNow(valueOf(pieces));
  return isPolicy(policy) ? policy : sealedPolicy();
}

/** What a record of an old backup is now. What is none stays as it is. */
export function recordNow(record: unknown): unknown {
  if (!isObject(record)) return record;
  switch (record.type) {
    case names.policy:
      return { type: "policy", room: record.room, policy: policyNow(record[names.policy]) };
    case names.erasing:
      return { type: "erasing", person: record[names.person], mode: record[names.mode] };
    default:
      return record;
  }
}

/** The pieces of old policies, those of one room together. */
export async function* policiesByRoom(
  pieces: AsyncIterable<Deno.KvEntry<unknown>>,
): AsyncGenerator<[first: Deno.KvEntry<unknown>, ...rest: Deno.KvEntry<unknown>[]]> {
  let one: [Deno.KvEntry<unknown>, ...Deno.KvEntry<unknown>[]] | undefined;
  for await (const piece of pieces) {
    if (one && one[0].key[1] === piece.key[1]) {
      one.push(piece);
      continue;
    }
    if (one) yield one;
    one = [piece];
  }
  if (one) yield one;
}
