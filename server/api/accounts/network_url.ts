/**
 * Where others in the same network find a server that is asked by a name which only this machine has.
 *
 * @module
 */

/** What the runtime tells of this machine's addresses. */
export type Interfaces = readonly Pick<
  Deno.NetworkInterfaceInfo,
  "name" | "family" | "address"
>[];

/** Hosts that are all of this machine's addresses. */
const ANYWHERE: readonly string[] = ["::", "0.0.0.0"];
/** Names that every machine has for itself. */
const OWN_NAME = /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/;
/** Interfaces to containers and the like on this machine: nobody else is there. */
const INNER = /^(lo|docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun|wg|zt|tailscale)/i;
/** Addresses of networks at home, at work, and by a cable alone. */
const PRIVATE = /^(192\.168\.|10\.|172\.(1[6-9]|2\d|3[01])\.)/;
const LINK_LOCAL = /^169\.254\./;

/** This machine's addresses, if we may ask: on Deno Deploy, for one, there are none. */
export function ownInterfaces(): Interfaces {
  try {
    const { state } = Deno.permissions.querySync({ name: "sys", kind: "networkInterfaces" });
    return state === "granted" ? Deno.networkInterfaces() : [];
  } catch (error) {
    // A runtime that has no such permission, or no such addresses.
    if (error instanceof TypeError || error instanceof Deno.errors.NotSupported) return [];
    throw error;
  }
}

/** Where a server listens, and this machine's addresses. */
export interface OwnNetwork {
  /** Anywhere, unless it is said. */
  readonly host?: string | undefined;
  readonly interfaces?: () => Interfaces;
}

/**
 * The address of a page for others in the network; `undefined` where the page's own will do, or where
 * there is none. A certificate would not be for it, so there is none of a page by https.
 */
export function networkUrl(
  page: URL,
  { host = "::", interfaces = ownInterfaces }: OwnNetwork,
): URL | undefined {
  if (!ANYWHERE.includes(host)) return undefined;
  if (page.protocol !== "http:" || !OWN_NAME.test(page.hostname)) return undefined;
  const found = interfaces().filter(({ name, family, address }) =>
    family === "IPv4" && !INNER.test(name) && !/^127\./.test(address) && !LINK_LOCAL.test(address)
  );
  const best = found.find(({ address }) => PRIVATE.test(address)) ?? found[0];
  if (!best) return undefined;
  const url = new URL(page);
  url.hostname = best.address;
  return url;
}
