/**
 * A request whose connection a worker holds.
 *
 * @module
 */
import type { SessionSocket } from "../../../socket.ts";
import type { RequestHead } from "./messages.ts";

/** Where a request went whose address can't be read. */
const NOWHERE = "http://localhost/";
/** Methods without a body. */
const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** A socket of a worker, and the answer by which its request is upgraded. */
export interface ForwardedUpgrade {
  readonly socket: SessionSocket;
  readonly response: Response;
}

export interface ForwardedRequestOptions {
  /** What is sent behind it, if it is read. */
  readonly body: () => ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly upgrade: (options: Deno.UpgradeWebSocketOptions) => ForwardedUpgrade;
}

/** Its address and its method are what came, whatever that is: `new Request` would refuse some. */
export class ForwardedRequest extends Request {
  readonly #head: RequestHead;
  readonly #upgrade: ForwardedRequestOptions["upgrade"];

  constructor(head: RequestHead, { body, upgrade }: ForwardedRequestOptions) {
    const { method, headers } = head;
    const hasBody = !BODILESS.has(method);
    super(NOWHERE, { headers, method: "POST", ...(hasBody && { body: body() }) });
    this.#head = head;
    this.#upgrade = upgrade;
  }

  override get url(): string {
    return this.#head.url;
  }

  override get method(): string {
    return this.#head.method;
  }

  /**
   * Has the worker upgrade it, as `Deno.upgradeWebSocket` would.
   *
   * @throws {TypeError} If it lacks what an upgrade takes.
   */
  upgrade(options: Deno.UpgradeWebSocketOptions): ForwardedUpgrade {
    const connection = this.headers.get("connection")?.toLowerCase() ?? "";
    const isWhole = this.headers.has("sec-websocket-key") && this.method === "GET" &&
      connection.split(",").some((word) => word.trim() === "upgrade");
    if (!isWhole) throw new TypeError("The request is no WebSocket handshake");
    return this.#upgrade(options);
  }
}
