/**
 * Which handler answers which method on which path.
 *
 * @module
 */
import type { Peer } from "../auth/origins.ts";
import { Refusal } from "./refusal.ts";

/** What somebody asks for over HTTP. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** What stands in the place of each `:name` of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly peer: Peer | undefined;
}

export type Handler = (call: Call) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Handlers by path and method. A part of a path that begins with a colon stands for any one part. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<Method, Handler>>>>>;

/** Code units of what stands in the place of a `:name`: a direct room's name is the longest. */
const PARAM_MAX_LENGTH = 2_000;

interface Route {
  readonly parts: readonly string[];
  readonly handlers: ReadonlyMap<string, Handler>;
}

export class Router {
  readonly #routes: readonly Route[];

  constructor(routes: Routes) {
    this.#routes = Object.entries(routes).map(([path, handlers]) => ({
      parts: path.split("/"),
      handlers: new Map(Object.entries(handlers)),
    }));
  }

  /**
   * Answers a request; `undefined` when it is for no path of ours.
   *
   * @param path the request's, without what stands before ours outside
   * @throws {Refusal} If what it asks for is refused.
   */
  respond(
    request: Request,
    peer: Peer | undefined,
    path: string,
  ): Promise<Response> | undefined {
    const url = new URL(request.url);
    const asked = path.split("/");
    for (const { parts, handlers } of this.#routes) {
      const params = match(parts, asked);
      if (!params) continue;
      const handler = handlers.get(request.method);
      return handler ? handler({ request, url, params, peer }) : notAllowed(request, handlers);
    }
  }
}

function match(parts: readonly string[], asked: readonly string[]): Call["params"] | undefined {
  if (parts.length !== asked.length) return undefined;
  const params = new Map<string, string>();
  for (const [i, part] of parts.entries()) {
    const value = asked[i]!;
    if (!part.startsWith(":")) {
      if (part !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (!decoded) return undefined;
    params.set(part.slice(1), decoded);
  }
  return Object.fromEntries(params);
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

function notAllowed(
  { method }: Request,
  handlers: ReadonlyMap<string, Handler>,
): Promise<Response> {
  const response = new Refusal("method", `Cannot ${method} this`).toResponse();
  response.headers.set("allow", [...handlers.keys()].join(", "));
  return Promise.resolve(response);
}
