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
import type { Authenticator } from "./auth.ts";
import type { AuthService } from "./auth/service.ts";
import type { Routes } from "./http/routes.ts";

export function apiRoutes(
  auth: AuthService,
  authenticator: Authenticator,
  hub: Hub,
  now: () => number,
): Routes {
  return {
    ...sessionRoutes(auth, authenticator),
    ...accountRoutes(auth, authenticator),
    ...auditRoutes(auth, authenticator),
    ...blockRoutes(authenticator, hub, now),
  };
}
