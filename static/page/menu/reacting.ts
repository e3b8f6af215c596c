/**
 * Reactions of one's own: what somebody reacts with most, as this browser has seen it, and to what.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { qualified } from "../../../protocol/emoji.ts";
import { nameKey } from "../../../protocol/name.ts";
import { keep, recall } from "../browser_storage.ts";

const KEY = "used reactions";
/** How many emoji are counted; the one that was used least makes room for another. */
const COUNTED_MAX = 24;
/** Until something else was used more often. */
const FIRST = "👍";

export function usualReaction(): string {
  const [most] = counts().toSorted(([, one], [, other]) => other - one);
  return most?.[0] ?? FIRST;
}

export function countReaction(emoji: string): void {
  const others = counts();
  const [, count = 0] = others.find(([counted]) => counted === emoji) ?? [];
  const rest = others.filter(([counted]) => counted !== emoji)
    .toSorted(([, one], [, other]) => other - one).slice(0, COUNTED_MAX - 1);
  keep(KEY, [[emoji, count + 1], ...rest]);
}

export function hasReacted({ reactions = {} }: Said, emoji: string, you: string): boolean {
  const names = Object.hasOwn(reactions, emoji) ? reactions[emoji] ?? [] : [];
  return names.some((name) => nameKey(name) === nameKey(you));
}

/** Nobody but us wrote it, but an older version may have. */
function counts(): [emoji: string, count: number][] {
  const kept = recall(KEY);
  if (!Array.isArray(kept)) return [];
  return kept.filter((entry): entry is [string, number] => {
    const [emoji, count] = Array.isArray(entry) ? entry : [];
    return typeof emoji === "string" && qualified(emoji) === emoji && Number.isInteger(count);
  });
}
