// @ts-check
/** @import { Token } from "./tokens.js" */

/**
 * Which marks of bold and italic in a line belong together.
 *
 * @module
 */

/**
 * Each mark closes the nearest of its kind that is open, and what was opened in between and not closed
 * marks nothing. Each is put away once, so the work grows with their number.
 *
 * @param {readonly Token[]} tokens
 * @returns {Map<number, number>} by the index of each mark that means something, that of the other
 */
export function pairsOf(tokens) {
  /** @type {Map<number, number>} */
  const pairs = new Map();
  /** @type {{ mark: string, index: number }[]} */
  const stack = [];
  /** How many of each kind are open. @type {Map<string, number>} */
  const open = new Map();
  tokens.forEach((token, index) => {
    if (token.type !== "mark") return;
    const { mark, opens, closes } = token;
    if (closes && (open.get(mark) ?? 0) > 0) {
      for (let last = stack.pop(); last !== undefined; last = stack.pop()) {
        open.set(last.mark, (open.get(last.mark) ?? 0) - 1);
        if (last.mark !== mark) continue;
        pairs.set(last.index, index).set(index, last.index);
        break;
      }
    } else if (opens) {
      stack.push({ mark, index });
      open.set(mark, (open.get(mark) ?? 0) + 1);
    }
  });
  return pairs;
}
