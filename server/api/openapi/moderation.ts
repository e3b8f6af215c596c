/**
 * What each route takes and answers by which moderators look after a room.
 *
 * @module
 */
import { LIMITS } from "../../../protocol.ts";
import { DONE, type Operation } from "./operation.ts";
import { REMOVAL } from "./admin.ts";
import { list, NUMBER, object, ref, SEALED, TEXT, YES } from "./schemas.ts";

const PERSON = object({ name: TEXT, guest: YES, "came?": NUMBER, here: YES, said: NUMBER });
const OUTCOME = object({ outcome: { enum: ["resolved", "dismissed"] } });

export const MODERATION_OPERATIONS: Readonly<Record<string, Operation>> = {
  "PATCH /api/rooms/:room": {
    summary: "Changes how a room is set, for its moderators",
    body: object({
      ...{ "access?": { enum: ["open", "listed", "hidden"] }, "slow?": NUMBER, "announce?": YES },
      ...{ "name?": TEXT, "topic?": TEXT, "sealed?": SEALED, "archived?": YES },
    }),
    answers: { 200: ref("RoomSettings") },
  },
  "GET /api/rooms/:room/moderation": {
    summary: "Lists who moderates a room, is invited, muted and banned, for its moderators",
    answers: {
      200: object({
        ...{ "owner?": TEXT, moderators: list(TEXT), invited: list(TEXT), unnamed: NUMBER },
        ...{ mutes: list(ref("Sanction")), bans: list(ref("Sanction")), reports: NUMBER },
        guests: list(TEXT),
      }),
    },
  },
  "GET /api/rooms/:room/people": {
    summary:
      "Lists who is in a room, or said something there lately, the newcomers first, for its moderators",
    query: { hours: NUMBER },
    answers: { 200: object({ people: list(PERSON), more: YES }) },
  },
  "POST /api/rooms/:room/people": {
    summary: "Bans or removes several people at once, deletes what they said, or lifts their bans",
    body: object({
      ...{ action: { enum: ["ban", "unban", "kick", "delete"] }, names: list(TEXT) },
      ...{ "ms?": NUMBER, "address?": YES, "reason?": TEXT },
      "delete?": { oneOf: [NUMBER, { enum: ["all"] }] },
    }),
    answers: {
      200: object({
        ...{ done: list(TEXT), refused: list(object({ name: TEXT, message: TEXT })) },
        ...{ "removal?": TEXT, "notDeleted?": TEXT },
      }),
    },
  },
  "GET /api/rooms/:room/people/:name": {
    summary: "Tells what somebody is in a room, and what you may do about them, for its moderators",
    answers: {
      200: object({
        ...{ name: TEXT, "role?": { enum: ["moderator", "owner", "administrator"] } },
        ...{ "muted?": ref("Sanction"), "banned?": ref("Sanction"), "invited?": YES },
        may: list({ enum: ["mute", "kick", "ban", "moderator"] }),
      }),
    },
  },
  "DELETE /api/rooms/:room/people/:name/messages": {
    summary:
      "Begins to delete what somebody said in a room, in the last hours or ever, for its moderators",
    body: object({ "hours?": NUMBER }),
    answers: { 202: object({ id: TEXT }) },
  },
  "GET /api/rooms/:room/removals": {
    summary: "Lists what is being deleted in a room, and what was, for its moderators",
    answers: { 200: object({ removals: list(REMOVAL) }) },
  },
  "POST /api/rooms/:room/messages/:seq/report": {
    summary: "Reports a message to those who moderate the room",
    body: object({ "reason?": { ...TEXT, maxLength: LIMITS.reason } }),
    answers: DONE,
  },
  "GET /api/rooms/:room/reports": {
    summary: "Lists the reports that wait, for the room's moderators",
    answers: { 200: object({ reports: list(ref("Report")) }) },
  },
  "POST /api/rooms/:room/reports/:id": {
    summary: "Decides on a report, for the room's moderators",
    body: OUTCOME,
    answers: DONE,
  },
  "GET /api/admin/reports": {
    summary: "Lists the reports that wait in all rooms, or with all those decided on, too",
    query: { all: TEXT, before: TEXT, limit: { type: "integer", minimum: 1, maximum: 200 } },
    answers: { 200: object({ reports: list(ref("Report")), more: YES }) },
  },
  "POST /api/admin/reports/:id": {
    summary: "Decides on a report of any room",
    body: OUTCOME,
    answers: DONE,
  },
};
