/**
 * The routes under `/api/admin/`, for administrators only: a line for each, which names its handler.
 *
 * @module
 */
import { type AdminRoute, forAdmins } from "./admin/guard.ts";
import {
  changeRole,
  decideSignUp,
  deleteBotOf,
  deletePerson,
  endSuspension,
  suspend,
} from "./admin/people.ts";
import { listPeople } from "./admin/people_list.ts";
import { offerReset } from "./admin/resets.ts";
import { endSessionOf, endSessionsOf, listSessionsOf } from "./admin/sessions.ts";

/** By their paths below `/api/admin/`. */
const ROUTES: readonly AdminRoute[] = [
  ["GET", "people", listPeople],
  ["DELETE", "people/:name", deletePerson],
  ["PUT", "people/:name/role", changeRole],
  ["PUT", "people/:name/suspension", suspend],
  ["DELETE", "people/:name/suspension", endSuspension],
  ["PUT", "people/:name/sign-up", decideSignUp],
  ["DELETE", "people/:name/bots/:id", deleteBotOf],
  ["GET", "people/:name/sessions", listSessionsOf],
  ["DELETE", "people/:name/sessions", endSessionsOf],
  ["DELETE", "people/:name/sessions/:id", endSessionOf],
  ["POST", "people/:name/reset", offerReset],
];

export const ADMIN_ROUTES = forAdmins(ROUTES);
