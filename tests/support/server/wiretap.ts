/**
 * A proxy that writes down all that goes to a server and comes from it: requests with their headers and
 * bodies, answers, and frames in both directions.
 *
 * @module
 */
import type { Address } from "./test_server.ts";

/** Of these answers a body may not even be empty. */
const BODILESS = [101, 204, 205, 304];
/** What is between us and whoever asked. */
const NOT_PASSED = ["connection", "upgrade"].concat(
  ["key", "version", "extensions", "protocol"].map((name) => `sec-websocket-${name}`),
);

export class Wiretap implements Address, AsyncDisposable {
  /** Which addresses were asked for. */
  readonly asked: string[] = [];
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
    this.asked.push(`${request.method} ${request.url}`);
    this.heard.push(`${request.method} ${request.url}`, JSON.stringify([...request.headers]));
    const headers = this.#headersOf(request);
    if (request.headers.get("upgrade") === "websocket") return this.#relay(request, url, headers);
    const sent = await request.bytes();
    const { method } = request;
    const body = sent.length > 0 ? { body: sent } : {};
    const answer = await fetch(url, { method, headers, redirect: "manual", ...body });
    const bytes = await answer.bytes();
    this.heard.push(textOf(sent), JSON.stringify([...answer.headers]), textOf(bytes));
    const { status } = answer;
    return new Response(BODILESS.includes(status) ? null : bytes, {
      status,
      headers: withoutCoding(answer.headers),
    });
  }

  /** To a page, we are the server that it is of. */
  #headersOf(request: Request): Headers {
    const headers = withoutCoding(request.headers);
    for (const name of ["host", "accept-encoding", ...NOT_PASSED]) headers.delete(name);
    if (headers.has("origin")) headers.set("origin", this.#target.url().origin);
    return headers;
  }

  #relay(request: Request, url: URL, headers: Headers): Response {
    const asked = (request.headers.get("sec-websocket-protocol") ?? "").split(/, */).filter(
      Boolean,
    );
    const [protocol] = asked;
    const { socket, response } = Deno.upgradeWebSocket(request, protocol ? { protocol } : {});
    url.protocol = "ws:";
    // What Deno takes there, and no browser does.
    const options: unknown = { protocols: asked, headers };
    const there = new WebSocket(url, options as string[]);
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

/** What is encoded is decoded on its way, so that it can be read. */
function withoutCoding(headers: Headers): Headers {
  const rest = new Headers(headers);
  for (const name of ["content-encoding", "content-length"]) rest.delete(name);
  return rest;
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder("latin1").decode(bytes);
}
