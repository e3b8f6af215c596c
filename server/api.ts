/**
 * Everything that can be asked for under `/api/`.
 *
 * @module
 */
import { accountRoutes } from "./api/accounts.ts";
import { auditRoutes } from "./api/audit.ts";
import { blockRoutes } from "./api/blocks.ts";
import { sessionRoutes } from "./api/sessions.ts";
import type { Hub } from "../hub.ts";
import type { Door } from "./door.ts";
import type { House } from "./door/house.ts";
import type { Routes } from "./http/routes.ts";

export function apiRoutes(house: House, door: Door, hub: Hub, now: () => number): Routes {
  return {
    ...sessionRoutes(house, door),
    ...accountRoutes(house, door),
    ...auditRoutes(house, door),
    ...blockRoutes(door, hub, now),
  };
}
