/**
 * From format 4 to 5: policies, and what is being erased, are kept under the names that they have in
 * the code; and a policy says which access a room has under that name.
 *
 * @module
 */
import { isPolicy } from "../../../hub/permissions/policy.ts";
import { keys } from "../keys.ts";
import type { MigrationContext, Step } from "../migrations.ts";
import { oldKeys, policiesByRoom, policyNow } from "../old_names.ts";
import { piecesOf, valueOf } from "../people/policies.ts";

/** Rows that are read at once; a step checks no more, and fewer where a commit may not. */
const BATCH = 100;
/** Bytes of values in one step, at most, unless one policy has more. Deno KV takes 800 KB. */
const STEP_BYTES = 300_000;
/** The bytes of a value in the store, at most. */
const VALUE_BYTES = 64 * 1024;

type Row = Deno.KvEntry<unknown>;

/** A policy's pieces, of which the first is written with each change. */
type Pieces = readonly [first: Row, ...rest: Row[]];

/** Moves each row in the commit that takes it from its old place: what has been moved is not found again. */
export async function* renames(
  kv: Deno.Kv,
  { checksMax = BATCH }: MigrationContext,
): AsyncGenerator<Step> {
  let step: Pieces[] = [];
  let bytes = 0;
  const scan = kv.list<unknown>({ prefix: oldKeys.policies }, { batchSize: BATCH });
  for await (const pieces of policiesByRoom(scan)) {
    const size = bytesOf(pieces);
    if (step.length === checksMax || step.length > 0 && bytes + size > STEP_BYTES) {
      yield movingPolicies(step);
      [step, bytes] = [[], 0];
    }
    step.push(pieces);
    bytes += size;
  }
  if (step.length > 0) yield movingPolicies(step);
  const changed = await kv.get<unknown>(oldKeys.policiesChanged);
  if (changed.value !== null) {
    // After the policies: a server looks for those that changed before this did.
    yield (atomic) => atomic.check(changed).delete(changed.key).set(keys.policiesChanged, true);
  }
  yield* movingErasures(kv, checksMax);
}

function movingPolicies(policies: readonly Pieces[]): Step {
  return (atomic) => {
    for (const pieces of policies) {
      atomic.check(pieces[0]);
      for (const { key } of pieces) atomic.delete(key);
      for (const [number, value] of valuesNow(pieces).entries()) {
        atomic.set(keys.policyPiece(String(pieces[0].key[1]), number), value);
      }
    }
  };
}

/** The pieces of a policy as it is now; those of one that can't be read as they are, so that it still can't. */
function valuesNow(pieces: Pieces): readonly unknown[] {
  const policy = policyNow(valueOf(pieces));
  return isPolicy(policy) ? piecesOf(policy) : pieces.map(({ value }) => value);
}

async function* movingErasures(kv: Deno.Kv, checksMax: number): AsyncGenerator<Step> {
  let step: Row[] = [];
  for await (const row of kv.list<unknown>({ prefix: oldKeys.erasing }, { batchSize: BATCH })) {
    if (step.push(row) < checksMax) continue;
    yield movingRows(step);
    step = [];
  }
  if (step.length > 0) yield movingRows(step);
}

function movingRows(rows: readonly Row[]): Step {
  return (atomic) => {
    for (const row of rows) {
      atomic.check(row).delete(row.key).set(keys.erasing(String(row.key[1])), row.value);
    }
  };
}

function bytesOf(pieces: Pieces): number {
  return pieces.reduce((sum, { value }) => sum + sizeOf(value), 0);
}

function sizeOf(value: unknown): number {
  return value instanceof Uint8Array ? value.length : VALUE_BYTES;
}
