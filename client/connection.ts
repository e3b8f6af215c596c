/**
 * A conversation with a server, for the page, the terminal and bots alike.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
 *   const { socket, response } = Deno.upgradeWebSocket(request);
 *   socket.onopen = () => socket.send('{"type":"welcome","v":1,"you":"echo","rooms":[]}');
 *   return response;
 * });
 * const connection = new Connection(`http://127.0.0.1:${server.addr.port}`, { name: "echo" });
 * for await (const event of connection) {
 *   if (event.type === "welcome") connection.close();
 * }
 * assertEquals([connection.you, connection.state], ["echo", "closed"]);
 * ```
 *
 * @module
 */

import type { Event } from "../protocol.ts";
import type { Change, Changed, Particulars, Place, Revising, Said } from "./connection/outbox.ts";
import {
  type AnswerTo,
  Conversation,
  CutError,
  type Question,
  RefusedError,
} from "./connection/conversation.ts";
import {
  backoff,
  BACKOFF_MS,
  type Ending,
  EventQueue,
  LEFT,
  Link,
  NO_ANSWER,
  UNREACHABLE,
  UNREAD,
  type Verdict,
} from "./connection/link.ts";
import type {
  ConnectionEvent,
  Options,
  State,
  StatusEvent,
} from "./connection/connection_types.ts";
import { Endpoint } from "./connection/endpoint.ts";

export { CutError, RefusedError };
export type { ConnectionEvent, Options, State, StatusEvent };
export type { AnswerTo, Change, Changed, Particulars, Place, Question, Revising, Said };

/**
 * A conversation that survives its sockets: it reconnects, resumes where it was, and says again
 * what was not acknowledged. Iterating gives every event of the server, each entry once and in
 * order, and how the connection is; it ends when the connection has. There is one reader. When it
 * lags too far the connection pauses, and loses no entry; while nobody reads, the newest are kept.
 *
 * @implements {AsyncIterable<ConnectionEvent>}
 */
export class Connection {
  #options: Required<Omit<Options, "name" | "token" | "byCookie">>;
  #endpoint;
  #conversation = new Conversation((line) => this.#link?.send(line));
  #unread: EventQueue<ConnectionEvent> = new EventQueue();
  #state: State = "connecting";
  #you: string | undefined;
  #link: Link | undefined;
  #closing = new AbortController();
  /** Ends a pause. */
  #wake = () => {};

  /**
   * Connects at once.
   *
   * @param url the server's http(s) or ws(s) address
   * @throws {TypeError} If the url is none.
   */
  constructor(url: string | URL, { name, token, byCookie, ...options }: Options = {}) {
    this.#options = {
      WebSocket: globalThis.WebSocket,
      fetch: (...request) => globalThis.fetch(...request),
      random: Math.random,
      backoffMs: BACKOFF_MS,
      heartbeatMs: 15_000,
      answerMs: 10_000,
      ...options,
    };
    this.#endpoint = new Endpoint(url, { name, token, byCookie });
    this.#live();
  }

  /** Who the server says we are. */
  get you(): string | undefined {
    return this.#you;
  }

  /** What we came with, or what the last `welcome` gave us for coming back. */
  get token(): string | undefined {
    return this.#endpoint.token;
  }

  /** How the connection is now. */
  get state(): State {
    return this.#state;
  }

  /**
   * Joins a room, and joins it again after every cut. Rejects with a RefusedError.
   *
   * @param since what comes first; the newest, unless said. With "if-there" no room is made.
   */
  join(room: string, since?: number | "now" | "if-there"): Promise<void> {
    return this.#conversation.join(room, since);
  }

  /** Leaves a room, and does not join it again after a cut. */
  leave(room: string): void {
    this.#conversation.leave(room);
  }

  /**
   * Says something until it is acknowledged, across cuts and under one id, so that it is there once.
   * `acknowledged` rejects with a RefusedError, or with a CutError when the connection ends for good.
   *
   * @param place a room, or `{ to: "bob" }`, whom you say it to
   * @throws {RangeError} If the text does not fit into a frame, or too much waits already.
   */
  say(place: Place, text: string, particulars?: Particulars): Said {
    return this.#conversation.say(place, text, particulars);
  }

  /**
   * Asks something and brings the answer, which the reader sees too. Rejects with a RefusedError, or
   * with a CutError when there is no connection or it is cut: then ask again.
   */
  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return ((await this.#conversation.ask(question)) as AnswerTo<Q>);
  }

  /**
   * Edits, deletes, reacts, sets a topic or moderates. The entry that comes of it is an event like
   * any other; so is a refusal, with which `acknowledged` rejects. Edits, deletions and reactions are
   * kept across cuts, as messages are; anything else rejects with a CutError.
   *
   * @throws {RangeError} If it does not fit into a frame, or too much waits already.
   */
  change(change: Change): Changed {
    return this.#conversation.change(change);
  }

  /** Sends what may be lost; without a connection it is. */
  signal(
    command:
      | { type: "typing"; room: string }
      | { type: "front"; room: string | undefined }
      | { type: "read"; room: string; seq: number },
  ): void {
    this.#conversation.send(command);
  }

  /** Comes back now instead of later; or, if we think we are connected, finds out, in some milliseconds. */
  retryNow(answerMs?: number): void {
    this.#wake();
    if (this.#state === "open") this.#link?.ping(answerMs);
  }

  /** Leaves for good. Events that arrived before are still read, then the iteration ends. */
  close(): void {
    this.#closing.abort();
    this.#conversation.goodbye();
    this.#conversation.end(LEFT.message);
    this.#wake();
    this.#link?.close();
  }

  /** Reads the events. There may be one reader. */
  [Symbol.asyncIterator](): AsyncIterator<ConnectionEvent, void, void> {
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
      this.#become({ type: "status", state: "connecting" });
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

  /** From opening a socket to its end. */
  #converse(): Promise<Ending> {
    const { heartbeatMs, answerMs, WebSocket } = this.#options;
    return new Promise((ended) => {
      const hear = (events: Event[]) => this.#hear(events);
      this.#link = new Link(this.#endpoint.open(WebSocket), { heartbeatMs, answerMs, hear, ended });
    });
  }

  /** @param events of one frame */
  #hear(events: Event[]) {
    // Looked at between frames only: so at most this and one frame more wait to be read.
    if (this.#unread.isFull) return this.#link?.giveUp(UNREAD);
    for (const event of events) {
      const isNews = this.#conversation.take(event);
      if (event.type === "welcome") {
        this.#you = event.you;
        this.#endpoint.welcomed(event);
        this.#become({ type: "status", state: "open" });
      }
      if (isNews) this.#unread.push(event);
    }
  }

  async #judge({ opened, verdict }: Ending): Promise<Verdict> {
    if (opened || this.#closing.signal.aborted) return verdict;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), this.#options.answerMs);
    const signal = AbortSignal.any([patience.signal, this.#closing.signal]);
    const unanswered = new Promise<Verdict>((resolve) => {
      signal.onabort = () => resolve(UNREACHABLE);
    });
    try {
      // A server that hangs may also owe us what the question takes: a module, a new session.
      const asking = this.#endpoint.askWhy(this.#options.fetch, signal);
      const why = await Promise.race([asking, unanswered]);
      return verdict === NO_ANSWER && why === UNREACHABLE ? verdict : why;
    } finally {
      clearTimeout(timer);
      // As long as somebody listens, it is kept for as long as the connection.
      signal.onabort = null;
    }
  }

  async #pause({ next, reason, message }: Verdict, failures: number) {
    if (next === "never" || next === "now" || this.#closing.signal.aborted) return;
    const woken = new Promise((resolve) => this.#wake = () => resolve(undefined));
    if (next === "when read") {
      this.#become({ type: "status", state: "paused", reason, message });
      return await Promise.race([woken, this.#unread.drained()]);
    }
    const retryMs = backoff(failures, this.#options.backoffMs, this.#options.random);
    this.#become({ type: "status", state: "waiting", retryMs, reason, message });
    const timer = setTimeout(this.#wake, retryMs);
    await woken;
    clearTimeout(timer);
  }

  #finish({ reason, message }: Pick<Verdict, "reason" | "message">) {
    this.#become({ type: "status", state: "closed", reason, message });
    this.#conversation.end(message);
    this.#unread.end();
  }

  #become(status: StatusEvent) {
    this.#state = status.state;
    this.#unread.push(status);
  }
}
