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
  ...{ "suspended?": SUSPENSION, "waits?": { type: "object" }, "url?": TEXT },
});

export const ADMIN_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /api/admin/people": {
    summary: "Lists accounts, bots, guests who are here, or sign-ups that wait for approval",
    query: { kind: { enum: ["accounts", "bots", "guests", "waiting"] }, ...PAGE },
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
    answers: { 201: object({ url: TEXT, expires: NUMBER }) },
  },
};
