/**
 * What each route takes and answers by which somebody finds what was said, and says what they have read.
 *
 * @module
 */
import { DONE, type Operation } from "./operation.ts";
import { list, NUMBER, object, ref, TEXT } from "./schemas.ts";

export const FINDING_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /api/search": {
    summary: "Finds messages that have all words, in all rooms of somebody, some rooms at a time",
    query: { q: TEXT, limit: { type: "integer", minimum: 1 }, cursor: TEXT },
    answers: { 200: object({ entries: list(ref("Message")), "cursor?": TEXT }) },
  },
  "PUT /api/rooms/:room/read": {
    summary: "Marks what was said as read up to a message, or as unread from one on",
    body: object({ "seq?": NUMBER, "unread?": NUMBER }),
    answers: DONE,
  },
  "GET /api/rooms/:room/pins": {
    summary: "Lists what is pinned in a room, the last one first",
    answers: { 200: object({ entries: list(ref("Message")) }) },
  },
  "PUT /api/rooms/:room/pins/:seq": {
    summary: "Pins a message, for a room's moderators, or both in a direct room",
    answers: DONE,
  },
  "DELETE /api/rooms/:room/pins/:seq": { summary: "Unpins a message, for them", answers: DONE },
};
