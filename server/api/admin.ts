/**
 * The routes under `/api/admin/`, for administrators only: a line for each, which names its handler.
 *
 * @module
 */
import { type AdminRoute, forAdmins } from "./admin/guard.ts";
import { endSessionOf, endSessionsOf, listSessionsOf } from "./admin/sessions.ts";

/** By their paths below `/api/admin/`. */
const ROUTES: readonly AdminRoute[] = [
  ["GET", "people/:name/sessions", listSessionsOf],
  ["DELETE", "people/:name/sessions", endSessionsOf],
  ["DELETE", "people/:name/sessions/:id", endSessionOf],
];

export const ADMIN_ROUTES = forAdmins(ROUTES);
