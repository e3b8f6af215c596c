/**
 * Asking for secrets where no screen is drawn yet.
 *
 * @module
 */

import { promptSecret } from "@std/cli/prompt-secret";

/** Asks on a terminal, showing none of what is typed. */
export function askOnTerminal(question: string): string | undefined {
  return promptSecret(question, { mask: "", clear: true }) || undefined;
}
