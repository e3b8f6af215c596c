/**
 * The routes under `/api/`: a line for each, which names its handler.
 *
 * @module
 */
import { changePassword, claimName, deleteAccount, invite } from "./api/accounts.ts";
import { readAudit } from "./api/audit.ts";
import { block, listBlocks, unblock } from "./api/blocks.ts";
import type { Api } from "./api/context.ts";
import { endSession, listSessions, signIn, signOut, whoAmI } from "./api/sessions.ts";
import type { Route } from "./http/routes.ts";

export const ROUTES: readonly Route<Api>[] = [
  ["GET", "/api/session", whoAmI],
  ["POST", "/api/session", signIn],
  ["DELETE", "/api/session", signOut],
  ["GET", "/api/sessions", listSessions],
  ["DELETE", "/api/sessions/:id", endSession],
  ["POST", "/api/accounts", claimName],
  ["DELETE", "/api/account", deleteAccount],
  ["PUT", "/api/account/password", changePassword],
  ["POST", "/api/invites", invite],
  ["GET", "/api/audit", readAudit],
  ["GET", "/api/blocks", listBlocks],
  ["POST", "/api/blocks", block],
  ["DELETE", "/api/blocks/:name", unblock],
];
