/**
 * The origin of a request: its address, page and host, and whether it came by https.
 *
 * @module
 */
import type { BlockList } from "node:net";
import {
  type Address,
  type AddressRange,
  limitKey,
  listOfRanges,
  parseAddress,
} from "./origins/address.ts";
import { cookieName } from "./sessions/cookies.ts";

/** What the runtime tells of a connection. */
export interface Peer {
  readonly remoteAddr: Deno.Addr;
}

export interface OriginsOptions {
  /** Proxies whose headers are trusted. No others are: anyone can send them. */
  readonly trustedProxies?: readonly AddressRange[];
  /** Origins whose pages may connect besides our own, such as `https://chat.example`. */
  readonly origins?: readonly string[];
  /** Where browsers find us, such as `https://chat.example/chat/`. Its path ends in a slash. */
  readonly publicUrl?: URL | undefined;
  /** Other host names of ours, such as `chat.lan`. */
  readonly hostNames?: readonly string[];
}

/** What every address counts as that the runtime does not tell: that of a Unix socket, for one. */
const UNKNOWN = "unknown";

/** Where a request went whose host can't be read. */
const NOWHERE = "localhost";
/** The names that lead to this machine on each. */
const LOCALHOST = /(^|\.)localhost$/;

export class Origins {
  /** Absent where there are none, as nothing has to be asked then. */
  readonly #proxies: BlockList | undefined;
  readonly #origins: ReadonlySet<string>;
  readonly #publicUrl: URL | undefined;
  /** The host names that we answer to; all, if there are none. */
  readonly #hostNames: ReadonlySet<string>;

  constructor(
    { trustedProxies = [], origins = [], publicUrl, hostNames = [] }: OriginsOptions = {},
  ) {
    this.#proxies = trustedProxies.length > 0 ? listOfRanges(trustedProxies) : undefined;
    this.#publicUrl = publicUrl;
    const own = publicUrl ? [publicUrl.origin] : [];
    this.#origins = new Set([...own, ...origins]);
    this.#hostNames = new Set([
      ...this.#origins.values().map((origin) => plainHost(new URL(origin).hostname)),
      ...hostNames.map(plainHost),
    ]);
  }

  /** The key by which the sender's address is limited. An IPv6 address counts by its first 64 bits. */
  addressOf(request: Request, peer?: Peer): string {
    let address = addressOf(peer);
    if (!address) return UNKNOWN;
    const hops = this.#isTrusted(address) ? list(request, "x-forwarded-for") : [];
    // Each proxy appends the address of its peer: trusted as far as the proxies that report it are.
    while (this.#isTrusted(address) && hops.length > 0) {
      const hop = parseAddress(hops.pop()!);
      if (!hop) break;
      address = hop;
    }
    return limitKey(address);
  }

  /** Whether the sender uses https. */
  isSecure(request: Request, peer?: Peer): boolean {
    if (request.url.startsWith("https:")) return true;
    const told = this.#told(request, peer, "x-forwarded-proto");
    if (told !== undefined) return told === "https";
    // No proxy says how it was asked. Where we are known to be at, browsers come by https.
    return this.#publicUrl?.protocol === "https:" &&
      (this.hostOf(request, peer) === this.#publicUrl.host ||
        request.headers.get("origin") === this.#publicUrl.origin);
  }

  /** The host, and the port unless it is the usual one, that a request was for. */
  hostOf(request: Request, peer?: Peer): string {
    const told = this.#told(request, peer, "x-forwarded-host");
    // HTTP/2 has no such header: there the runtime puts it into the request's address alone.
    return told ?? request.headers.get("host") ?? URL.parse(request.url)?.host ?? "";
  }

  /**
   * Whether a request was for one of our names. A page of any site may have its own name lead to us,
   * and then reads what we answer; that name is none of ours.
   */
  allowsHost(request: Request, peer?: Peer): boolean {
    if (this.#hostNames.size === 0) return true;
    const name = URL.parse(`http://${this.hostOf(request, peer)}`)?.hostname;
    if (name === undefined) return false;
    const plain = plainHost(name);
    return this.#hostNames.has(plain) || LOCALHOST.test(plain) ||
      parseAddress(plain) !== undefined;
  }

  /** Whether a request came by our own https, and for the name that each machine has for itself. */
  isOwnLocalhost(request: Request, peer?: Peer): boolean {
    if (!request.url.startsWith("https:")) return false;
    const name = URL.parse(`http://${this.hostOf(request, peer)}`)?.hostname;
    return name !== undefined && LOCALHOST.test(plainHost(name));
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
    return page.host === this.hostOf(request, peer);
  }

  /** The names that our cookie may have in a request; the first is what it is set by. */
  cookieNames(request: Request, peer?: Peer): readonly string[] {
    const at = (scheme: string) =>
      URL.parse(`${scheme}//${this.hostOf(request, peer)}${this.base}`) ??
        new URL(`${scheme}//${NOWHERE}${this.base}`);
    const isPublic = this.#publicUrl?.protocol === "https:";
    const secure = cookieName(isPublic && this.#publicUrl || at("https:"));
    if (this.isSecure(request, peer)) return [secure];
    // A proxy that says nothing of https keeps it from us on some requests, and not on others.
    return isPublic ? [cookieName(at("http:")), secure] : [cookieName(at("http:"))];
  }

  /** What stands before all of our paths, for browsers: up to a slash. */
  get base(): string {
    return this.#publicUrl?.pathname ?? "/";
  }

  /** Where we are, for who asks: what is below it leads to us. */
  ownUrl(request: Request, peer?: Peer): URL {
    if (this.#publicUrl) return this.#publicUrl;
    const scheme = this.isSecure(request, peer) ? "https" : "http";
    return URL.parse(`${scheme}://${this.hostOf(request, peer)}/`) ??
      new URL(`${scheme}://${NOWHERE}/`);
  }

  /** The path of something that we serve, as we know it: without what stands before it outside. */
  pathOf({ pathname }: URL): string {
    // A proxy may have taken the base away already.
    return pathname.startsWith(this.base) ? `/${pathname.slice(this.base.length)}` : pathname;
  }

  /** Where a request has to go that lacks the slash after the base of all our paths. */
  redirectOf({ pathname, search }: URL): string | undefined {
    return `${pathname}/` === this.base ? `${this.base}${search}` : undefined;
  }

  /** What a proxy that is believed says in a header, last: what stands before it, anyone may have. */
  #told(request: Request, peer: Peer | undefined, header: string): string | undefined {
    return this.#isByProxy(peer) ? list(request, header).at(-1) : undefined;
  }

  #isByProxy(peer: Peer | undefined): boolean {
    const address = this.#proxies && addressOf(peer);
    return address !== undefined && this.#isTrusted(address);
  }

  #isTrusted({ text, family }: Address): boolean {
    return this.#proxies?.check(text, family) ?? false;
  }
}

/** A host's name as it is compared: a final dot says nothing. */
function plainHost(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function addressOf(peer: Peer | undefined): Address | undefined {
  if (!peer || !("hostname" in peer.remoteAddr)) return undefined;
  return parseAddress(peer.remoteAddr.hostname);
}

/** The parts of a header that is a list, of all of its lines. */
function list(request: Request, header: string): string[] {
  return (request.headers.get(header) ?? "").split(",").map((part) => part.trim()).filter(Boolean);
}
