/**
 * Where the server is, and who we say we are: the address of its socket, and the sessions that are signed
 * in to, and out of, over HTTP.
 *
 * @module
 */

import type { Event } from "../../protocol.ts";
import { CUT, speech, UNREACHABLE, type Verdict } from "./link.ts";

/** A server's `/ws`, to which we go as a socket, or as a plain request that asks why no socket opens. */
export class Endpoint {
  #address;
  /** A guest's name. */
  #name: string | undefined;
  #token: string | undefined;
  /** Whether the browser's cookie says who we are. */
  #byCookie;
  #wereWelcome = false;
  /** Whether we have come by name alone since we were welcome: if that does not help, we are out. */
  #beganAnew = false;
  /** How often in a row no socket opened though nothing that the server says is in the way. */
  #blocked = 0;

  /**
   * @param url http(s) or ws(s); "/ws" is added
   * @throws {TypeError} If the url is none.
   */
  constructor(
    url: string | URL,
    { name, token, byCookie = false }: {
      name?: string | undefined;
      token?: string | undefined;
      byCookie?: boolean | undefined;
    },
  ) {
    this.#address = new URL(url);
    this.#address.protocol = this.#address.protocol.replace(/^http/, "ws");
    if (!/^wss?:$/.test(this.#address.protocol)) {
      throw new TypeError(`Cannot connect: must be an http or ws address, received ${url}`);
    }
    this.#address.pathname = this.#address.pathname.replace(/(\/ws)?\/*$/, "/ws");
    this.#address.search = this.#address.hash = "";
    this.#name = name;
    this.#token = token;
    this.#byCookie = byCookie;
  }

  get token(): string | undefined {
    return this.#token;
  }

  open(Socket: typeof WebSocket): WebSocket {
    const protocols = ["chat.v1"];
    if (this.#token !== undefined) protocols.push(`bearer.${this.#token}`);
    return new Socket(this.#url("ws"), protocols);
  }

  /** Browsers hide why a socket was refused, so the same is asked for without one. */
  async askWhy(fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Verdict> {
    const answer = await this.#askPlainly(fetch, signal, this.#url("http"));
    const refusal = answer && await import("./endpoint/refused_socket.ts").catch(() => undefined);
    // The module that explains refusals can't be loaded either.
    if (answer === undefined || refusal === undefined) return UNREACHABLE;
    const us = { wereWelcome: this.#wereWelcome, canForgetToken: this.#canForgetToken };
    const verdict = refusal.afterRefusal(answer.status, answer.body, us);
    if (verdict !== undefined) {
      this.#blocked = 0;
      if (verdict.next !== "now") return verdict;
      return await this.#beginAnew((url, init) => fetch(url, { ...init, signal }), verdict);
    }
    const isLetIn = answer.status === refusal.NOT_A_WEBSOCKET;
    // Once may be chance: the server was just starting.
    if (++this.#blocked === 1) return isLetIn ? CUT : UNREACHABLE;
    const other = isLetIn
      ? undefined
      : await this.#askPlainly(fetch, signal, this.#url("http", "/api/session"));
    if (!isLetIn && !other) return UNREACHABLE;
    return refusal.afterBlock(other);
  }

  /** Whether we may come back by our name alone: as a guest whose session the server has lost. */
  get #canForgetToken() {
    if (this.#name === undefined || this.#beganAnew) return false;
    return this.#token !== undefined || this.#byCookie;
  }

  /** @returns `undefined` when nobody answers */
  async #askPlainly(
    fetch: typeof globalThis.fetch,
    signal: AbortSignal,
    url: URL,
  ): Promise<{ status: number; body: string } | undefined> {
    const headers: Record<string, string> = this.#token === undefined
      ? {}
      : { authorization: `Bearer ${this.#token}` };
    try {
      const response = await fetch(url, { headers, signal, cache: "no-store" });
      return { status: response.status, body: await response.text() };
    } catch {
      return undefined;
    }
  }

  /**
   * Comes as a guest of the same name whom the server does not know any more. A browser's cookie
   * can't be left at home, so there we get a new one first.
   */
  async #beginAnew(fetch: typeof globalThis.fetch, verdict: Verdict): Promise<Verdict> {
    this.#token = undefined;
    this.#beganAnew = !this.#byCookie;
    if (!this.#byCookie) return verdict;
    try {
      await new Session(this.#address, { fetch }).signIn({ name: this.#name ?? "" });
      this.#beganAnew = true;
      return verdict;
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      return (await import("./endpoint/refused_socket.ts")).afterSignIn(error);
    }
  }

  /** Remembers how to come back as the same person. */
  welcomed({ you, guest, token }: Extract<Event, { type: "welcome" }>): void {
    this.#wereWelcome = true;
    this.#beganAnew = false;
    this.#blocked = 0;
    if (token !== undefined) this.#token = token;
    this.#name = guest ? you : undefined;
  }

  #url(scheme: "ws" | "http", path: string = "/ws") {
    const url = new URL(this.#address);
    url.protocol = url.protocol.replace("ws", scheme);
    url.pathname = url.pathname.replace(/\/ws$/, path);
    if (path === "/ws" && this.#name !== undefined) url.searchParams.set("name", this.#name);
    return url;
  }
}

/**
 * Why something was not done: `reason` is for programs, `message` for people. It is "unreachable" when
 * the server could not be asked.
 */
export class SignInError extends Error {
  readonly reason: string;
  /** Milliseconds to wait before the same is asked again, where that helps. */
  readonly retry: number | undefined;

  override name = "SignInError";

  constructor(reason: string, message: string, retry?: number) {
    super(message);
    this.reason = reason;
    this.retry = retry;
  }
}

/** `network` is where others find the page; `names` are other names that we have had, as keys. */
export type Me = Omit<SignedIn, "token"> & { admin: boolean } & Partial<MeToo>;
type MeToo = { invites: boolean; network: string; names: string[] };

export type SignedIn = { name: string; guest: boolean; token: string };

/** What one signs in with. Without a password one is a guest. */
export interface Credentials {
  name: string;
  password?: string | undefined;
  /** What the server asks everybody for. */
  passphrase?: string | undefined;
}

/** Asks a server for sessions. In a browser the session is its cookie, elsewhere a token. */
export class Session {
  #url;
  #fetch;
  #token;
  static #ending: Promise<unknown> | undefined;

  /** @param url the server's http(s) or ws(s) address */
  constructor(
    url: string | URL,
    { token, fetch = (...request) => globalThis.fetch(...request) }: {
      token?: string;
      fetch?: typeof globalThis.fetch;
    } = {},
  ) {
    this.#url = new URL(url);
    this.#url.protocol = this.#url.protocol.replace(/^ws/, "http");
    this.#url.search = this.#url.hash = "";
    this.#url.pathname = this.#url.pathname.replace(/(\/ws)?\/*$/, "/api/");
    this.#fetch = fetch;
    this.#token = token;
  }

  /** Who we are; `undefined` when we have no session. */
  async whoAmI(): Promise<Me | undefined> {
    try {
      return await this.ask("GET", "session");
    } catch (error) {
      if (error instanceof SignInError && error.reason === "no-session") return undefined;
      throw error;
    }
  }

  signIn(credentials: Credentials): Promise<SignedIn> {
    return this.ask("POST", "session", credentials);
  }

  /** Ends our session, wherever it is open. */
  async signOut(): Promise<void> {
    const ending = this.ask("DELETE", "session");
    Session.#ending = ending;
    await ending;
  }

  /** Resolves when who has signed out here last is: what is answered to that takes a browser's cookie away. */
  static async hasSignedOut(): Promise<void> {
    await Session.#ending?.catch(() => {});
  }

  /**
   * Asks for something, as who we are.
   *
   * @param what a path below `/api/`
   * @throws {SignInError} If it was not done.
   */
  async ask<T>(method: string, what: string, body?: object): Promise<T> {
    const url = new URL(what, this.#url);
    let response, text;
    try {
      response = await this.#fetch(url, {
        method,
        cache: "no-store",
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      // So Deno calls what nobody has allowed us. Nothing comes of trying again.
      const isForbidden = error instanceof Error && error.name === "NotCapable";
      if (isForbidden) {
        const { mayNotConnect } = await import("./endpoint/refused_socket.ts");
        throw new SignInError("not-permitted", mayNotConnect(url));
      }
      throw new SignInError(UNREACHABLE.reason, speech.say(UNREACHABLE));
    }
    const answer = read(text);
    if (response.ok && answer !== undefined) return answer;
    await speech.ready();
    throw refusalOf(response, text);
  }
}

/**
 * Why the server did not do what it was asked. What is no refusal of ours is from something between us
 * and the server.
 */
export function refusalOf({ headers }: Response, text: string): SignInError {
  const { error, message, reason = error, code, params } = read(text) ?? {};
  if (typeof error !== "string" || typeof message !== "string") {
    return new SignInError(UNREACHABLE.reason, speech.say(UNREACHABLE));
  }
  const seconds = headers.get("retry-after");
  const said = speech.say({ reason, message, code, params });
  return new SignInError(error, said, seconds === null ? undefined : 1_000 * Number(seconds));
}

/** What the server answered, if it was the server; nothing is an answer, too. */
function read(text: string) {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
