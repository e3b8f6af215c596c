/**
 * What requests and answers hold, as JSON Schema.
 *
 * @module
 */
import { LIMITS } from "../../../protocol.ts";
import { PROFILE_LIMITS } from "../../../protocol/name/profile_limits.ts";

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

export const TEXT = { type: "string" } as const;
export const NUMBER = { type: "integer", minimum: 0 } as const;
export const YES = { type: "boolean" } as const;
/** Milliseconds since 1970. */
const TIME = { type: "integer", description: "Milliseconds since 1970" } as const;

/** An object; a field whose name ends in `?` may be left out. */
export function object(fields: Readonly<Record<string, Schema>>): Schema {
  const plain = (name: string) => name.replace("?", "");
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(fields).map(([name, one]) => [plain(name), one])),
    required: Object.keys(fields).filter((name) => !name.endsWith("?")),
  };
}

export function list(items: Schema): Schema {
  return { type: "array", items };
}

/** What may be taken away, too. */
export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: "null" }] };
}

/** One of the schemas below, by name. */
export function ref(name: keyof typeof SCHEMAS): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

const NUMBERED = { room: TEXT, seq: { type: "integer", minimum: 1 }, at: TIME };
const OF = { of: { type: "integer", minimum: 1 }, from: TEXT };
const entry = (type: string, fields: Readonly<Record<string, Schema>>) =>
  object({ type: { const: type }, ...NUMBERED, ...fields });

const SETTINGS = {
  ...{ "name?": TEXT, "access?": { enum: ["listed", "hidden"] }, "slow?": NUMBER },
  ...{ "announce?": YES, "archived?": YES },
};

/** What is said in a sealed room, in the place of a text. */
export const SEALED = { ...TEXT, maxLength: LIMITS.sealed, description: "Sealed, in base64url" };

export const SCHEMAS = {
  Error: object({
    error: { ...TEXT, description: "Why, for programs" },
    message: { ...TEXT, description: "Why, for people" },
    "code?": {
      ...TEXT,
      description: "Which sentence `message` is, for clients in other languages",
    },
    "params?": { type: "object", description: "What stands in it, by name" },
    "reason?": { ...TEXT, description: "Why a command was refused, as on a socket" },
    "retry?": { ...NUMBER, description: "Milliseconds to wait before trying again" },
  }),
  Message: entry("said", {
    ...{ id: TEXT, from: TEXT, text: { ...TEXT, maxLength: LIMITS.text } },
    "sealed?": SEALED,
    "files?": list({ $ref: "#/components/schemas/File" }),
    ...{ "reply?": NUMBER, "edited?": TIME, "deleted?": YES, "blocked?": YES, "bot?": YES },
    "reactions?": { type: "object", additionalProperties: list(TEXT) },
  }),
  Edited: entry("edited", { ...OF, text: TEXT, "sealed?": SEALED, "blocked?": YES }),
  Entry: {
    oneOf: [
      { $ref: "#/components/schemas/Message" },
      { $ref: "#/components/schemas/Edited" },
      entry("deleted", OF),
      entry("reacted", { ...OF, emoji: TEXT, on: YES, "blocked?": YES }),
      entry("topic", { from: TEXT, text: TEXT, "sealed?": SEALED }),
      entry("notice", { text: TEXT }),
    ],
  },
  File: object({
    ...{ id: TEXT, url: TEXT, name: TEXT, type: TEXT, size: NUMBER },
    ...{ "width?": NUMBER, "height?": NUMBER, "duration?": { type: "number" } },
    "alt?": { ...TEXT, maxLength: LIMITS.alt },
    "preview?": object({ url: TEXT, width: NUMBER, height: NUMBER }),
  }),
  FileRef: object({ id: TEXT, "name?": TEXT, "alt?": TEXT, "preview?": TEXT }),
  ListedFile: {
    allOf: [{ $ref: "#/components/schemas/File" }, object({ seq: NUMBER, from: TEXT, at: TIME })],
  },
  Stored: object({ stored: object({ room: TEXT, seq: NUMBER }) }),
  Room: object({
    ...{ room: TEXT, head: NUMBER, count: NUMBER, topic: TEXT },
    ...{ read: NUMBER, unread: NUMBER, mentions: NUMBER, "mentioned?": list(NUMBER) },
    ...{ "joined?": YES, "back?": NUMBER },
    ...SETTINGS,
  }),
  RoomSettings: object({ room: TEXT, topic: TEXT, ...SETTINGS }),
  Sanction: object({
    ...{ name: TEXT, "until?": TIME, "address?": YES, "by?": TEXT, "reason?": TEXT },
  }),
  Report: object({
    ...{ id: TEXT, at: TIME, by: TEXT, room: TEXT, reason: TEXT },
    message: object({
      ...{ seq: NUMBER, at: TIME, from: TEXT, text: TEXT, files: list(TEXT), "sealed?": YES },
    }),
    "closed?": object({ at: TIME, by: TEXT, outcome: { enum: ["resolved", "dismissed"] } }),
  }),
  Status: object({
    ...{ "state?": { enum: ["away", "dnd"] }, "until?": TIME },
    "text?": { ...TEXT, maxLength: PROFILE_LIMITS.status },
  }),
  Person: object({
    ...{ name: TEXT, "display?": { ...TEXT, maxLength: PROFILE_LIMITS.display } },
    ...{ "picture?": TEXT, "zone?": TEXT, "status?": { $ref: "#/components/schemas/Status" } },
    ...{ "guest?": YES, "bot?": YES, "here?": YES, "blocked?": YES },
    "role?": { enum: ["moderator", "owner", "administrator"] },
  }),
  SignedIn: object({ name: TEXT, guest: YES, token: TEXT }),
  Session: object({
    ...{ id: TEXT, made: TIME, seen: TIME, expires: TIME },
    ...{ program: TEXT, address: TEXT, current: YES, "push?": YES },
  }),
  Passkey: object({
    ...{ id: TEXT, name: TEXT, made: TIME, "used?": TIME, host: TEXT, synced: YES },
  }),
  Hook: object({ id: TEXT, name: TEXT, by: TEXT, made: TIME, calls: YES }),
  Bot: object({
    ...{ id: TEXT, name: TEXT, made: TIME, "url?": TEXT },
    "failure?": object({ at: TIME, why: TEXT }),
  }),
  Invite: object({
    ...{ id: TEXT, expires: TIME, left: NUMBER, "by?": TEXT, "made?": TIME, "room?": TEXT },
  }),
  Audit: object({
    ...{ id: TEXT, at: TIME, what: TEXT, "by?": TEXT, "about?": TEXT },
    ...{ "room?": TEXT, "address?": TEXT, "ends?": TIME, "reason?": TEXT },
  }),
};
