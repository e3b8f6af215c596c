/**
 * What the server refuses, in the words of the page's language: by the code of its sentence, else by its
 * reason. In English its own sentences are said.
 *
 * @module
 */
import { speech, type Told } from "../../client/connection/link.ts";
import type { Reason } from "../../protocol.ts";
import { inWords as said } from "../../protocol/text/in_words.ts";
import { type Code, SENTENCES } from "../../protocol/text/sentences.ts";
import { adopt } from "../strings.ts";

/** Why something was refused over HTTP, and why a connection ended. */
type OtherReason =
  | ("bad-name" | "no-session" | "bad-password" | "bad-passkey" | "passkey-needed")
  | ("bad-passphrase" | "bad-claim" | "bad-reset" | "foreign-origin" | "foreign-host")
  | ("not-invited" | "suspended" | "not-approved" | "not-found" | "method" | "too-slow")
  | ("name-taken" | "not-json" | "encoded" | "not-a-websocket" | "too-many" | "stopping")
  | ("left" | "restarting" | "binary" | "removed" | "frame-too-big" | "server-error")
  | ("renamed" | "cut" | "unreachable" | "unread" | "no-answer" | "no-websocket" | "failed")
  | "not-permitted";

export const refusals: Record<Code, string> = { ...SENTENCES };

export const reasons: Record<Reason | OtherReason, string> = {
  "malformed": "The server does not accept that",
  "unknown-command": "The server does not know how to do that",
  "too-long": "That is too long",
  "not-a-member": "You are not in that room",
  "no-such-room": "There is no such room",
  "no-such-message": "There is no such message",
  "no-such-person": "There is nobody of that name",
  "no-such-file": "There is no such file",
  "forbidden": "You are not allowed to do that",
  "too-fast": "That was too fast: try again in a moment",
  "muted": "A moderator has muted you",
  "quota": "You have reached a limit",
  "unavailable": "That does not work now: try again later",
  "bad-name": "That can’t be a name here",
  "no-session": "You are not signed in",
  "bad-password": "Wrong name or password",
  "bad-passkey": "This passkey is not accepted",
  "passkey-needed": "This account needs a passkey, too",
  "bad-passphrase": "Wrong passphrase",
  "bad-claim": "This code is wrong, or was used already",
  "bad-reset": "This link is wrong, expired or was used already",
  "foreign-origin": "Another site’s page may not do that",
  "foreign-host": "The server is not known by this address",
  "not-invited": "You need a valid invitation",
  "suspended": "Your account is suspended",
  "not-approved": "Your account waits for approval",
  "not-found": "There is no such thing here",
  "method": "The server does not know how to do that",
  "too-slow": "That took too long",
  "name-taken": "This name is taken",
  "not-json": "The server does not accept that",
  "encoded": "The server does not accept that",
  "not-a-websocket": "The server does not accept that",
  "too-many": "Too many requests: try again later",
  "stopping": "The server is stopping",
  "left": "You left",
  "restarting": "The server is stopping or restarting",
  "binary": "The server does not accept that",
  "removed": "Your session ended",
  "frame-too-big": "The server does not accept messages of that size",
  "server-error": "The server has an internal error",
  "renamed": "You have another name now",
  "cut": "The connection was lost",
  "unreachable": "The server cannot be reached",
  "unread": "Too much is waiting to be read",
  "no-answer": "The server went silent",
  "no-websocket":
    "The page is reachable but WebSockets are not: a proxy in front must forward the upgrade of /ws",
  "failed": "Connecting failed",
  "not-permitted": "This program may not connect to the server",
};

export type RefusalStrings = typeof refusals;
export type ReasonStrings = typeof reasons;

await adopt("refusals", refusals);
await adopt("reasons", reasons);

/** A sentence for people, in the language of the page. */
export function inWords(told: Told): string {
  return said(told, { refusals, reasons, language: document.documentElement.lang });
}

speech.say = inWords;

// Notices that are shown already, as the server says them.
for (const shown of globalThis.document?.querySelectorAll(".happening .text") ?? []) {
  shown.textContent = inWords({ reason: "notice", message: shown.textContent });
}
