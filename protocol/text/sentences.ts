/**
 * What the server says to people, by codes, so that clients can say it in other languages. A sentence is
 * written where it is said; its code and parameters are found by its words, and a test holds each
 * sentence of the server against this table.
 *
 * @module
 */
import type { Coded } from "../command_types.ts";

/**
 * Sentences by code, behind "Cannot …:" where that comes first. `{name}` stands for a parameter. One
 * whose name ends in `ms` is a length of time, which is told in milliseconds.
 */
export const SENTENCES = {
  // Rooms, and who may do what in them
  "no-room": "no room {room}",
  "room-gone": "there is none of this key",
  "join-first": "join it first",
  "by-invitation": "{room} is by invitation only",
  "banned-for": "you are banned from {room} for {ms}",
  "banned-from": "you are banned from {room}",
  "banned": "you are banned",
  "muted-for": "you are muted in {room} for {ms}",
  "muted-in": "you are muted in {room}",
  "archived": "{room} is archived, nothing more is said there",
  "announce": "in {room} only moderators can write",
  "moderators-only": "in {room} only its moderators may",
  "only-moderators": "in {room} only moderators may",
  "owner-only": "in {room} only its owner may",
  "direct-belongs": "a direct room belongs to all its people",
  "all-blocked": "you have blocked everybody else here; unblock somebody first",
  "only-recipient": "you are the only recipient",
  "unknown-people": "not everyone in {room} is known here",
  "lobby-open": "the lobby is always open to everybody",
  "lobby-stays": "the lobby stays open",
  "lobby-nobodys": "the lobby belongs to nobody",
  "room-name-taken": "another room is called {name}",
  "room-name-taken-now": "another room is called {name} now",
  "room-looks-like": "its name looks like that of {other}",
  "rooms-accounts": "here only who has an account may",
  "rooms-administrators": "here only administrators may",
  "server-rooms-full":
    "this server has {most} rooms, which is the limit; somebody has to close one first",
  "own-rooms-full": "you own {most}, which is the limit; close one of them first",
  "direct-rooms-full": "you have created {most} direct rooms, which is the limit",
  "sealed-no-hooks": "a private room takes no hooks and invitations, it is entered by its link",
  "sealed-no-rename": "the name of a private room comes from its link; set a topic instead",
  // Moderation
  "is-banned": "{name} is banned",
  "same-rights": "{name} has the same rights here as you",
  "may-as-much": "{name} may do as much here as you",
  "not-invited": "{name} is not invited",
  "not-moderator": "{name} is none",
  "not-banned": "{name} is not banned",
  "not-muted": "{name} is not muted",
  "not-here": "{name} is not here, so their address is not known",
  "nobody-called": "nobody is called {name}",
  "server-ban-administrators": "only administrators may ban from the whole server",
  "is-administrator": "{name} is an administrator",
  "no-reports": "this server takes no reports",
  "reported-enough":
    "you have reported {count}, which is the most; write to an administrator, or try again tomorrow",
  "reports-wait":
    "{count} wait already, which is the most; write to an administrator, or try again tomorrow",
  "no-report": "none of this id waits here",
  "too-much-deleted": "too much is being deleted, try again when some of it is done",
  "still-deleting": "what you asked for before is still being deleted, try again when it is done",
  "too-many-lists": "too many lists are being made, try again in a moment",
  "still-listing":
    "the list that you asked for before is still being made, try again when it is done",
  "own-name": "this is your own name",
  "blocks-full": "you have blocked {most} people, which is the limit; unblock somebody first",
  "not-blocked": "you have not blocked {name}",
  "levels-full": "you have chosen this for as many rooms as you may; undo it in another",
  // Messages
  "pins-full": "as many messages are pinned here as there may be; unpin one first",
  "search-date": "{operator}: takes a date such as 2026-11-30, received {what}",
  "slow-mode": "slow mode lets you say one message in {eachms} here, the next in {ms}",
  "no-message": "there is no such message",
  "no-upload": "you have no such upload, or it is part of another message",
  "not-yours": "it is somebody else's",
  "reactions-full": "it has all the reactions that it can have",
  "text-missing": "a message without files must have a text",
  "file-words-long": "the names and descriptions of its files are too long together, shorten some",
  "searches": "too many searches are running, try again later",
  "store-busy": "too many messages wait for the store, try again",
  "store-away": "nothing was stored, try again with the same id",
  "bug": "the server has an internal error, and has logged it",
  "slow-down": "you send too fast, slow down",
  "moderators-full": "a room has at most {most} moderators",
  "invited-full": "a room has at most {most} invited",
  "mutes-full": "a room has at most {most} mutes",
  "bans-full": "a room has at most {most} bans",
  // Limits
  "network-busy": "too much is sent from your network at the moment, try again in a while",
  "too-many-requests": "too many requests at once, try again later",
  "server-full": "the server is full",
  "address-connections": "your address has too many connections",
  "connections": "you have too many connections",
  "downloads": "too many files are being read, try again",
  "attempts": "too many attempts failed, try again later",
  "claims": "too many names were claimed from your address, try again later",
  "passwords": "too many passwords are being checked, try again later",
  "stopping": "the server stops",
  "not-started": "the server could not start",
  // Signing in
  "wrong-name-or-password": "wrong name or password",
  "wrong-password": "wrong password",
  "password-needed": "{name} is claimed, its password is needed",
  "no-guests": "this server does not admit guests",
  "name-in-use": "{name} is in use",
  "name-using": "somebody is using {name} now",
  "name-claimed": "somebody has claimed {name}",
  "name-was-claimed": "{name} was claimed",
  "name-similar-claimed": "somebody has claimed {name}, or a name that looks like it",
  "name-somebody-elses": "{name} is somebody else's",
  "name-shown": "somebody's display name looks like {name}",
  "name-reserved": "{name} is reserved, or looks like what is",
  "display-taken": "{name} is somebody else's name, or looks like it; choose another",
  "passphrase-needed": "this server has a passphrase",
  "wrong-passphrase": "wrong passphrase",
  "suspended-until": "your account is suspended until {until}: {reason}",
  "suspended": "your account is suspended: {reason}",
  "sign-up-refused": "your sign-up was refused: {reason}",
  "sign-up-waits": "your account waits for an administrator to approve it",
  "sign-ups-full": "too many sign-ups wait for approval, try again later",
  "sign-up-closed": "nobody may",
  "bad-invitation": "invalid or expired invitation",
  "invitation-needed": "an invitation is required",
  "invitation-for-account": "it is for making an account, not for a room",
  "code-wrong": "it is wrong, already used, or replaced by a newer one",
  "link-wrong": "it is wrong, expired, already used, or replaced by a newer one; ask for another",
  "passkey-too": "this account needs a passkey, too; where there is none, a sign-in code",
  "code-for-account": "it works only for the account that --admin names",
  "another-password": "the account has another password",
  "no-device": "none of yours has this session",
  "session-ended": "your session has ended",
  "sign-in-first": "sign in first",
  "token-invalid": "the token is invalid or expired",
  "no-account": "you have no account",
  "password-short": "must have {least} characters or more",
  "password-long": "must have at most {most} bytes",
  "renames-full": "you have changed your name {times} times in a day, which is the limit",
  "names-full": "you have had {most} names, which is the limit; choose one of those: {names}",
  "only-guests-rename": "only guests may; an account keeps its name, and may be shown by another",
  "waits-by-name": "your account waits for approval under this name",
  // An account
  "account-changed": "the account was changed meanwhile, try again",
  "account-changed-meantime": "the account was changed in the meantime, try again",
  "account-gone": "the account is gone",
  "only-administrator": "this is the only administrator; make somebody else one first",
  "no-session": "no session of yours has this id",
  "bots-full": "you have {most}, delete one first",
  "no-bots-of-guests": "guests have none, claim your name first",
  "bot-name-taken": "somebody has {name} now",
  "hooks-full": "the room has {most}, delete one first",
  "hook-name-taken": "somebody has {name}, or a name that looks like it",
  "hook-gone": "it was deleted, or there never was one",
  "no-hook": "the room has none of this id",
  "none-of-id": "you have none of this id",
  "invitations-full": "you have {most} invitations, revoke one first",
  "invite-accounts": "only people with an account may",
  "invite-administrators": "only administrators may",
  "data-busy": "it is being sent to you already",
  "data-others": "others are taking theirs, try again later",
  "passkeys-full": "an account has at most {most}",
  "passkey-last": "it is your only way in, set a password first",
  "passkey-second": "your password alone is not enough, as you said; change that first",
  "passkey-first": "there is none, add one first",
  "passkey-known": "this passkey is not accepted: it is known here already",
  "passkey-used": "this passkey is not accepted: this was done already, try again",
  "passkey-changed": "this passkey is not accepted: the account was changed meanwhile, try again",
  "passkey-refused": "this passkey is not accepted: {why}",
  "passkey-copied": "the passkey {passkey} may have been copied; remove it, and add another",
  "passkey-address":
    "they are for a name, and this address is a number; open the server by its name",
  "picture-size": "it must be PNG, JPEG or WebP, at most {side} × {other} pixels and {size} KiB",
  "picture-none": "you have uploaded none of this id",
  "picture-gone": "you have uploaded none of this id, or a message has it",
  "devices-full": "{most} people are notified already",
  "device-ended": "its browser has ended that; turn it on again",
  "no-person": "there is no {name} now",
  // Files
  "file-gone": "there is none here, or not for you",
  "uploads-busy": "too many are being uploaded, try again later",
  "guests-no-files": "guests may not upload files here, make an account first",
  "file-too-large": "it has more than {size}, which is the most here",
  "folder-not-given": "it is in a folder that the server was not given",
  "upload-pieces": "it came in too many small pieces",
  "upload-cut": "it broke off",
  "upload-slow": "it came too slowly, try again",
  "disk-full": "the server's disk is full; ask its operator to make room",
  "disk-nearly-full": "the server's disk is nearly full; ask its operator to make room",
  "not-stored": "it could not be stored, try again later",
  "your-files-full": "your files may have {size} together; delete messages with files first",
  "server-files-full": "the server keeps {size} of files at most; ask its operator for more",
  // Administration
  "no-account-called": "no account is called {name}",
  "no-account-of-name": "nobody has an account of this name",
  "program-has-no-password": "a {program} has no password of this name",
  "not-suspended": "{name} is not suspended",
  "does-not-wait": "{name} does not wait for it",
  "has-none-of-id": "{name} has none of this id",
  "administrator-flag": "this server was started with --admin, which names the only administrator",
  "suspended-or-waits": "{name} is suspended, or not approved yet",
  "end-administrator": "{name} is an administrator, end that first",
  "administrator-reset":
    "an administrator's is reset by whoever runs the server, with deno task admin reset {name}",
  "room-not-open": "{room} is not open to everybody",
  "by-flag": "the server was started with --{flag}, which wins",
  // Notices in a room
  "notice-invited": "{name} was invited by {by}",
  "notice-uninvited": "{name} was uninvited by {by}",
  "notice-kicked": "{name} was kicked by {by}",
  "notice-muted-for": "{name} was muted by {by} for {ms}",
  "notice-unmuted": "{name} was unmuted by {by}",
  "notice-banned-for": "{name} was banned by {by} for {ms}",
  "notice-banned": "{name} was banned by {by}",
  "notice-unbanned": "{name} was unbanned by {by}",
  "notice-many-kicked": "{count} people were kicked by {by}: {names}",
  "notice-many-banned-for": "{count} people were banned by {by} for {ms}: {names}",
  "notice-many-banned": "{count} people were banned by {by}: {names}",
  "notice-many-unbanned": "{count} people were unbanned by {by}: {names}",
  "notice-moderator": "{name} was made a moderator by {by}",
  "notice-moderator-ended": "{name} is no longer a moderator, by decision of {by}",
  "notice-open": "The room was opened to everybody by {by}",
  "notice-listed": "The room was made invitation-only by {by}",
  "notice-hidden": "The room was hidden by {by}: only people who are invited can see it",
  "notice-slow-ended": "Slow mode was ended by {by}",
  "notice-slow": "Slow mode was set by {by}: one message of each person in {ms}",
  "notice-announce": "The room was made announcement-only by {by}: only moderators can write here",
  "notice-announce-ended": "Everybody may say something here again, by decision of {by}",
  "notice-renamed": "The room was renamed to {name} by {by}",
  "notice-archived": "The room was archived by {by}: nothing more is said here",
  "notice-unarchived": "The room was taken out of the archive by {by}",
  "notice-pinned": "Message #{of} was pinned by {by}",
  "notice-unpinned": "Message #{of} was unpinned by {by}",
  "notice-closed": "The room was closed by {by}",
  "notice-admitted": "{name} came in by an invitation link of {by}",
  "notice-unreadable": "An entry that was here can't be read",
  // What somebody is told of their account
  "reset-made":
    "{by} made a link that sets a new password for your account. It is good for {ms}; if you did " +
    "not ask for it, change your password, which ends it",
} as const;

/** The code of a sentence. */
export type Code = keyof typeof SENTENCES;

const UNITS_MS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

const EXACT: ReadonlyMap<string, string> = new Map(
  Object.entries(SENTENCES).map(([code, sentence]) => [sentence, code]),
);
/** Made when they are first needed: a start would wait for them. */
let patterns: readonly { readonly code: string; readonly pattern: RegExp }[] | undefined;

/** The code and parameters of a sentence; nothing, where it has none. */
export function coded(message: string): Coded {
  const why = message.replace(/^Cannot [^:]*: /, "");
  const code = EXACT.get(why);
  if (code !== undefined) return { code };
  for (const { code, pattern } of patterns ??= makePatterns()) {
    const found = pattern.exec(why)?.groups;
    if (found === undefined) continue;
    const params = Object.entries(found).map(([name, text]) => [name, valueOf(name, text)]);
    return { code, params: Object.fromEntries(params) };
  }
  return {};
}

/** The longest first: what it says is most of what it matches. */
function makePatterns() {
  return Object.entries(SENTENCES).filter(([, sentence]) => sentence.includes("{"))
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([code, sentence]) => ({ code, pattern: patternOf(sentence) }));
}

function patternOf(sentence: string) {
  const parts = sentence.split(/\{(\w+)\}/).map((part, i) =>
    i % 2 === 0
      ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
      : `(?<${part}>${part.endsWith("ms") ? "(?:an|\\d+) \\w+" : ".+?"})`
  );
  return new RegExp(`^${parts.join("")}$`, "su");
}

function valueOf(name: string, text: string) {
  if (!name.endsWith("ms")) return text;
  const [count = "", unit = ""] = text.split(" ");
  return (count === "an" ? 1 : Number(count)) * (UNITS_MS[unit.replace(/s$/, "")] ?? 0);
}
