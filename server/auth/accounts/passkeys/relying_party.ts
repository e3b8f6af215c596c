/**
 * Which host passkeys are for, and on which pages they count.
 *
 * @module
 */
import { AuthError } from "../../auth_error.ts";
import type { Origins, Peer } from "../../origins.ts";
import { parseAddress } from "../../origins/address.ts";

/** What passkeys are for. */
export interface RelyingParty {
  readonly host: string;
  /** Where its pages are. */
  readonly origins: readonly string[];
}

/**
 * What somebody's passkeys are for who asks: the host by which the server is found, or by which they came.
 *
 * @throws {AuthError} If there can be none for it.
 */
export function relyingPartyOf(edge: Origins, request: Request, peer?: Peer): RelyingParty {
  const { hostname, host } = edge.ownUrl(request, peer);
  if (parseAddress(hostname) !== undefined) {
    throw AuthError.forbidden(
      "use passkeys",
      "they are for a name, and this address is a number; open the server by its name",
    );
  }
  // Browsers have passkeys on secure pages alone; whether a proxy brings those we need not know.
  const isLocal = /(^|\.)localhost$/.test(hostname);
  const origins = [`https://${host}`, ...(isLocal ? [`http://${host}`] : [])];
  return { host: hostname, origins };
}
