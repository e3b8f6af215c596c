/**
 * The request handler: is a request for us, is its sender within the limits, and which route answers it.
 *
 * @module
 */
import type { Authenticator } from "./auth.ts";
import { refuseForeignHost, refuseForeignPage } from "./auth/origins/foreign.ts";
import type { Peer } from "./auth/origins.ts";
import type { AuthService } from "./auth/service.ts";
import { randomText } from "./auth/tokens.ts";
import type { Assets } from "./http/assets.ts";
import { refusalOf } from "./http/errors.ts";
import { HTTPS_HEADERS, SECURITY_HEADERS } from "./http/headers.ts";
import { health, readiness } from "./http/health.ts";
import type { RequestMeters } from "./http/answer/meters.ts";
import { Refusal } from "./http/refused_request.ts";
import type { Router } from "./http/routes.ts";
import type { ServerInfo } from "./service/server_info.ts";
import { cutUnread, DECLARED_MAX, refuseEndless } from "./http/unread_body.ts";
import type { Upgrader } from "./http/upgrade.ts";
import { WEIGHT } from "./limits/weight.ts";

/** What executes a command, which is weighed as such. */
const COMMANDS =
  /^\/api\/rooms(\/[^/]+\/(messages|search|members|events|files)(\/.*)?)?$|^\/api\/events$/;
/** Where it matters who asks. */
const PERSONAL = /^\/((ws|metrics)$|(api|hooks|files)\/)/;
/** Files are asked for by the dozen, each picture that is shown. */
const FILES = "/files/";
/** Methods that change nothing. */
const LOOKUPS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

export interface RequestHandlerOptions<Server> {
  readonly auth: AuthService;
  readonly authenticator: Authenticator;
  readonly upgrader: Upgrader;
  readonly router: Router<Server>;
  readonly assets: Assets;
  readonly meters: RequestMeters;
  /** What the server is called, which pages say. */
  readonly info: Pick<ServerInfo, "facts">;
  /** Bytes that a file may have. */
  readonly fileMax: number;
  /** Why the store does not work, in words; `undefined` when it does. */
  readonly trouble: () => Promise<string | undefined>;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Called with requests that failed by a bug of ours. */
  readonly onFailure: (failure: Failure) => void;
}

/** A request that failed by a bug of ours. */
export interface Failure {
  /** What whoever asked is told it by. */
  readonly id: string;
  readonly method: string;
  /** Without what stands behind `?`. */
  readonly path: string;
  readonly error: unknown;
}

export class RequestHandler<Server> {
  readonly #options: RequestHandlerOptions<Server>;

  constructor(options: RequestHandlerOptions<Server>) {
    this.#options = options;
  }

  /** Answers any request. `peer` is the other end of its connection. */
  async respond(request: Request, peer: Peer | undefined): Promise<Response> {
    const isSecure = this.#options.auth.edge.isSecure(request, peer);
    const response = cutUnread(request, await this.#answer(request, peer));
    this.#options.meters.answer(response.status);
    // What upgrades a socket can't be changed.
    if (!isSecure || response.status === 101) return response;
    // A browser would ask whatever else is developed on this machine by https, too.
    if (this.#options.auth.edge.isOwnLocalhost(request, peer)) return response;
    for (const [name, value] of Object.entries(HTTPS_HEADERS)) response.headers.set(name, value);
    return response;
  }

  async #answer(request: Request, peer: Peer | undefined): Promise<Response> {
    try {
      return await this.#route(request, peer);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) return this.#refuse(request, peer, refusal);
      return this.#fail(request, error);
    }
  }

  /** Whoever asked is told nothing of it but where it is in the log. */
  #fail({ method, url }: Request, error: unknown): Response {
    const id = randomText(6);
    this.#options.onFailure({ id, method, path: URL.parse(url)?.pathname ?? "", error });
    const message = `Cannot answer: the server has an internal error, and has logged it as ${id}`;
    const headers = { ...SECURITY_HEADERS, "cache-control": "no-store" };
    return Response.json({ error: "internal", message }, { status: 500, headers });
  }

  #route(request: Request, peer: Peer | undefined): Response | Promise<Response> {
    // The runtime makes the address of what stands in `Host`, whatever that is.
    const url = URL.parse(request.url);
    if (!url) throw new Refusal("malformed", "Cannot read request: its host or path is malformed");
    const { auth: { edge }, upgrader, router, trouble } = this.#options;
    const pathname = edge.pathOf(url);
    refuseEndless(request, this.#bodyMax(request.method, pathname));
    refuseForeignHost(edge, request, peer);
    const redirect = edge.redirectOf(url);
    if (redirect !== undefined) return redirectTo(redirect);
    const isPersonal = PERSONAL.test(pathname);
    if (isPersonal) refuseForeignPage(edge, request, peer);
    switch (pathname) {
      case "/ws":
        return upgrader.upgrade(request, peer);
      case "/healthz":
        this.#weigh(request, peer, pathname);
        return trouble().then(health);
      case "/readyz":
        this.#weigh(request, peer, pathname);
        if (upgrader.isStopping) return readiness("draining");
        return trouble().then((reason) => readiness(undefined, reason));
      default: {
        if (isPersonal) this.#weigh(request, peer, pathname);
        const response = router.respond({ request, url, peer }, pathname);
        return response ?? this.#file(request, url, pathname);
      }
    }
  }

  /** @throws {Refusal} If the page has no such file. */
  #file(request: Request, url: URL, pathname: string): Response | Promise<Response> {
    const { assets, info } = this.#options;
    const changing = assets.follow(info.facts);
    if (changing) return changing.then(() => this.#file(request, url, pathname));
    const response = assets.respond(request, pathname);
    if (response) return response;
    throw new Refusal("not-found", `Cannot find ${url.pathname}`);
  }

  /** Bytes that a body may say it has: of a file, a little more than one may have, so that it is told. */
  #bodyMax(method: string, pathname: string): number {
    const isUpload = method === "POST" && pathname === "/api/files";
    return isUpload ? this.#options.fileMax + DECLARED_MAX : DECLARED_MAX;
  }

  /** @throws {BusyError} If too much is asked from an address. */
  #weigh(request: Request, peer: Peer | undefined, pathname: string): void {
    const { auth: { edge, limits }, authenticator, now } = this.#options;
    const byRequest = LOOKUPS.has(request.method) ? WEIGHT.lookup : WEIGHT.change;
    const isLight = COMMANDS.test(pathname) || pathname.startsWith(FILES);
    const weight = isLight ? WEIGHT.request : byRequest;
    const account = authenticator.accountOf({ request, peer });
    const address = edge.addressOf(request, peer);
    limits.ask({ address, ...(account && { account }) }, now(), weight);
  }

  /**
   * Answers a refused request. No cookie is deleted for it: a second request, which asks why, has to get
   * the same answer; and by now another tab may have signed in, with a cookie of that name.
   */
  #refuse(request: Request, peer: Peer | undefined, refusal: Refusal): Response {
    this.#options.meters.refused.add(refusal.reason);
    const { auth: { edge, limits }, authenticator, now } = this.#options;
    const isForged = refusal.reason === "no-session" &&
      authenticator.carriesToken({ request, peer });
    const weight = isForged ? WEIGHT.forged : refusal.weight;
    if (weight > 0) limits.judge({ address: edge.addressOf(request, peer) }, weight, now());
    return refusal.toResponse();
  }
}

function redirectTo(location: string): Response {
  return new Response(null, {
    status: 308,
    headers: { ...SECURITY_HEADERS, "cache-control": "no-store", location },
  });
}
