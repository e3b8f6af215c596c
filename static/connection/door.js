// @ts-check
/** @import { Event } from "../../protocol.ts" */
/** @import { Verdict } from "./link.js" */

/**
 * Where the server is, and who we say we are.
 *
 * @module
 */

import { CUT, UNREACHABLE } from "./link.js";

/** A server's `/ws`, to which we go as a socket, or as a plain request that asks why no socket opens. */
export class Door {
  #address;
  /** A guest's name. @type {string | undefined} */
  #name;
  /** @type {string | undefined} */
  #token;
  /** Whether the browser's cookie says who we are. */
  #byCookie;
  #wereWelcome = false;
  /** Whether we have come by name alone since we were welcome: if that does not help, we are out. */
  #beganAnew = false;
  /** How often in a row no socket opened though nothing that the server says is in the way. */
  #blocked = 0;

  /**
   * @param {string | URL} url http(s) or ws(s); "/ws" is added
   * @param {object} who
   * @param {string | undefined} [who.name]
   * @param {string | undefined} [who.token]
   * @param {boolean | undefined} [who.byCookie]
   * @throws {TypeError} If the url is none.
   */
  constructor(url, { name, token, byCookie = false }) {
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

  get token() {
    return this.#token;
  }

  /** @param {typeof WebSocket} Socket */
  open(Socket) {
    const protocols = ["chat.v1"];
    if (this.#token !== undefined) protocols.push(`bearer.${this.#token}`);
    return new Socket(this.#url("ws"), protocols);
  }

  /**
   * Browsers hide why a socket was refused, so the same is asked for without one.
   *
   * @param {typeof fetch} fetch
   * @param {AbortSignal} signal
   * @returns {Promise<Verdict>}
   */
  async askWhy(fetch, signal) {
    const answer = await this.#askPlainly(fetch, signal, this.#url("http"));
    const refusal = answer && await import("./refusal.js").catch(() => undefined);
    // What tells why can't be had either.
    if (answer === undefined || refusal === undefined) return UNREACHABLE;
    const us = { wereWelcome: this.#wereWelcome, canForgetToken: this.#canForgetToken };
    const verdict = refusal.afterRefusal(answer.status, answer.body, us);
    if (verdict !== undefined) {
      this.#blocked = 0;
      return verdict.next === "now" ? await this.#beginAnew(fetch, verdict) : verdict;
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

  /**
   * @param {typeof fetch} fetch
   * @param {AbortSignal} signal
   * @param {URL} url
   * @returns {Promise<{ status: number, body: string } | undefined>} `undefined` when nobody answers
   */
  async #askPlainly(fetch, signal, url) {
    /** @type {Record<string, string>} */
    const headers = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
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
   *
   * @param {typeof fetch} fetch
   * @param {Verdict} verdict
   * @returns {Promise<Verdict>}
   */
  async #beginAnew(fetch, verdict) {
    this.#token = undefined;
    this.#beganAnew = !this.#byCookie;
    if (!this.#byCookie) return verdict;
    const sessions = await import("./new_session.js").catch(() => undefined);
    if (sessions === undefined) return UNREACHABLE;
    const refused = await sessions.beginSession(this.#address, this.#name ?? "", fetch);
    this.#beganAnew = refused === undefined;
    return refused ?? verdict;
  }

  /**
   * Remembers how to come back as the same person.
   *
   * @param {Extract<Event, { type: "welcome" }>} event
   */
  welcomed({ you, guest, token }) {
    this.#wereWelcome = true;
    this.#beganAnew = false;
    this.#blocked = 0;
    if (token !== undefined) this.#token = token;
    this.#name = guest ? you : undefined;
  }

  /**
   * @param {"ws" | "http"} scheme
   * @param {string} path
   */
  #url(scheme, path = "/ws") {
    const url = new URL(this.#address);
    url.protocol = url.protocol.replace("ws", scheme);
    url.pathname = url.pathname.replace(/\/ws$/, path);
    if (path === "/ws" && this.#name !== undefined) url.searchParams.set("name", this.#name);
    return url;
  }
}
