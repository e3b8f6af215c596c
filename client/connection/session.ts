/**
 * Signing in and out: what is asked over HTTP before one talks.
 *
 * @module
 */

/**
 * Why something was not done: `reason` is for programs, `message` for people. It is "unreachable" when
 * the server could not be asked.
 */
export class SignInError extends Error {
  readonly reason: string;

  override name = "SignInError";

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

export type Me = { name: string; guest: boolean; admin: boolean };

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
    await this.ask("DELETE", "session");
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
    } catch {
      throw new SignInError("unreachable", "The server cannot be reached");
    }
    const answer = read(text);
    if (response.ok && answer !== undefined) return answer;
    const { error, message } = answer ?? {};
    // What is no refusal of ours is from something between us and the server.
    if (typeof error === "string" && typeof message === "string") {
      throw new SignInError(error, message);
    }
    throw new SignInError("unreachable", "The server cannot be reached");
  }
}

/** What the server answered, if it was the server; nothing is an answer, too. */
function read(text: string) {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
