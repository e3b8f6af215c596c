/**
 * What each route takes and answers.
 *
 * @module
 */
import { LIMITS } from "../../../protocol.ts";
import { FINDING_OPERATIONS } from "./finding.ts";
import { MODERATION_OPERATIONS } from "./moderation.ts";
import { ADMIN_OPERATIONS } from "./admin.ts";
import { PASSKEY_OPERATIONS } from "./passkeys.ts";
import { PUSH_OPERATIONS } from "./push.ts";
import { DONE, type Operation } from "./operation.ts";
import { list, NUMBER, object, orNull, ref, SEALED, TEXT, YES } from "./schemas.ts";

const LIMIT = { limit: { type: "integer", minimum: 1, maximum: 200 } } as const;
const FILES = { ...list({ anyOf: [TEXT, ref("FileRef")] }), minItems: 1, maxItems: LIMITS.files };
/** One of the two. */
const WORDS = { "text?": TEXT, "sealed?": SEALED } as const;
const MESSAGE = { ...WORDS, "id?": TEXT, "reply?": NUMBER, "files?": FILES } as const;
const BYTES = { type: "string", format: "binary" } as const;
const FILE_TYPE = "application/octet-stream";
const PASSKEY = { type: "object" } as const;
const SIGN_IN = {
  ...{ "name?": TEXT, "password?": TEXT, "passkey?": PASSKEY },
  "passphrase?": TEXT,
} as const;
const ACCOUNT = {
  name: TEXT,
  "password?": TEXT,
  "passkey?": PASSKEY,
  "passkeyName?": TEXT,
  "invite?": TEXT,
  "claim?": TEXT,
} as const;
const PROFILE_CHANGE = object({
  ...{ "display?": orNull(TEXT), "picture?": orNull(TEXT), "zone?": orNull(TEXT) },
  "status?": orNull(ref("Status")),
});
const LAST_ID = { "last-event-id": { ...TEXT, maxLength: 512 } } as const;
const STREAM = {
  query: LAST_ID,
  contentType: "text/event-stream",
  answers: { 200: TEXT },
} as const;
/** What tools take for success. */
const OK = { contentType: "text/plain", answers: { 200: { const: "ok" } } } as const;

/** By method and path, as the routes have them. A test holds the two against each other. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /metrics": {
    summary: "Tells an administrator what is measured, in Prometheus' text format",
    contentType: "text/plain",
    answers: { 200: TEXT },
  },
  "GET /api/server": {
    summary: "Tells what the server is, and how one comes in",
    answers: {
      200: object({
        ...{
          title: TEXT,
          "welcome?": TEXT,
          signUp: { enum: ["open", "invite", "approve", "closed"] },
        },
        ...{ guests: YES, passphrase: YES },
      }),
    },
  },
  "GET /api/session": {
    summary: "Tells who you are",
    answers: {
      200: object({
        ...{ name: TEXT, guest: YES, admin: YES, "invites?": YES },
        "names?": list(TEXT),
        "network?": TEXT,
      }),
    },
  },
  "POST /api/session": {
    summary: "Signs in, by a passkey without a name; with a name alone as a guest",
    body: object(SIGN_IN),
    answers: { 201: ref("SignedIn") },
  },
  "DELETE /api/session": { summary: "Signs out", answers: DONE },
  "PUT /api/session/name": {
    summary: "Gives a guest another name",
    body: object({ name: TEXT }),
    answers: { 200: object({ name: TEXT, guest: YES }) },
  },
  "GET /api/sessions": {
    summary: "Lists your sessions",
    answers: { 200: object({ sessions: list(ref("Session")) }) },
  },
  "DELETE /api/sessions/:id": { summary: "Ends one of your sessions", answers: DONE },
  "POST /api/accounts": {
    summary: "Claims a name",
    body: object({ ...ACCOUNT, "passphrase?": TEXT }),
    answers: { 201: ref("SignedIn") },
  },
  "DELETE /api/account": {
    summary: "Deletes your account",
    body: object({
      "password?": TEXT,
      "passkey?": PASSKEY,
      messages: { enum: ["keep", "delete"] },
    }),
    answers: DONE,
  },
  "GET /api/account/data": {
    summary: "Sends what you said and uploaded, as a ZIP archive",
    contentType: "application/zip",
    answers: { 200: BYTES },
  },
  "PUT /api/account/password": {
    summary: "Changes your password",
    body: {
      anyOf: [
        object({ "password?": TEXT, "passkey?": PASSKEY, new: TEXT }),
        object({ reset: TEXT, new: TEXT }),
      ],
    },
    answers: DONE,
  },
  "PUT /api/account/profile": {
    summary: "Changes what is given of your profile; null takes it away",
    body: PROFILE_CHANGE,
    answers: { 200: ref("Person") },
  },
  "GET /api/people": {
    summary: "Tells of people, up to 100; or finds those who are called so whom you may know",
    query: { names: TEXT, q: TEXT, after: TEXT, ...LIMIT },
    answers: { 200: object({ people: list(ref("Person")), "next?": TEXT }) },
  },
  "GET /api/people/:name": {
    summary: "Tells of somebody, and what they are in a room, if one is named",
    query: { room: TEXT },
    answers: { 200: ref("Person") },
  },
  "GET /api/invites": {
    summary: "Lists your invitations; a room's, for its moderators; all, for administrators",
    query: { room: TEXT, after: TEXT, ...LIMIT },
    answers: { 200: object({ invites: list(ref("Invite")), more: YES }) },
  },
  "POST /api/invites": {
    summary: "Makes an invitation: to claim a name, for administrators; or into a room",
    body: object({ "uses?": NUMBER, "days?": NUMBER, "room?": TEXT }),
    answers: {
      201: {
        allOf: [ref("Invite"), object({ invite: TEXT, url: TEXT, "network?": TEXT })],
      },
    },
  },
  "DELETE /api/invites/:id": { summary: "Revokes an invitation", answers: DONE },
  "POST /api/resets/preview": {
    summary: "Tells whose password a link sets, and uses nothing up",
    body: object({ reset: TEXT }),
    answers: { 200: object({ name: TEXT, passkeys: NUMBER }) },
  },
  "POST /api/invites/preview": {
    summary: "Tells what an invitation is for, and uses nothing up",
    body: object({ invite: TEXT }),
    answers: { 200: object({ by: TEXT, expires: NUMBER, "room?": TEXT }) },
  },
  "POST /api/invites/use": {
    summary: "Lets you into the room that an invitation is for",
    body: object({ invite: TEXT }),
    answers: DONE,
  },
  "GET /api/audit": {
    summary: "Reads the audit log, for administrators",
    query: {
      ...{ before: TEXT, limit: { type: "integer", minimum: 1, maximum: 500 } },
      ...{ who: TEXT, what: TEXT, since: NUMBER },
    },
    answers: { 200: object({ entries: list(ref("Audit")), more: YES, "next?": TEXT }) },
  },
  "GET /api/blocks": {
    summary: "Lists whom you have blocked",
    answers: { 200: object({ blocks: list(object({ name: TEXT, at: NUMBER })) }) },
  },
  "POST /api/blocks": { summary: "Blocks somebody", body: object({ name: TEXT }), answers: DONE },
  "DELETE /api/blocks/:name": { summary: "Ends a block", answers: DONE },
  "GET /api/rooms": {
    summary: "Lists rooms",
    answers: { 200: object({ rooms: list(ref("Room")) }) },
  },
  "GET /api/rooms/:room/messages": {
    summary: "Reads what was said, before or after an entry, or from a time on",
    query: { before: NUMBER, after: NUMBER, at: TEXT, ...LIMIT },
    answers: { 200: object({ entries: list(ref("Entry")), more: YES }) },
  },
  "POST /api/rooms/:room/messages": {
    summary: "Says something, once for each id",
    body: object(MESSAGE),
    answers: { 200: ref("Stored"), 201: ref("Message"), 409: ref("Stored") },
  },
  "PATCH /api/rooms/:room/messages/:seq": {
    summary: "Edits a message",
    body: object(WORDS),
    answers: { 200: ref("Edited") },
  },
  "DELETE /api/rooms/:room/messages/:seq": { summary: "Deletes a message", answers: DONE },
  "PUT /api/rooms/:room/messages/:seq/reactions/:emoji": { summary: "Reacts", answers: DONE },
  "DELETE /api/rooms/:room/messages/:seq/reactions/:emoji": {
    summary: "Takes a reaction back",
    answers: DONE,
  },
  "GET /api/rooms/:room/search": {
    summary: "Finds messages that have all words",
    query: { q: TEXT, before: NUMBER, ...LIMIT },
    answers: { 200: object({ entries: list(ref("Message")), "before?": NUMBER }) },
  },
  "GET /api/rooms/:room/members": {
    summary: "Lists who is in a room",
    answers: { 200: object({ members: list(TEXT), count: NUMBER }) },
  },
  "GET /api/rooms/:room/files": {
    summary: "Lists a room's files, newest first",
    query: { before: NUMBER, ...LIMIT, q: TEXT },
    answers: {
      200: object({ files: list(ref("ListedFile")), more: YES, "next?": NUMBER }),
    },
  },
  "POST /api/files": {
    summary: "Uploads a file, which no message has yet",
    query: { name: TEXT },
    body: BYTES,
    bodyType: FILE_TYPE,
    answers: { 201: { allOf: [ref("File"), object({ "keeps?": { const: "location" } })] } },
  },
  "GET /files/:id/:file": {
    summary: "Reads a file, or a part of it",
    contentType: FILE_TYPE,
    answers: { 200: BYTES, 206: BYTES, 304: undefined, 416: undefined },
  },
  "GET /api/rooms/:room/events": { summary: "Streams a room's entries", ...STREAM },
  "GET /api/events": { summary: "Streams the entries of all your rooms", ...STREAM },
  "GET /api/rooms/:room/hooks": {
    summary: "Lists a room's hooks, for its moderators",
    answers: { 200: object({ hooks: list(ref("Hook")) }) },
  },
  "POST /api/rooms/:room/hooks": {
    summary: "Makes a hook. Its URL is told this once",
    body: object({ name: TEXT, "calls?": YES }),
    answers: { 201: { allOf: [ref("Hook"), object({ url: TEXT, "network?": TEXT })] } },
  },
  "DELETE /api/rooms/:room/hooks/:id": { summary: "Deletes a hook", answers: DONE },
  "POST /hooks/:secret": {
    summary:
      "Says what a tool sends: Slack's, Mattermost's or Discord's JSON, a form, or plain text",
    body: { type: "object" },
    ...OK,
  },
  "POST /hooks/:secret/github": {
    summary: "Says what happened at GitHub",
    body: { type: "object" },
    ...OK,
  },
  "POST /api/replies/:secret": {
    summary: "Says a bot's answer to a message, once",
    body: object({ text: TEXT }),
    ...OK,
  },
  "GET /api/bots": {
    summary: "Lists your bots",
    answers: { 200: object({ bots: list(ref("Bot")) }) },
  },
  "POST /api/bots": {
    summary: "Makes a bot. Its token and secret are told this once",
    body: object({ name: TEXT, "url?": TEXT }),
    answers: {
      201: { allOf: [ref("Bot"), object({ token: TEXT, "secret?": TEXT })] },
    },
  },
  "PATCH /api/bots/:id": {
    summary: "Gives a bot another URL, or none",
    body: object({ url: { type: ["string", "null"] } }),
    answers: { 200: { allOf: [ref("Bot"), object({ "secret?": TEXT })] } },
  },
  "DELETE /api/bots/:id": { summary: "Deletes a bot", answers: DONE },
  ...FINDING_OPERATIONS,
  ...MODERATION_OPERATIONS,
  ...ADMIN_OPERATIONS,
  ...PUSH_OPERATIONS,
  ...PASSKEY_OPERATIONS,
};
