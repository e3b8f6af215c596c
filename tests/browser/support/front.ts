/**
 * What stands between a browser and a server, and lets only some of what is asked for through.
 *
 * @module
 */

import type { TestServer } from "../../support/server/test_server.ts";

/** A part of something that was asked for. */
export interface Asked {
  readonly path: string;
  readonly range: string;
  readonly status: number;
}

export class Front implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #asked: string[] = [];
  readonly #ranges: Asked[] = [];

  /** @param lets whether what is asked for goes through, once that is known; else it is not found */
  constructor({ chat }: TestServer, lets: (path: string) => boolean | Promise<boolean>) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request, info) => {
        const { pathname } = new URL(request.url);
        this.#asked.push(pathname);
        if (!await lets(pathname)) {
          return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
        }
        const response = await chat.fetch(request, info);
        const range = request.headers.get("range");
        if (range !== null) this.#ranges.push({ path: pathname, range, status: response.status });
        return response;
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

  /** What parts of files were asked for, and with what status that was answered. */
  get ranges(): readonly Asked[] {
    return this.#ranges;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
