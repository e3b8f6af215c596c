// @ts-check
/** @import { Event } from "../protocol.ts" */
/** @import { Changed, Said } from "./connection/outbox.js" */
/** @import { Change, Particulars, Place } from "./connection/conversation.js" */
/** @import { Ending, Verdict } from "./connection/link.js" */
/** @import { AnswerTo, Question } from "./connection/questions.js" */
/**
 * A conversation with a server, for the page, the terminal and bots alike.
 *
 * ```js
 * const connection = new Connection("https://chat.example", { name: "echo" });
 * connection.join("lobby");
 * for await (const event of connection) {
 *   if (event.type === "said" && event.text === "!ping") connection.say(event.room, "pong");
 * }
 * ```
 *
 * @module
 */

import { Conversation } from "./connection/conversation.js";
import { Door } from "./connection/door.js";
import { backoff, BACKOFF_MS, LEFT, Link, NO_ANSWER } from "./connection/link.js";
import { UNREACHABLE, UNREAD } from "./connection/link.js";
import { CutError, RefusedError } from "./connection/questions.js";
import { Unread } from "./connection/unread.js";

export { CutError, RefusedError };

/** @typedef {"connecting" | "open" | "waiting" | "closed"} State */

/**
 * How the connection is. `retryMs` is until it comes back by itself, `reason` a word for programs,
 * `message` a sentence for people.
 *
 * @typedef {{ type: "status", state: State, retryMs?: number, reason?: string, message?: string }} StatusEvent
 */

/** @typedef {Event | StatusEvent} ConnectionEvent */

/**
 * @typedef {object} Options
 * @property {string | undefined} [name] a guest's name
 * @property {string | undefined} [token] a session's token
 * @property {boolean | undefined} [byCookie] whether the browser's cookie says who we are
 * @property {typeof globalThis.WebSocket} [WebSocket]
 * @property {typeof globalThis.fetch} [fetch]
 * @property {() => number} [random] from 0 to 1
 * @property {readonly number[]} [backoffMs] the most to wait, by how often in a row it failed
 * @property {number} [heartbeatMs] silence after which we ask whether the server is there
 * @property {number} [answerMs] how long the server may take to answer that
 */

/**
 * A conversation that survives its sockets: it reconnects, resumes where it was, and says again
 * what was not acknowledged. Iterating gives every event of the server, each entry once and in
 * order, and how the connection is; it ends when the connection has. There is one reader. When it
 * lags too far the connection pauses, and loses no entry; while nobody reads, the newest are kept.
 *
 * @implements {AsyncIterable<ConnectionEvent>}
 */
export class Connection {
  /** @type {Required<Omit<Options, "name" | "token" | "byCookie">>} */
  #options;
  #door;
  #conversation = new Conversation((line) => this.#link?.send(line));
  /** @type {Unread<ConnectionEvent>} */
  #unread = new Unread();
  /** @type {State} */
  #state = "connecting";
  /** @type {string | undefined} */
  #you;
  /** @type {Link | undefined} */
  #link;
  #closing = new AbortController();
  /** Ends a pause. */
  #wake = () => {};

  /**
   * Connects at once.
   *
   * @param {string | URL} url the server's http(s) or ws(s) address
   * @param {Options} [options]
   * @throws {TypeError} If the url is none.
   */
  constructor(url, { name, token, byCookie, ...options } = {}) {
    this.#options = {
      WebSocket: globalThis.WebSocket,
      fetch: (...request) => globalThis.fetch(...request),
      random: Math.random,
      backoffMs: BACKOFF_MS,
      heartbeatMs: 15_000,
      answerMs: 10_000,
      ...options,
    };
    this.#door = new Door(url, { name, token, byCookie });
    this.#live();
  }

  /** Who the server says we are. */
  get you() {
    return this.#you;
  }

  /** What we came with, or what the last `welcome` gave us for coming back. */
  get token() {
    return this.#door.token;
  }

  get state() {
    return this.#state;
  }

  /**
   * Joins a room, and joins it again after every cut. Rejects with a RefusedError.
   *
   * @param {string} room
   */
  join(room) {
    return this.#conversation.join(room);
  }

  /** @param {string} room */
  leave(room) {
    this.#conversation.leave(room);
  }

  /**
   * Says something until it is acknowledged, across cuts and under one id, so that it is there once.
   * `acknowledged` rejects with a RefusedError, or with a CutError when the connection ends for good.
   *
   * @param {Place} place a room, or `{ to: "bob" }`, whom you say it to
   * @param {string} text
   * @param {Particulars} [particulars]
   * @returns {Said}
   * @throws {RangeError} If the text does not fit into a frame, or too much waits already.
   */
  say(place, text, particulars) {
    return this.#conversation.say(place, text, particulars);
  }

  /**
   * Asks something and brings the answer, which the reader sees too. Rejects with a RefusedError, or
   * with a CutError when there is no connection or it is cut: then ask again.
   *
   * @template {Question} Q
   * @param {Q} question
   * @returns {Promise<AnswerTo<Q>>}
   */
  async ask(question) {
    return /** @type {AnswerTo<Q>} */ (await this.#conversation.ask(question));
  }

  /**
   * Edits, deletes, reacts, sets a topic or moderates. The entry that comes of it is an event like
   * any other; so is a refusal, with which `acknowledged` rejects. Edits, deletions and reactions are
   * kept across cuts, as messages are; anything else rejects with a CutError.
   *
   * @param {Change} change
   * @returns {Changed}
   * @throws {RangeError} If it does not fit into a frame, or too much waits already.
   */
  change(change) {
    return this.#conversation.change(change);
  }

  /**
   * Sends what may be lost; without a connection it is.
   *
   * @param {{ type: "typing", room: string } | { type: "read", room: string, seq: number }} command
   */
  signal(command) {
    this.#conversation.send(command);
  }

  /** Comes back now instead of later; or, if we think we are connected, finds out. */
  retryNow() {
    this.#wake();
    if (this.#state === "open") this.#link?.ping();
  }

  /** Leaves for good. What the server told before is still read, then the iteration ends. */
  close() {
    this.#closing.abort();
    this.#conversation.goodbye();
    this.#conversation.end(LEFT.message);
    this.#wake();
    this.#link?.close();
  }

  /** @returns {AsyncIterator<ConnectionEvent, void, void>} */
  [Symbol.asyncIterator]() {
    return this.#unread.read();
  }

  async #live() {
    try {
      this.#finish(await this.#keepComingBack());
    } catch (error) {
      this.#finish({ reason: "failed", message: `Cannot connect: ${error}` });
    }
  }

  /** One socket after the other, until there is a reason not to come back. */
  async #keepComingBack() {
    for (let failures = 0;; failures++) {
      this.#become("connecting");
      const ending = await this.#converse();
      this.#link = undefined;
      if (this.#state === "open") failures = 0;
      this.#conversation.cut();
      const verdict = await this.#judge(ending);
      await this.#pause(verdict, failures);
      if (this.#closing.signal.aborted) return LEFT;
      if (verdict.next === "never") return verdict;
    }
  }

  /**
   * From opening a socket to its end.
   *
   * @returns {Promise<Ending>}
   */
  #converse() {
    const { heartbeatMs, answerMs, WebSocket } = this.#options;
    return new Promise((ended) => {
      const hear = (/** @type {Event[]} */ events) => this.#hear(events);
      this.#link = new Link(this.#door.open(WebSocket), { heartbeatMs, answerMs, hear, ended });
    });
  }

  /** @param {Event[]} events of one frame */
  #hear(events) {
    // Looked at between frames only: so at most this and one frame more wait to be read.
    if (this.#unread.isFull) return this.#link?.giveUp(UNREAD);
    for (const event of events) {
      const isNews = this.#conversation.take(event);
      if (event.type === "welcome") {
        this.#you = event.you;
        this.#door.welcomed(event);
        this.#become("open");
      }
      if (isNews) this.#unread.push(event);
    }
  }

  /**
   * @param {Ending} ending
   * @returns {Promise<Verdict>}
   */
  async #judge({ opened, verdict }) {
    if (opened || this.#closing.signal.aborted) return verdict;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), this.#options.answerMs);
    try {
      const signal = AbortSignal.any([patience.signal, this.#closing.signal]);
      const why = await this.#door.askWhy(this.#options.fetch, signal);
      return verdict === NO_ANSWER && why === UNREACHABLE ? verdict : why;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * @param {Verdict} verdict
   * @param {number} failures
   */
  async #pause({ next, reason, message }, failures) {
    if (next === "never" || next === "now" || this.#closing.signal.aborted) return;
    const woken = new Promise((resolve) => this.#wake = () => resolve(undefined));
    if (next === "when read") {
      this.#become("waiting", { reason, message });
      return await Promise.race([woken, this.#unread.drained()]);
    }
    const retryMs = backoff(failures, this.#options.backoffMs, this.#options.random);
    this.#become("waiting", { retryMs, reason, message });
    const timer = setTimeout(this.#wake, retryMs);
    await woken;
    clearTimeout(timer);
  }

  /** @param {Pick<Verdict, "reason" | "message">} why */
  #finish({ reason, message }) {
    this.#become("closed", { reason, message });
    this.#conversation.end(message);
    this.#unread.end();
  }

  /**
   * @param {State} state
   * @param {{ retryMs?: number, reason?: string, message?: string }} [details]
   */
  #become(state, details) {
    this.#state = state;
    this.#unread.push({ type: "status", state, ...details });
  }
}
