/**
 * What each route below `/api/admin/` takes and answers. They are for administrators only.
 *
 * @module
 */
import { DONE, type Operation } from "./operation.ts";
import { list, object, ref } from "./schemas.ts";

export const ADMIN_OPERATIONS: Readonly<Record<string, Operation>> = {
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
};
