/**
 * What is stored of bots and hooks, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import * as is from "./checks.ts";
import type { Kind } from "./schema.ts";

const REPLY_MS = 15 * 60_000;
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
  /** A message that a bot is to be told. */
  delivery: {
    at: "delivery",
    is: is.isDelivery,
    backup: { record: "delivery", parts: ["id"], value: "delivery" },
  },
  /** Where a bot may answer a message, under the hash of the secret in the address. */
  reply: {
    at: "reply",
    is: is.isReplyAddress,
    expireIn: REPLY_MS,
    backup: { none: "it is good for a quarter of an hour" },
  },
} as const satisfies Record<string, Kind>;
