/**
 * Lists that are asked for again while an earlier question is still under way.
 *
 * @module
 */

/**
 * Asks, and shows what is found, unless it was asked again meanwhile: what comes last may be old.
 *
 * @returns what asks; it resolves when what it found is shown, or is old
 */
export function latest<Found>(
  ask: () => Promise<Found>,
  show: (found: Found) => void | Promise<void>,
): () => Promise<void> {
  let asked = 0;
  return async () => {
    const own = ++asked;
    const found = await ask();
    if (own === asked) await show(found);
  };
}
