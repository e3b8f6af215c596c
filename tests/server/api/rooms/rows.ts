/**
 * The routes by which moderators look after a room: what each answers in the table of `api_test.ts`, for
 * the lobby, which administrators alone moderate.
 *
 * @module
 */
import type { AdminRow } from "../admin/rows.ts";

export const MODERATOR_ROWS: Readonly<Record<string, AdminRow>> = {
  "PATCH /api/rooms/:room": { answer: "200", body: { slow: 1000 } },
  "GET /api/rooms/:room/moderation": { answer: "200" },
  "GET /api/rooms/:room/people": { answer: "200" },
  "POST /api/rooms/:room/people": {
    answer: "400 malformed",
    body: { action: "ban", names: [] },
  },
  "GET /api/rooms/:room/people/:name": { answer: "200" },
  "DELETE /api/rooms/:room/people/:name/messages": { answer: "400 malformed", body: { hours: 0 } },
  "GET /api/rooms/:room/removals": { answer: "200" },
  "GET /api/rooms/:room/reports": { answer: "200" },
  "POST /api/rooms/:room/reports/:id": {
    answer: "404 not-found",
    body: { outcome: "resolved" },
  },
};
