/**
 * What stands between a browser and a server, and lets only some of what is asked for through.
 *
 * @module
 */

import type { TestServer } from "../../support/server/test_server.ts";

export class Front implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #asked: string[] = [];

  /** @param lets whether what is asked for goes through; else it is not found */
  constructor({ chat }: TestServer, lets: (path: string) => boolean) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request, info) => {
        const { pathname } = new URL(request.url);
        this.#asked.push(pathname);
        return lets(pathname)
          ? await chat.fetch(request, info)
          : new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
      },
    );
  }

  get url(): URL {
    return new URL(`http://front.localhost:${this.#server.addr.port}/`);
  }

  /** Paths that were asked for, in this order. */
  get asked(): readonly string[] {
    return this.#asked;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
