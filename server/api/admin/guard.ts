/**
 * Who may use the routes under `/api/admin/`: administrators, which is decided here for all of them.
 *
 * @module
 */
import type { Asker } from "../../auth.ts";
import { clientInfoOf } from "../../auth/client_info.ts";
import type { AuditNote } from "../../auth/audit.ts";
import type { Call, Handler, Method, Route } from "../../http/routes.ts";
import type { Api } from "../context.ts";

/** An administrator who asks, and what they ask with. */
export interface AdminCall extends Call {
  readonly admin: Asker;
}

/** Answers a call of an administrator. */
export type AdminHandler = (call: AdminCall, api: Api) => Promise<Response>;

/** A route in one line. Its path stands below `/api/admin/`. */
export type AdminRoute = readonly [method: Method, path: string, handler: AdminHandler];

/** Routes that answer nobody but administrators. Others are refused before anything is read or looked up. */
export function forAdmins(routes: readonly AdminRoute[]): Route<Api>[] {
  return routes.map(([method, path, handler]) => [method, `/api/admin/${path}`, guard(handler)]);
}

function guard(handler: AdminHandler): Handler<Api> {
  return async (call, api) => {
    const admin = await api.authenticator.expectAdmin(call);
    return await handler({ ...call, admin }, api);
  };
}

/** Records in the audit log what an administrator did. */
export function noteBy(
  { admin, request, peer }: AdminCall,
  { auth }: Api,
  note: Omit<AuditNote, "at" | "by" | "address">,
): void {
  const { address } = clientInfoOf(request, auth.edge, peer);
  auth.note({ ...note, by: admin.person.name, address });
}
