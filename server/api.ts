/**
 * Everything that can be asked for under `/api/`.
 *
 * @module
 */
import { accountRoutes } from "./api/accounts.ts";
import { auditRoutes } from "./api/audit.ts";
import { sessionRoutes } from "./api/sessions.ts";
import type { Door } from "./door.ts";
import type { House } from "./door/house.ts";
import type { Routes } from "./http/routes.ts";

export function apiRoutes(house: House, door: Door): Routes {
  return {
    ...sessionRoutes(house, door),
    ...accountRoutes(house, door),
    ...auditRoutes(house, door),
  };
}
