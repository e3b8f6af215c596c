/**
 * Every word that stands for messages where there is only room for some.
 *
 * @module
 */

import { adopt } from "../../strings.ts";

export const inShort = {
  newMessages: (count: number) => count === 1 ? "1 new message" : `${count} new messages`,
  picture: (what: string) => `Picture: ${what}`,
  file: (name: string) => `File: ${name}`,
  files: (count: number) => `${count} files`,
};

export type InShortStrings = typeof inShort;

await adopt("inShort", inShort);
