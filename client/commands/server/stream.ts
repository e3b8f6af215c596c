/**
 * A room's event stream, across outages: after each it goes on where it was.
 *
 * @module
 */

import type { Entry } from "../../../protocol.ts";
import { refusalOf, SignInError } from "../../connection/endpoint.ts";
import { pathOf, type Server } from "../server.ts";
import { Patience } from "./patience.ts";

/** The server says something every 15 s. After so long without anything, it is not there any more. */
const SILENCE_MS = 45_000;
/** More than any message of a stream has, in UTF-16 units. */
const MESSAGE_UNITS_MAX = 1024 * 1024;

/** What comes: an entry, or that it can't go on where it was. */
export type StreamEvent = { type: "entry"; entry: Entry } | { type: "reset"; first: number };

type Told = { event: string; id: string; data: string };

export class Stream {
  readonly #server: Server;
  readonly #room: string;
  readonly #patience: Patience;
  /** Where we are, as the server writes it: `EPOCH:SEQ`. */
  #at = "";

  private constructor(server: Server, room: string, timeoutMs: number) {
    this.#server = server;
    this.#room = room;
    this.#patience = new Patience(timeoutMs);
  }

  /** Asks where the log ends now. */
  static async open(server: Server, room: string, timeoutMs: number): Promise<Stream> {
    const stream = new Stream(server, room, timeoutMs);
    while (stream.#at === "") {
      for await (const { id } of stream.#tries()) {
        stream.#at = id;
        if (id !== "") break;
      }
    }
    return stream;
  }

  /** The number of the last entry that is done with, or at first of the last in the log. */
  get last(): number {
    return Number(/\d+$/.exec(this.#at)?.[0] ?? NaN);
  }

  /** What follows a number that is in the log, for ever. */
  async *readAfter(seq: number): AsyncGenerator<StreamEvent, void, void> {
    this.#at = this.#at.replace(/\d+$/, String(seq));
    while (true) {
      for await (const { event, id, data } of this.#tries()) {
        if (event === "left") throw new SignInError("left", "You may not read this room any more");
        if (event === "reset") yield { type: "reset", first: JSON.parse(data).first };
        else if (data !== "") yield { type: "entry", entry: JSON.parse(data) };
        // Only now it is done with.
        if (id !== "") this.#at = id;
      }
    }
  }

  /** One connection's messages; a failure is waited for. */
  async *#tries(): AsyncGenerator<Told, void, void> {
    try {
      for await (const told of this.#connect()) {
        this.#patience.succeed();
        yield told;
      }
      throw new SignInError("unreachable", "The server ended the stream");
    } catch (error) {
      await this.#patience.afterFailure(error);
    }
  }

  async *#connect(): AsyncGenerator<Told, void, void> {
    const silence = new Silence();
    try {
      const response = await this.#request(silence.signal);
      yield* messagesOf(silence.watch(response));
    } catch (error) {
      // What breaks off is a TypeError here.
      if (!(error instanceof TypeError) && !silence.signal.aborted) throw error;
      throw new SignInError("unreachable", "The server cannot be reached", undefined);
    } finally {
      silence.end();
    }
  }

  async #request(signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    // It also signs a guest in again whom the server has forgotten.
    await this.#server.ask("GET", "session");
    const url = new URL(`api/${pathOf(this.#room)}/events`, this.#server.url);
    const headers = {
      authorization: `Bearer ${this.#server.token}`,
      ...(this.#at !== "" && { "last-event-id": this.#at }),
    };
    const response = await fetch(url, { headers, signal });
    if (response.ok && response.body) return response.body;
    throw refusalOf(response, await response.text());
  }
}

/** Ends what nothing is heard of. */
class Silence {
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#renew();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async *watch(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    for await (const piece of body) {
      // While what came is being printed, nobody listens.
      clearTimeout(this.#timer);
      yield piece;
      this.#renew();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }

  #renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(), SILENCE_MS);
  }
}

/** The messages of an event stream. What is not whole at its end is none. */
async function* messagesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Told, void, void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    for (let end; (end = text.indexOf("\n\n")) !== -1; text = text.slice(end + 2)) {
      yield messageOf(text.slice(0, end));
    }
    if (text.length > MESSAGE_UNITS_MAX) throw new TypeError("a message without an end");
  }
}

function messageOf(text: string): Told {
  const told: Told = { event: "", id: "", data: "" };
  for (const line of text.split("\n")) {
    const [, field, value = ""] = /^(event|id|data): ?(.*)$/.exec(line) ?? [];
    if (field === "event" || field === "id" || field === "data") told[field] = value;
  }
  return told;
}
