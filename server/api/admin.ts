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
import { listPeople } from "./admin/people/list.ts";
import { offerReset } from "./admin/people/resets.ts";
import {
  changeRoom,
  closeRoom,
  listClosedRooms,
  listRoomsForAdmins,
  purgeRoom,
  restoreRoom,
} from "./admin/rooms.ts";
import { changeServerSettings, readServerSettings } from "./admin/settings.ts";
import { ban, liftBan, listBans } from "./admin/bans.ts";
import { readHealth, readStorage } from "./admin/health.ts";
import { deleteMessages, listRemovals, previewMessages } from "./admin/people/messages.ts";
import { endSessionOf, endSessionsOf, listSessionsOf } from "./admin/people/sessions.ts";
import { closeAnyReport, listReports } from "./admin/reports.ts";

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
  ["GET", "people/:name/messages", previewMessages],
  ["DELETE", "people/:name/messages", deleteMessages],
  ["GET", "removals", listRemovals],
  ["GET", "rooms", listRoomsForAdmins],
  ["PATCH", "rooms/:room", changeRoom],
  ["DELETE", "rooms/:room", closeRoom],
  ["GET", "closed-rooms", listClosedRooms],
  ["DELETE", "closed-rooms/:room", restoreRoom],
  ["DELETE", "closed-rooms/:room/log", purgeRoom],
  ["GET", "bans", listBans],
  ["POST", "bans", ban],
  ["DELETE", "bans/:name", liftBan],
  ["GET", "health", readHealth],
  ["GET", "storage", readStorage],
  ["GET", "settings", readServerSettings],
  ["PATCH", "settings", changeServerSettings],
  ["GET", "reports", listReports],
  ["POST", "reports/:id", closeAnyReport],
];

export const ADMIN_ROUTES = forAdmins(ROUTES);
