/**
 * What stands between a browser and a server and sees what goes through, without compression.
 *
 * @module
 */

import type { TestServer } from "../support/test_server.ts";

export interface FrontOptions {
  /** Whether what is asked for goes through; else it can't be had. */
  lets?: (path: string) => boolean;
}

/** Bytes of bodies that went through. */
export interface Sent {
  readonly total: number;
  /** How much of what, most first. */
  readonly largest: readonly string[];
}

export class Front implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #sent: { path: string; bytes: number }[] = [];

  constructor({ chat }: TestServer, { lets = () => true }: FrontOptions = {}) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request, info) => {
        const asked = new URL(request.url);
        if (!lets(asked.pathname)) return new Response(null, { status: 503 });
        if (request.headers.has("upgrade")) return await chat.fetch(request, info);
        const headers = new Headers(request.headers);
        headers.delete("accept-encoding");
        const { method } = request;
        const sent = request.body && await request.bytes();
        const response = await chat.fetch(
          new Request(asked, { method, headers, body: sent }),
          info,
        );
        const body = await response.bytes();
        this.#sent.push({ path: asked.pathname, bytes: body.length });
        return new Response(body.length > 0 ? body : null, response);
      },
    );
  }

  get url(): URL {
    return new URL(`http://front.localhost:${this.#server.addr.port}/`);
  }

  /** What went through since the beginning, or since it was forgotten. */
  sent(): Sent {
    const sent = this.#sent.toSorted((one, other) => other.bytes - one.bytes);
    return {
      total: sent.reduce((sum, { bytes }) => sum + bytes, 0),
      largest: sent.map(({ path, bytes }) => `${bytes} ${path}`),
    };
  }

  forget(): void {
    this.#sent = [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
