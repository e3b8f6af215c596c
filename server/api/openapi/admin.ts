/**
 * What each route below `/api/admin/` takes and answers. They are for administrators only.
 *
 * @module
 */
import { DONE, type Operation } from "./operation.ts";
import { list, NUMBER, object, ref, TEXT, YES } from "./schemas.ts";

const PAGE = {
  q: TEXT,
  after: TEXT,
  limit: { type: "integer", minimum: 1, maximum: 200 },
} as const;
const SUSPENSION = object({ at: NUMBER, by: TEXT, reason: TEXT, "until?": NUMBER });
const PERSON = object({
  ...{ name: TEXT, "id?": TEXT, "owner?": TEXT, "made?": NUMBER, "admin?": YES, here: YES },
  ...{
    "guest?": YES,
    "bot?": YES,
    "suspended?": SUSPENSION,
    "waits?": { type: "object" },
    "url?": TEXT,
  },
});

const ACCESS = { enum: ["open", "listed", "hidden"] } as const;
const ROOM = object({
  ...{ key: TEXT, room: TEXT, topic: TEXT, messages: NUMBER, people: NUMBER, access: ACCESS },
  ...{ "owner?": { type: ["string", "null"] }, bans: NUMBER, mutes: NUMBER, files: NUMBER },
  ...{ texts: NUMBER, "sampled?": YES },
});
const CLOSED = object({ key: TEXT, room: TEXT, messages: NUMBER, until: NUMBER });
const KIND = { enum: ["ban", "mute"] } as const;
const BAN = object({
  ...{ kind: KIND, name: TEXT, "guest?": YES, "key?": TEXT, "room?": TEXT, addresses: NUMBER },
  ...{ "until?": NUMBER, "at?": NUMBER, "by?": TEXT, "reason?": TEXT },
});
/** Something that is being deleted, or was. */
export const REMOVAL = object({
  ...{ id: TEXT, name: TEXT, since: NUMBER, at: NUMBER, deleted: NUMBER, by: TEXT, done: YES },
  ...{ "room?": TEXT, "also?": list(TEXT) },
});
const INVITERS = { enum: ["accounts", "administrators"] } as const;
const MAKERS = { enum: ["everybody", "accounts", "administrators"] } as const;

export const ADMIN_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /api/admin/people": {
    summary: "Lists accounts, bots, all or the guests who are here, or sign-ups that wait",
    query: { kind: { enum: ["accounts", "here", "bots", "guests", "waiting"] }, ...PAGE },
    answers: { 200: object({ people: list(PERSON), "next?": TEXT }) },
  },
  "DELETE /api/admin/people/:name": {
    summary: "Deletes an account",
    body: object({ messages: { enum: ["keep", "delete"] } }),
    answers: DONE,
  },
  "PUT /api/admin/people/:name/role": {
    summary: "Makes somebody an administrator, or ends that",
    body: object({ role: { enum: ["administrator", "member"] } }),
    answers: DONE,
  },
  "PUT /api/admin/people/:name/suspension": {
    summary: "Suspends somebody, for a time or until that is ended",
    body: object({ reason: TEXT, "ms?": NUMBER }),
    answers: { 200: object({ name: TEXT, suspended: SUSPENSION }) },
  },
  "DELETE /api/admin/people/:name/suspension": { summary: "Ends a suspension", answers: DONE },
  "PUT /api/admin/people/:name/sign-up": {
    summary: "Approves a sign-up that waits, or refuses it",
    body: object({ decision: { enum: ["approve", "refuse"] }, "reason?": TEXT }),
    answers: DONE,
  },
  "DELETE /api/admin/people/:name/bots/:id": { summary: "Deletes a bot", answers: DONE },
  "GET /api/admin/people/:name/sessions": {
    summary: "Lists the sessions of a person",
    answers: { 200: object({ sessions: list(ref("Session")) }) },
  },
  "DELETE /api/admin/people/:name/sessions": {
    summary: "Ends all sessions of a person, but the one that asks",
    answers: DONE,
  },
  "DELETE /api/admin/people/:name/sessions/:id": {
    summary: "Ends a session of a person",
    answers: DONE,
  },
  "POST /api/admin/people/:name/reset": {
    summary: "Makes a link that sets a new password for somebody, once",
    answers: { 201: object({ url: TEXT, "network?": TEXT, expires: NUMBER }) },
  },
  "GET /api/admin/people/:name/messages": {
    summary: "Counts what somebody said in rooms in the last hours, and shows the newest",
    query: { hours: NUMBER },
    answers: { 200: object({ count: NUMBER, more: YES, messages: list({ type: "object" }) }) },
  },
  "DELETE /api/admin/people/:name/messages": {
    summary: "Begins to delete all that somebody said in the last hours, in all rooms",
    body: object({ "hours?": NUMBER }),
    answers: { 202: object({ id: TEXT }) },
  },
  "GET /api/admin/removals": {
    summary: "Lists what is being deleted, and what was",
    answers: { 200: object({ removals: list(REMOVAL) }) },
  },
  "GET /api/admin/rooms": {
    summary: "Lists rooms with their size, access and owner, those with most people or bytes first",
    query: { sort: { enum: ["people", "size"] }, ...PAGE },
    answers: { 200: object({ rooms: list(ROOM), "next?": TEXT, "uncounted?": YES }) },
  },
  "PATCH /api/admin/rooms/:room": {
    summary: "Changes the access or the owner of the room of a key",
    body: object({ "access?": ACCESS, "owner?": TEXT }),
    answers: DONE,
  },
  "DELETE /api/admin/rooms/:room": {
    summary: "Closes the room of a key, which can be opened again until a time",
    answers: { 200: object({ until: NUMBER }) },
  },
  "GET /api/admin/closed-rooms": {
    summary: "Lists rooms that can be opened again",
    answers: { 200: object({ rooms: list(CLOSED) }) },
  },
  "DELETE /api/admin/closed-rooms/:room": {
    summary: "Opens a room again that an administrator closed",
    answers: DONE,
  },
  "DELETE /api/admin/closed-rooms/:room/log": {
    summary: "Deletes a room for good that an administrator closed",
    answers: DONE,
  },
  "GET /api/admin/bans": {
    summary: "Lists who is banned or muted, on the server and in rooms",
    query: PAGE,
    answers: { 200: object({ bans: list(BAN), "next?": TEXT }) },
  },
  "POST /api/admin/bans": {
    summary: "Bans somebody from the server, or bans or mutes them in the room of a key",
    body: object({
      ...{ name: TEXT, reason: TEXT, "kind?": KIND, "room?": TEXT, "ms?": NUMBER, "address?": YES },
    }),
    answers: DONE,
  },
  "DELETE /api/admin/bans/:name": {
    summary: "Lifts a ban or a mute",
    query: { kind: KIND, room: TEXT },
    answers: DONE,
  },
  "GET /api/admin/health": {
    summary: "Tells whether the server is well",
    answers: {
      200: object({
        ...{ server: TEXT, deno: TEXT, since: NUMBER, now: NUMBER, people: NUMBER },
        ...{ sockets: NUMBER, rooms: NUMBER, memory: NUMBER },
        store: object({ ms: { type: "number" }, "trouble?": TEXT }),
        disk: object({ "free?": NUMBER }),
      }),
    },
  },
  "GET /api/admin/storage": {
    summary: "Tells what files take, of whom, and in which rooms most was said",
    answers: {
      200: object({
        ...{ files: object({ bytes: NUMBER, "most?": NUMBER }), more: YES },
        people: list(object({ name: { type: ["string", "null"] }, bytes: NUMBER })),
        rooms: list(object({ key: TEXT, room: TEXT, messages: NUMBER })),
        disk: object({ "free?": NUMBER }),
      }),
    },
  },
  "GET /api/admin/settings": {
    summary: "Reads what is set by no flag, and the flags that say who may come in",
    answers: {
      200: object({
        ...{ rooms: MAKERS, inviters: INVITERS, "title?": TEXT, "welcome?": TEXT },
        startRooms: list(TEXT),
        flags: { type: "object" },
      }),
    },
  },
  "PATCH /api/admin/settings": {
    summary: "Changes who may make rooms and invite, what the server is called, and what it says",
    body: object({
      ...{ "rooms?": MAKERS, "inviters?": INVITERS, "title?": TEXT, "welcome?": TEXT },
      "startRooms?": list(TEXT),
    }),
    answers: DONE,
  },
};
