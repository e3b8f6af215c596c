/**
 * The operator's own port, by which `deno task admin` reaches a server that runs: on the loopback address
 * alone, and for whoever can read a key that stands in a file beside the store, as nobody else can.
 *
 * @module
 */
import type { Chat } from "../../chat.ts";
import { isSameSecret, isToken, newToken } from "../../auth/tokens.ts";
import { refusalOf } from "../../http/errors.ts";
import { Refusal } from "../../http/refused_request.ts";
import { PRIVATE } from "../../kv/store/database.ts";
import { answerWith } from "./people/resets.ts";

const LOOPBACK = "127.0.0.1";
const RESET = new URLPattern({ pathname: "/api/admin/people/:name/reset" });
/** What the operator may ask for: what administrators may, and who they are. */
const OPEN = /^\/api\/(admin\/.+|audit|invites(\/[\w-]+)?|session|rooms\/[^/]+\/hooks(\/[\w-]+)?)$/;

/** Where the operator's port of a server is, and the key for it. */
export interface OperatorKey {
  readonly url: string;
  readonly key: string;
}

/** The file for a store's key. */
export function operatorFile(store: string): string {
  return `${store}.operator`;
}

/** The key of the server that uses a store; `undefined` when none says that it runs. */
export async function readOperatorKey(store: string): Promise<OperatorKey | undefined> {
  let text: string;
  try {
    text = await Deno.readTextFile(operatorFile(store));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const [url = "", key = ""] = text.trim().split(" ");
  if (URL.canParse(url) && isToken(key)) return { url, key };
  throw new Error(`${operatorFile(store)} is damaged: restart the server, which writes it anew`);
}

/** What of a chat the operator needs. */
export type OperatedChat = Pick<Chat, "offerReset" | "fetchForOperator">;

export interface OperatorPortOptions {
  /** Where the page is. */
  readonly page: URL;
  /** Where it is for other machines, if that is elsewhere. */
  readonly network?: URL | undefined;
  /** The file of the store. */
  readonly store: string;
}

/** A port that is open until this is disposed of. Its key is another one at each start. */
export class OperatorPort implements AsyncDisposable {
  readonly #chat: OperatedChat;
  /** Where the page is, for who is sent there; and for other machines, if that is elsewhere. */
  readonly #page: URL;
  readonly #network: URL | undefined;
  readonly #key = newToken();
  readonly #file: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(
    chat: OperatedChat,
    { page, network, store }: OperatorPortOptions,
  ) {
    this.#chat = chat;
    this.#page = page;
    this.#network = network;
    this.#file = operatorFile(store);
    this.#server = Deno.serve(
      { hostname: LOOPBACK, port: 0, onListen() {} },
      (request) => this.#respond(request),
    );
  }

  /** @throws If it can't listen, or can't write the key. */
  static async open(
    chat: OperatedChat,
    options: OperatorPortOptions,
  ): Promise<OperatorPort> {
    await using opening = new AsyncDisposableStack();
    const port = opening.use(new OperatorPort(chat, options));
    await port.#writeKey();
    opening.move();
    return port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#file).catch(unlessGone);
    await this.#server.shutdown();
  }

  /** A file that a server left which was killed may have had another mode: it is made anew. */
  async #writeKey(): Promise<void> {
    const { port } = this.#server.addr;
    await Deno.remove(this.#file).catch(unlessGone);
    const options = { createNew: true, mode: PRIVATE.file };
    await Deno.writeTextFile(this.#file, `http://${LOOPBACK}:${port}/ ${this.#key}\n`, options);
  }

  async #respond(request: Request): Promise<Response> {
    try {
      return await this.#answer(request);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) return refusal.toResponse();
      throw error;
    }
  }

  async #answer(request: Request): Promise<Response> {
    const { method, url, headers } = request;
    if (!isSameSecret(headers.get("authorization") ?? "", `Bearer ${this.#key}`)) {
      throw new Refusal("no-session", "Cannot do this: the key is not this server's");
    }
    const name = RESET.exec(url)?.pathname.groups.name;
    if (method === "POST" && name !== undefined) {
      // Administrators get a link in no other way.
      const offered = await this.#chat.offerReset(decodeName(name));
      return answerWith(offered, this.#page, this.#network);
    }
    const { pathname } = new URL(url);
    if (OPEN.test(pathname)) return await this.#chat.fetchForOperator(this.#moved(request));
    throw new Refusal("not-found", `Cannot do this: the operator's port has no ${pathname}`);
  }

  /** The request as if it were for the page's address: links in the answer lead there. */
  #moved({ method, url, headers, body }: Request): Request {
    const { pathname, search } = new URL(url);
    const type = headers.get("content-type");
    return new Request(new URL(pathname.slice(1) + search, this.#page), {
      ...{ method, body },
      headers: { "user-agent": "deno task admin", ...(type !== null && { "content-type": type }) },
    });
  }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/** @throws {Refusal} If it is no text. */
function decodeName(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new Refusal("malformed", "Cannot reset: the name in the address is malformed");
  }
}
