/**
 * What is stored of bots and hooks, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import * as is from "./checks.ts";
import type { Kind } from "./schema.ts";

const FOR_OTHERS = { none: "it is for servers that run" } as const;

export const PROGRAM_KINDS = {
  /** A bot, under whose it is. Its name is an account's. */
  bot: {
    at: "bot",
    is: is.isBot,
    backup: { record: "bot", parts: ["owner", "id"], value: "bot" },
  },
  /** Which bot has a token, under the hash of that. */
  botToken: {
    at: "botToken",
    is: is.isBotRef,
    backup: { record: "botToken", parts: ["hash"], value: ["owner", "id"] },
  },
  /** When a bot was last changed: only its versionstamp tells. */
  botsChanged: { at: "botsChanged", is: is.isTrue, backup: FOR_OTHERS },
  /** An incoming hook, under its room. Its name is an account's. */
  hook: {
    at: "hook",
    is: is.isHook,
    backup: { record: "hook", parts: ["room", "id"], value: "hook" },
  },
  /** Which hook has a secret in its address, under the hash of that. */
  hookSecret: {
    at: "hookSecret",
    is: is.isHookRef,
    backup: { record: "hookSecret", parts: ["hash"], value: ["room", "id"] },
  },
} as const satisfies Record<string, Kind>;
