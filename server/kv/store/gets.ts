/**
 * Reading many keys.
 *
 * @module
 */

/** Keys that `Deno.Kv.getMany` takes at once. */
const GET_MAX = 10;
/** How often that is asked at once: from a database elsewhere each answer takes a while. */
const GETS_AT_ONCE = 10;

/** Gets any number of keys, in order, by what gets ten. */
export async function getMany<T>(
  get: (keys: Deno.KvKey[]) => Promise<T[]>,
  wanted: readonly Deno.KvKey[],
): Promise<T[]> {
  const found: T[] = [];
  while (found.length < wanted.length) {
    const starts = Array.from({ length: GETS_AT_ONCE }, (_, i) => found.length + i * GET_MAX);
    const gets = starts.filter((start) => start < wanted.length).map((start) =>
      get(wanted.slice(start, start + GET_MAX))
    );
    found.push(...(await Promise.all(gets)).flat());
  }
  return found;
}
