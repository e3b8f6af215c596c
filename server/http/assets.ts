/**
 * The page's files, answered from memory.
 *
 * @module
 */

import { ifNoneMatch } from "@std/http/etag";
import { acceptsEncodings } from "@std/http/negotiation";
import type { ServerFacts } from "../service/server_info.ts";
import type { Asset, Encoding } from "./assets/asset.ts";
import { SECURITY_HEADERS } from "./headers.ts";

/** Makes the files, by path, that say what the server is called. */
export type Introduce = (facts: ServerFacts) => Promise<readonly (readonly [string, Asset])[]>;

/**
 * Files by the path that asks for them, with the hash of what is in them if they are kept for good. What is
 * not a key has no file: nothing to traverse.
 */
export class Assets {
  readonly #assets: Map<string, Asset>;
  readonly #introduce: Introduce;
  /** What the pages say of the server. */
  #said: ServerFacts;
  #changing: Promise<void> | undefined;

  /**
   * @param facts what those say that say what the server is called
   * @param introduce makes these anew
   */
  constructor(
    assets: Iterable<readonly [string, Asset]>,
    facts: ServerFacts,
    introduce: Introduce,
  ) {
    this.#assets = new Map(assets);
    this.#said = facts;
    this.#introduce = introduce;
  }

  /** Has the pages say what is true of the server by now; `undefined` if they do already. */
  follow(facts: ServerFacts): Promise<void> | undefined {
    const { title, welcome } = this.#said;
    if (facts.title === title && facts.welcome === welcome) return undefined;
    // Whoever asks meanwhile waits for the same.
    this.#changing ??= this.#change(facts).finally(() => this.#changing = undefined);
    return this.#changing;
  }

  async #change(facts: ServerFacts): Promise<void> {
    for (const [path, asset] of await this.#introduce(facts)) this.#assets.set(path, asset);
    this.#said = facts;
  }

  /**
   * Answers a request for one of the files. `undefined` when it asks for something else, as for what a
   * script was before it changed.
   */
  respond(
    request: Request,
    path = new URL(request.url).pathname,
  ): Response | Promise<Response> | undefined {
    const asset = this.#assets.get(path + new URL(request.url).search) ?? this.#assets.get(path);
    if (asset === undefined) return undefined;
    if (request.method !== "GET" && request.method !== "HEAD") return notAllowed();
    return answer(asset, request);
  }
}

async function answer(asset: Asset, request: Request): Promise<Response> {
  const { body, headers } = await asset.in(chooseEncoding(request));
  if (!ifNoneMatch(request.headers.get("if-none-match"), headers.etag)) {
    const { "content-length": _, ...kept } = headers;
    return new Response(null, { status: 304, headers: kept });
  }
  return new Response(request.method === "HEAD" ? null : body, { headers });
}

function chooseEncoding(request: Request): Encoding {
  // `acceptsEncodings` reads an absent header as "anything"; a program that says nothing gets plain.
  if (!request.headers.has("accept-encoding")) return "plain";
  // Browsers name gzip first, and mean no preference by that: the shortest comes first.
  const accepted = (["br", "gzip"] as const).find((encoding) =>
    acceptsEncodings(request, encoding, "identity") === encoding
  );
  return accepted ?? "plain";
}

function notAllowed(): Response {
  return new Response("Method not allowed\n", {
    status: 405,
    headers: { ...SECURITY_HEADERS, "allow": "GET, HEAD", "content-type": "text/plain" },
  });
}
