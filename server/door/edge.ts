/**
 * Where a request comes from: which address, which page, and whether by https.
 *
 * @module
 */
import { type Address, type AddressRange, isIn, limitKey, parseAddress } from "./address.ts";

/** What the runtime tells of a connection. */
export interface Peer {
  readonly remoteAddr: Deno.Addr;
}

export interface EdgeOptions {
  /** Proxies whose headers are believed. Nobody else's are: anyone can write them. */
  readonly trustedProxies?: readonly AddressRange[];
  /** Whose pages may come in besides our own, such as `https://chat.example`. */
  readonly origins?: readonly string[];
}

/** What every address counts as that the runtime does not tell: that of a Unix socket, for one. */
const UNKNOWN = "unknown";

export class Edge {
  readonly #proxies: readonly AddressRange[];
  readonly #origins: ReadonlySet<string>;

  constructor({ trustedProxies = [], origins = [] }: EdgeOptions = {}) {
    this.#proxies = trustedProxies;
    this.#origins = new Set(origins);
  }

  /** By what the address of who asks is limited. One of IPv6 counts by its first 64 bits. */
  addressOf(request: Request, peer?: Peer): string {
    let address = addressOf(peer);
    if (!address) return UNKNOWN;
    const hops = list(request, "x-forwarded-for");
    // Each proxy adds, at the end, who came to it: believed as far as those who say it are.
    while (this.#isTrusted(address) && hops.length > 0) {
      const hop = parseAddress(hops.pop()!);
      if (!hop) break;
      address = hop;
    }
    return limitKey(address);
  }

  /** Whether who asks does so by https. */
  isSecure(request: Request, peer?: Peer): boolean {
    if (request.url.startsWith("https:")) return true;
    return this.#isByProxy(peer) && list(request, "x-forwarded-proto").at(-1) === "https";
  }

  /**
   * Whether a page may ask, by where it is from: our own, and those that are named. A program says
   * nothing of a page, and may.
   */
  allowsOrigin(request: Request, peer?: Peer): boolean {
    const origin = request.headers.get("origin");
    if (origin === null || this.#origins.has(origin)) return true;
    const page = URL.parse(origin);
    // A page that came by plain http may be anybody's, where ours comes by https.
    if (!page || page.protocol === "http:" && this.isSecure(request, peer)) return false;
    const forwarded = this.#isByProxy(peer) ? list(request, "x-forwarded-host") : [];
    return page.host === (forwarded.at(-1) ?? request.headers.get("host"));
  }

  #isByProxy(peer: Peer | undefined): boolean {
    const address = addressOf(peer);
    return address !== undefined && this.#isTrusted(address);
  }

  #isTrusted(address: Address): boolean {
    return this.#proxies.some((range) => isIn(address, range));
  }
}

function addressOf(peer: Peer | undefined): Address | undefined {
  if (!peer || !("hostname" in peer.remoteAddr)) return undefined;
  return parseAddress(peer.remoteAddr.hostname);
}

/** The parts of a header that is a list, of all of its lines. */
function list(request: Request, header: string): string[] {
  return (request.headers.get(header) ?? "").split(",").map((part) => part.trim()).filter(Boolean);
}
