// @ts-check
/** @import { Event } from "../../protocol.ts" */
/** @import { Verdict } from "./endings.js" */

/**
 * Where the server is, and who we say we are.
 *
 * @module
 */

import { afterRefusal, UNREACHABLE } from "./endings.js";

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
    /** @type {Record<string, string>} */
    const headers = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    let status, body;
    try {
      const response = await fetch(this.#url("http"), { headers, signal, cache: "no-store" });
      status = response.status;
      body = await response.text();
    } catch {
      return UNREACHABLE;
    }
    // The server has a browser forget a cookie together with telling us that it is of no use.
    const hasSession = this.#token !== undefined || this.#byCookie;
    const canForgetToken = hasSession && this.#name !== undefined;
    const us = { wereWelcome: this.#wereWelcome, canForgetToken };
    const verdict = afterRefusal(status, body, us);
    if (verdict.next === "now") {
      this.#token = undefined;
      this.#byCookie = false;
    }
    return verdict;
  }

  /**
   * Remembers how to come back as the same person.
   *
   * @param {Extract<Event, { type: "welcome" }>} event
   */
  welcomed({ you, guest, token }) {
    this.#wereWelcome = true;
    if (token !== undefined) this.#token = token;
    this.#name = guest ? you : undefined;
  }

  /** @param {"ws" | "http"} scheme */
  #url(scheme) {
    const url = new URL(this.#address);
    url.protocol = url.protocol.replace("ws", scheme);
    if (this.#name !== undefined) url.searchParams.set("name", this.#name);
    return url;
  }
}
