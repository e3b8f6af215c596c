/**
 * From format 3 to 4: of every guest it is noted when to look whether they are gone. Before, what they
 * left stayed for ever.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import { isObject } from "../../../protocol/field.ts";
import { keys } from "../keys.ts";
import type { Step } from "../migrations.ts";
import { nameOf } from "./claims.ts";

/** Rows that are read at once, and people who are noted in one step. */
const BATCH = 100;
/** Whose id begins so came by a name alone. */
const GUEST = "guest:";

/** A guest, the key of their name if that is known, and when to look. */
type Due = readonly [person: string, key: string, at: number];

/** Notes them for when their sessions end; at once if they have none. Who has an account is let be. */
export async function* guests(kv: Deno.Kv): AsyncGenerator<Step> {
  const accounts = new Set<unknown>();
  for await (const { value } of kv.list<unknown>({ prefix: keys.accounts }, { batchSize: BATCH })) {
    if (isObject(value)) accounts.add(value.id);
  }
  let step: Due[] = [];
  for await (const due of guestsIn(kv)) {
    if (accounts.has(due[0])) continue;
    if (step.push(due) < BATCH) continue;
    yield noting(step);
    step = [];
  }
  if (step.length > 0) yield noting(step);
}

function noting(guests: readonly Due[]): Step {
  return (atomic) => guests.forEach(([id, key, at]) => atomic.set(keys.guest(at, id), key));
}

/** Everybody who came by a name alone and left something; some more than once. */
async function* guestsIn(kv: Deno.Kv): AsyncGenerator<Due> {
  for await (const { value } of kv.list<unknown>({ prefix: keys.sessions }, { batchSize: BATCH })) {
    const name = nameOf(value);
    if (!isObject(value) || value.guest !== true || name === undefined) continue;
    const { person, expires } = value;
    if (typeof person !== "string" || typeof expires !== "number") continue;
    yield [person, nameKey(name), expires];
  }
  for (const prefix of [keys.allReads, keys.allDirects, keys.allBlocks]) {
    let last = "";
    for await (const { key } of kv.list({ prefix }, { batchSize: BATCH })) {
      const person = String(key[1]);
      // Rows of one person stand together.
      if (person === last || !person.startsWith(GUEST)) continue;
      last = person;
      // Whoever has a session was told of, and may claim a name yet. The others come back no more.
      if (!await hasSession(kv, person)) yield [person, "", 0];
    }
  }
}

async function hasSession(kv: Deno.Kv, person: string): Promise<boolean> {
  const found = kv.list({ prefix: keys.sessionsOf(person) }, { limit: 1 });
  return (await Array.fromAsync(found)).length > 0;
}
