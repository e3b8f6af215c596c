/**
 * Refuses requests from other sites' pages, and for host names that are not ours.
 *
 * @module
 */
import { AuthError } from "../auth_error.ts";
import type { Origins, Peer } from "../origins.ts";

/**
 * Only our own page may use the cookie of its visitor.
 *
 * @throws {AuthError} If a request is another page's.
 */
export function refuseForeignPage(edge: Origins, request: Request, peer: Peer | undefined): void {
  if (edge.allowsOrigin(request, peer)) return;
  const host = edge.hostOf(request, peer) || "no host";
  throw AuthError.foreignPage(
    `a page of ${request.headers.get("origin")} may not, as this request is for ` +
      `${host}. If that page is this server's own, the proxy in front has to forward Host (nginx: ` +
      "proxy_set_header Host $http_host), or --url has to name the page's address: see docs/proxies.md",
  );
}

/** @throws {AuthError} If a request is for a host that we are not, where we know our names. */
export function refuseForeignHost(edge: Origins, request: Request, peer: Peer | undefined): void {
  if (edge.allowsHost(request, peer)) return;
  throw AuthError.foreignHost(
    `this server is not called ${edge.hostOf(request, peer) || "nothing"}. If it ` +
      "is, start it with --host-name NAME, or with --url ADDRESS if that is its public address",
  );
}
