/**
 * What the routes of notifications take and answer.
 *
 * @module
 */
import { DONE, type Operation } from "./operation.ts";
import { list, NUMBER, object, orNull, TEXT, YES } from "./schemas.ts";

const MINUTE = { type: "integer", minimum: 0, maximum: 1439 } as const;
const DAY = { type: "integer", minimum: 0, maximum: 6 } as const;
const QUIET = object({ from: MINUTE, to: MINUTE, days: list(DAY), zone: TEXT });

export const PUSH_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /api/push": {
    summary: "Tells what a browser subscribes with, when it is quiet, and your devices",
    answers: {
      200: object({
        ...{ key: TEXT, texts: YES, "quiet?": QUIET },
        devices: list(object({
          ...{ id: TEXT, program: TEXT, made: NUMBER, seen: NUMBER, current: YES },
          "failure?": object({ at: NUMBER, why: TEXT }),
        })),
      }),
    },
  },
  "PUT /api/push": {
    summary: "Changes whether notifications show texts, and when it is quiet",
    body: object({ "texts?": YES, "quiet?": orNull(QUIET) }),
    answers: DONE,
  },
  "POST /api/push": {
    summary: "Has the device of this session notified, by its subscription",
    body: object({ endpoint: TEXT, keys: object({ p256dh: TEXT, auth: TEXT }) }),
    answers: DONE,
  },
  "DELETE /api/push": { summary: "Has this session's device notified no more", answers: DONE },
  "DELETE /api/push/devices/:id": {
    summary: "Has a session's device notified no more",
    answers: DONE,
  },
  "POST /api/push/test": { summary: "Sends this session's device a notification", answers: DONE },
};
