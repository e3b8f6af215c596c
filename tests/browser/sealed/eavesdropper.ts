/**
 * Who reads all that goes between browsers and a server: each request with its address, its headers and
 * its body, and each frame, in both directions.
 *
 * @module
 */

import type { TestServer } from "../../support/server/test_server.ts";

export class Eavesdropper implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #heard: string[] = [];
  readonly #upgrade = Deno.upgradeWebSocket;
  #frames = 0;

  constructor({ chat }: TestServer) {
    const heard = this.#heard;
    Deno.upgradeWebSocket = (...asked) => {
      const upgrade = this.#upgrade(...asked);
      const { socket } = upgrade;
      const note = (frame: unknown) => {
        this.#frames++;
        heard.push(String(frame));
      };
      socket.addEventListener("message", ({ data }) => note(data));
      const send = socket.send.bind(socket);
      socket.send = (frame) => {
        note(frame);
        send(frame);
      };
      return upgrade;
    };
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request, info) => {
        heard.push(`${request.method} ${request.url}`, JSON.stringify([...request.headers]));
        if (request.body) heard.push(await request.clone().text());
        return await chat.fetch(request, info);
      },
    );
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${this.#server.addr.port}/`);
  }

  /** How many frames were heard. */
  get frames(): number {
    return this.#frames;
  }

  /** All that was heard. */
  get all(): string {
    return this.#heard.join("\n");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    Deno.upgradeWebSocket = this.#upgrade;
    await this.#server.shutdown();
  }
}
