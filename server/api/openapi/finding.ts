/**
 * What each route takes and answers by which somebody finds what was said, and says what they have read.
 *
 * @module
 */
import { DONE, type Operation } from "./operation.ts";
import { NUMBER, object } from "./schemas.ts";

export const FINDING_OPERATIONS: Readonly<Record<string, Operation>> = {
  "PUT /api/rooms/:room/read": {
    summary: "Marks what was said as read up to a message, or as unread from one on",
    body: object({ "seq?": NUMBER, "unread?": NUMBER }),
    answers: DONE,
  },
};
