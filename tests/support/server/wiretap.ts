/**
 * A proxy that writes down all that goes to a server and comes from it: requests with their headers and
 * bodies, answers, and frames in both directions.
 *
 * @module
 */
import type { Address } from "./test_server.ts";

export class Wiretap implements Address, AsyncDisposable {
  /** All that went by. */
  readonly heard: string[] = [];
  readonly #target: Address;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #sockets = new Set<WebSocket>();

  constructor(target: Address) {
    this.#target = target;
    const where = { hostname: "127.0.0.1", port: 0, onListen() {} };
    this.#server = Deno.serve(where, (request) => this.#pass(request));
  }

  url(path = "/"): URL {
    return new URL(path, `http://127.0.0.1:${this.#server.addr.port}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    await this.#server.shutdown();
  }

  async #pass(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const url = this.#target.url(pathname + search);
    this.heard.push(`${request.method} ${request.url}`, JSON.stringify([...request.headers]));
    if (request.headers.get("upgrade") === "websocket") return this.#relay(request, url);
    const sent = await request.text();
    const headers = new Headers(request.headers);
    headers.delete("host");
    const { method } = request;
    const answer = await fetch(url, { method, headers, ...(sent !== "" && { body: sent }) });
    const body = await answer.text();
    this.heard.push(sent, JSON.stringify([...answer.headers]), body);
    const { status } = answer;
    return new Response(status === 204 ? null : body, { status, headers: answer.headers });
  }

  #relay(request: Request, url: URL): Response {
    const asked = (request.headers.get("sec-websocket-protocol") ?? "").split(/, */).filter(
      Boolean,
    );
    const [protocol] = asked;
    const { socket, response } = Deno.upgradeWebSocket(request, protocol ? { protocol } : {});
    url.protocol = "ws:";
    const there = new WebSocket(url, asked);
    const waiting: string[] = [];
    socket.onmessage = ({ data }) => {
      this.heard.push(String(data));
      if (there.readyState === WebSocket.OPEN) there.send(data);
      else waiting.push(data);
    };
    there.onopen = () => waiting.forEach((frame) => there.send(frame));
    there.onmessage = ({ data }) => {
      this.heard.push(String(data));
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    };
    for (const [one, other] of [[socket, there], [there, socket]] as const) {
      this.#sockets.add(one);
      one.onclose = () => {
        this.#sockets.delete(one);
        if (other.readyState <= WebSocket.OPEN) other.close();
      };
      one.onerror = () => one.close();
    }
    return response;
  }
}
