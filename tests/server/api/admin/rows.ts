/**
 * The routes below `/api/admin/`: what each answers an administrator in the table of `api_test.ts`, where
 * nobody is called `unknown`. Everybody else is refused.
 *
 * @module
 */

/** A status with the reason of a refusal, and what is sent. */
export interface AdminRow {
  readonly answer: string;
  readonly body?: Record<string, unknown>;
}

export const ADMIN_ROWS: Readonly<Record<string, AdminRow>> = {
  "GET /api/admin/people": { answer: "200" },
  "DELETE /api/admin/people/:name": { answer: "404 not-found", body: { messages: "keep" } },
  "PUT /api/admin/people/:name/role": { answer: "404 not-found", body: { role: "member" } },
  "PUT /api/admin/people/:name/suspension": { answer: "404 not-found", body: { reason: "spam" } },
  "DELETE /api/admin/people/:name/suspension": { answer: "404 not-found" },
  "PUT /api/admin/people/:name/sign-up": {
    answer: "404 not-found",
    body: { decision: "approve" },
  },
  "DELETE /api/admin/people/:name/bots/:id": { answer: "404 not-found" },
  "GET /api/admin/people/:name/sessions": { answer: "404 not-found" },
  "DELETE /api/admin/people/:name/sessions": { answer: "404 not-found" },
  "DELETE /api/admin/people/:name/sessions/:id": { answer: "404 not-found" },
  "POST /api/admin/people/:name/reset": { answer: "404 not-found", body: {} },
  "GET /api/admin/people/:name/messages": { answer: "200" },
  "DELETE /api/admin/people/:name/messages": { answer: "400 malformed", body: { hours: 0 } },
  "GET /api/admin/removals": { answer: "200" },
  "GET /api/admin/rooms": { answer: "200" },
  "PATCH /api/admin/rooms/:room": { answer: "400 malformed", body: {} },
  "DELETE /api/admin/rooms/:room": { answer: "403 forbidden" },
  "GET /api/admin/closed-rooms": { answer: "200" },
  "DELETE /api/admin/closed-rooms/:room": { answer: "404 not-found" },
  "DELETE /api/admin/closed-rooms/:room/log": { answer: "404 not-found" },
  "GET /api/admin/bans": { answer: "200" },
  "POST /api/admin/bans": { answer: "400 malformed", body: { name: "x" } },
  "DELETE /api/admin/bans/:name": { answer: "404 not-found" },
  "GET /api/admin/health": { answer: "200" },
  "GET /api/admin/storage": { answer: "200" },
  "GET /api/admin/settings": { answer: "200" },
  "PATCH /api/admin/settings": { answer: "204", body: { rooms: "everybody" } },
  "GET /api/admin/reports": { answer: "200" },
  "POST /api/admin/reports/:id": { answer: "404 not-found", body: { outcome: "resolved" } },
};
