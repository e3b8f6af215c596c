/**
 * Emoji, each in one spelling.
 *
 * @module
 */

/** Code units of an emoji at most, whatever selectors are in it. The longest, of a family, has 25. */
const LENGTH_MAX = 64;
/** What asks for an emoji to be drawn as a picture, or as text: the same emoji in any case. */
const SELECTORS = /[\ufe0e\ufe0f]/g;
/** What is a picture only if it is asked for: a heart, a keycap's digit, but not what a skin tone is on. */
const NEEDS_SELECTOR =
  /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})(?<![#*\d](?!\u20e3))/gu;
/** Spelled so already, as nearly all are: nothing that is no picture by itself. */
const PLAIN = /^\p{Emoji_Presentation}$/u;

/**
 * An emoji as it is kept and shown, fully qualified: `❤` and `❤️` are both `❤️`, whatever of its
 * selectors a client leaves out. `undefined` if it is not one emoji.
 */
export function qualified(emoji: string): string | undefined {
  if (emoji.length > LENGTH_MAX) return undefined;
  const spelled = withSelectors(emoji);
  return isOne(spelled) ? spelled : undefined;
}

/**
 * Whether it is one emoji that is recommended for general interchange: skin tones, flags and families
 * too. Their table takes longer than a whole program to start, so that it waits for the first question.
 */
function isOne(emoji: string): boolean {
  return /^\p{RGI_Emoji}$/v.test(emoji);
}

/** Names by emoji, with those of one emoji together that were kept when it still had several spellings. */
export function qualifiedKeys(
  reactions: Readonly<Record<string, string[]>>,
): Record<string, string[]> {
  const merged = new Map<string, Set<string>>();
  for (const [emoji, names] of Object.entries(reactions)) {
    const spelled = PLAIN.test(emoji) ? emoji : withSelectors(emoji);
    merged.set(spelled, new Set([...merged.get(spelled) ?? [], ...names]));
  }
  return Object.fromEntries(merged.entries().map(([emoji, names]) => [emoji, [...names]]));
}

function withSelectors(emoji: string): string {
  return emoji.replaceAll(SELECTORS, "").replaceAll(NEEDS_SELECTOR, "$&\ufe0f");
}
