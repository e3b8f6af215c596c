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
  "GET /api/admin/people/:name/sessions": { answer: "404 not-found" },
  "DELETE /api/admin/people/:name/sessions": { answer: "404 not-found" },
  "DELETE /api/admin/people/:name/sessions/:id": { answer: "404 not-found" },
};
