/**
 * Chance that can be repeated.
 *
 * @module
 */

/** Chance from a seed: numbers from 0 to below 1 by a xorshift register of 32 bits. */
export function seeded(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Runs what depends on chance. When it fails, says the seed: `SEED=… deno test …` repeats it. */
export async function withChance(run: (random: () => number) => unknown): Promise<void> {
  const seed = Number(Deno.env.get("SEED")) || 1 + Math.floor(Math.random() * 2 ** 31);
  try {
    await run(seeded(seed));
  } catch (cause) {
    throw new Error(`Failed with SEED=${seed}`, { cause });
  }
}

/** An integer from 0 to below `end`. */
export function below(end: number, random: () => number): number {
  return Math.floor(random() * end);
}
