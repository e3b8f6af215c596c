/**
 * What stands between a browser and a server and sees what goes through: each answer as it is
 * without compression, and none from a cache.
 *
 * @module
 */

import type { TestServer } from "../support/test_server.ts";

export interface FrontOptions {
  /** Resolves when what somebody asks for may be answered. */
  mayAnswer?: (path: string) => Promise<void>;
}

export class Front implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #sent: { path: string; bytes: number }[] = [];

  constructor({ chat }: TestServer, { mayAnswer = () => Promise.resolve() }: FrontOptions = {}) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request, info) => {
        const { pathname } = new URL(request.url);
        await mayAnswer(pathname);
        if (request.headers.has("upgrade")) return await chat.fetch(request, info);
        const asked = new Request(request);
        asked.headers.delete("accept-encoding");
        asked.headers.delete("if-none-match");
        const response = await chat.fetch(asked, info);
        const body = await response.bytes();
        this.#sent.push({ path: pathname, bytes: body.length });
        return new Response(body.length > 0 ? body : null, response);
      },
    );
  }

  get url(): URL {
    return new URL(`http://front.localhost:${this.#server.addr.port}/`);
  }

  /** Bytes of bodies that went through since this was last asked, by what they are of. */
  takeSent(): { total: number; largest: string[] } {
    const sent = this.#sent.sort((one, other) => other.bytes - one.bytes);
    this.#sent = [];
    return {
      total: sent.reduce((sum, { bytes }) => sum + bytes, 0),
      largest: sent.map(({ path, bytes }) => `${bytes} ${path}`),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
