/**
 * The first question.
 *
 * @module
 */

import { say } from "./languages.ts";

/** Asks what somebody is called; `undefined` where they do not say it. */
export function askName(): string | undefined {
  return prompt(say`Your name:`)?.trim();
}
