/**
 * The server as commands ask it: over HTTP, so that nobody seems present who only looks, and again after
 * each outage until it takes too long.
 *
 * @module
 */

import type { Entry } from "../../protocol.ts";
import { directRoom, isDirect, peopleOf } from "../../protocol/name.ts";
import { Session, type SignedIn, SignInError } from "../connection/endpoint.ts";
import { delay } from "../library/waiting.ts";
import {
  endedSession,
  type Identity,
  identityOn,
  unseenSecrets,
  unseenToken,
} from "../sign_in/identity.ts";
import { AGAIN_MS, isForNow, Patience } from "./server/patience.ts";
import { isLink } from "../sealed/link.ts";
import { type Call, UsageError, type Variable } from "./spec/call.ts";

/** How long one answer may take, in milliseconds. */
const ANSWER_MS = 20_000;
/** For how long the name of a guest may be another's yet who is just gone: a command before this one. */
const GUEST_GONE_MS = 8_000;

/** Nobody is signed in, or not any more. */
export class NotSignedInError extends Error {
  override name = "NotSignedInError";
}

/** A piece of a room's log. */
export type Page = { entries: Entry[]; more: boolean };

/** A server, and who we are there. */
export class Server implements AsyncDisposable {
  readonly url: string;
  readonly #timeoutMs: number;
  readonly #identity: Identity;
  #session: Session;
  /** Who the server says we are. */
  you = "";
  token = "";
  #isGuest = false;

  private constructor(call: Call, identity: Identity) {
    this.url = call.url;
    this.#timeoutMs = call.timeoutMs;
    this.#identity = identity;
    this.#session = this.#with();
  }

  /**
   * Signs in with the token of the environment, by name, or with the session that is kept.
   *
   * @throws {NotSignedInError} If the server does not let us in.
   */
  static async signIn(call: Call, variable: Variable): Promise<Server> {
    const identity = await identityOn(call.url, call, variable);
    if (identity.token === undefined && identity.name === undefined) {
      throw new NotSignedInError(
        "Not signed in: run hubbub login, give a name with --name NAME, or a token with " +
          `HUBBUB_TOKEN${unseenSecrets()}`,
      );
    }
    const server = new Server(call, identity);
    const isByToken = identity.token !== undefined && identity.kept === undefined;
    const passedOver = isByToken || call.isQuiet ? "" : unseenToken();
    if (passedOver !== "") console.error(passedOver);
    await server.#patiently(() => server.#begin());
    return server;
  }

  /** Asks for something below `/api/`, until there is an answer. */
  async ask<T>(method: string, what: string, body?: object): Promise<T> {
    let isNew = false;
    return await this.#patiently(async () => {
      try {
        return await this.#session.ask<T>(method, what, body);
      } catch (error) {
        // A server that keeps nothing has forgotten the guest that we were.
        const isForgotten = error instanceof SignInError && error.reason === "no-session";
        if (isForgotten && this.#identity.kept !== undefined) throw this.#asNotSignedIn(error);
        if (!isForgotten || isNew || this.#identity.token !== undefined) throw error;
        isNew = true;
        await this.#begin();
        return await this.#session.ask<T>(method, what, body);
      }
    });
  }

  /** What to connect with. A guest may come back by name to a server that has forgotten them. */
  get credentials(): { token: string; name?: string } {
    const { token, you: name } = this;
    return this.#isGuest ? { token, name } : { token };
  }

  /** The entries of a room before or after a number, as many as a server gives. */
  async page(
    room: string,
    range: { before?: number; after?: number; limit?: number },
  ): Promise<Page> {
    const query = new URLSearchParams({ limit: "200" });
    for (const [name, count] of Object.entries(range)) query.set(name, String(count));
    return await this.ask("GET", `${pathOf(room)}/messages?${query}`);
  }

  /**
   * A room as somebody writes it: `#lobby`, `lobby`, or `@bob` for the two of us.
   *
   * @throws {UsageError} If it is the link of a private room.
   */
  room(written: string): string {
    if (isLink(written)) {
      throw new UsageError(
        "Not asked: this is no place for the link of a private room, and no server is to be told it",
      );
    }
    if (!isDirect(written)) return written.replace(/^#(?=.)/, "");
    return directRoom([this.you, ...peopleOf(written)]);
  }

  /** Ends the session that a name began. One that cannot be ended now ends by itself. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#identity.token === undefined) await this.#session.signOut().catch(() => {});
  }

  async #begin(): Promise<void> {
    const { token } = this.#identity;
    try {
      if (token === undefined) {
        const signedIn = await this.#enter();
        this.#isGuest = signedIn.guest;
        this.#become(signedIn.name, signedIn.token);
      } else {
        const session = this.#with(token);
        const { name } = await session.ask<{ name: string }>("GET", "session");
        this.#become(name, token);
      }
    } catch (error) {
      if (!(error instanceof SignInError) || isForNow(error)) throw error;
      throw this.#asNotSignedIn(error);
    }
  }

  async #enter(): Promise<SignedIn> {
    const { name = "", password, passphrase } = this.#identity;
    const end = performance.now() + Math.min(GUEST_GONE_MS, this.#timeoutMs);
    while (true) {
      try {
        return await this.#with().signIn({ name, password, passphrase });
      } catch (error) {
        const isTaken = error instanceof SignInError && error.reason === "name-taken";
        if (!isTaken || performance.now() > end) throw error;
        await delay(AGAIN_MS, undefined);
      }
    }
  }

  /** What to do is said, too, as far as we know. */
  #asNotSignedIn(error: SignInError): NotSignedInError {
    const { kept, password } = this.#identity;
    const isEnded = error.reason === "no-session" && kept !== undefined;
    const isMissed = error.reason === "bad-password" && password === undefined;
    const message = isEnded
      ? endedSession(kept, this.url)
      : `${error.message}${isMissed ? unseenSecrets() : ""}`;
    return new NotSignedInError(message, { cause: error });
  }

  #become(name: string, token: string): void {
    this.you = name;
    this.token = token;
    this.#session = this.#with(token);
  }

  #with(token?: string): Session {
    const request: typeof fetch = (what, how) =>
      fetch(what, { ...how, signal: AbortSignal.timeout(ANSWER_MS) });
    return new Session(this.url, { fetch: request, ...(token !== undefined && { token }) });
  }

  async #patiently<T>(ask: () => Promise<T>): Promise<T> {
    const patience = new Patience(this.#timeoutMs);
    while (true) {
      try {
        return await ask();
      } catch (error) {
        await patience.afterFailure(error);
      }
    }
  }
}

/** Where a room is below `/api/`. */
export function pathOf(room: string): string {
  return `rooms/${encodeURIComponent(room)}`;
}
