/**
 * Which handler answers which method on which path.
 *
 * @module
 */
import type { Peer } from "../auth/origins.ts";
import { Refusal } from "./refused_request.ts";

/** A request for a route. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** What stands in the place of each `:name` of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly peer: Peer | undefined;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Answers a call. */
export type Handler<Server> = (call: Call, server: Server) => Promise<Response>;

/** A route in one line. The path is a pattern as `URLPattern` takes it, such as `/api/rooms/:room`. */
export type Route<Server> = readonly [method: Method, path: string, handler: Handler<Server>];

/** Code units of what stands in the place of a `:name`: a direct room's name is the longest. */
const PARAM_MAX_LENGTH = 2_000;

/** Its pattern is made when it is first tried: those of all routes would take a start 40 ms. */
class CompiledRoute<Server> {
  readonly method: Method;
  readonly handler: Handler<Server>;
  readonly #path: string;
  #pattern: URLPattern | undefined;

  constructor([method, path, handler]: Route<Server>) {
    this.method = method;
    this.handler = handler;
    this.#path = path;
  }

  /** What stands in the place of each `:name` of its path; `undefined` for another path. */
  match(pathname: string): Call["params"] | undefined {
    this.#pattern ??= new URLPattern({ pathname: this.#path });
    const groups = this.#pattern.exec({ pathname })?.pathname.groups;
    if (!groups) return undefined;
    const params = new Map<string, string>();
    for (const [name, part = ""] of Object.entries(groups)) {
      const decoded = decode(part);
      if (decoded === undefined) return undefined;
      params.set(name, decoded);
    }
    return Object.fromEntries(params);
  }
}

export class Router<Server> {
  readonly #server: Server;
  /**
   * Routes by their area, as `areaOf` has it. A pattern takes 2 µs or more to try, so only those of the
   * method and the area that somebody asks for are tried: two at most for a message.
   */
  readonly #areas: ReadonlyMap<string, readonly CompiledRoute<Server>[]>;

  constructor(routes: readonly Route<Server>[], server: Server) {
    this.#server = server;
    const areas = Map.groupBy(routes, ([, path]) => areaOf(path));
    this.#areas = new Map(
      areas.entries().map((
        [area, own],
      ) => [area, own.map((route) => new CompiledRoute(route))]),
    );
  }

  /**
   * Answers a request; `undefined` when it is for no path of ours.
   *
   * @param path the request's, without what stands before ours outside
   */
  respond(asked: Omit<Call, "params">, path: string): Promise<Response> | undefined {
    const { request } = asked;
    const area = this.#areas.get(areaOf(path)) ?? [];
    // A `HEAD` request is handled as `GET`.
    const method = request.method === "HEAD" ? "GET" : request.method;
    for (const route of area) {
      const params = route.method === method ? route.match(path) : undefined;
      if (!params) continue;
      const answer = route.handler({ ...asked, params }, this.#server);
      return request.method === "HEAD" ? headOf(answer) : answer;
    }
    const others = area.filter((route) => route.match(path)).map(({ method }) => method);
    return others.length > 0 ? Promise.resolve(notAllowed(request, others)) : undefined;
  }
}

/**
 * What tells few routes from all others: the first part of a path, or the first below `/api/`, and how
 * many parts there are.
 */
function areaOf(path: string): string {
  const [, first = "", second = "", ...others] = path.split("/");
  return `${first === "api" ? second : first} ${others.length}`;
}

/** A part of a path in plain letters, unless it is no text, or longer than any name is. */
function decode(part: string): string | undefined {
  try {
    const decoded = decodeURIComponent(part);
    return decoded.length <= PARAM_MAX_LENGTH ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** An answer without its body, which may have no end. */
async function headOf(answer: Promise<Response>): Promise<Response> {
  const { body, status, headers } = await answer;
  await body?.cancel();
  return new Response(null, { status, headers });
}

function notAllowed({ method }: Request, others: readonly Method[]): Response {
  const response = new Refusal("method", `Cannot ${method} this`).toResponse();
  const allowed = others.flatMap((other) => other === "GET" ? [other, "HEAD"] : [other]);
  response.headers.set("allow", allowed.join(", "));
  return response;
}
