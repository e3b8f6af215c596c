/**
 * Someone who reads an event stream.
 *
 * @module
 */
import { soon } from "../arrivals.ts";
import type { Address } from "./test_server.ts";

/** A block of an event stream. */
export interface StreamEvent {
  readonly event: string;
  /** Absent where there is only a comment, or an id. */
  readonly data?: string;
  readonly comment?: string;
}

export interface Reading {
  readonly token: string;
  /** After which message to go on. */
  readonly lastId?: string | undefined;
}

/** Reads an event stream as the standard says, and remembers the last id. */
export class EventReader implements AsyncDisposable {
  readonly status: number;
  readonly headers: Headers;
  /** The last id that came. */
  lastId: string | undefined;
  readonly #reader: ReadableStreamDefaultReader<string> | undefined;
  readonly #abort: AbortController;
  readonly #response: Response;
  #text = "";

  private constructor(response: Response, abort: AbortController, lastId: string | undefined) {
    this.status = response.status;
    this.headers = response.headers;
    this.lastId = lastId;
    this.#abort = abort;
    this.#response = response;
    if (response.ok) {
      this.#reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    }
  }

  static async open(
    server: Address,
    path: string,
    { token, lastId }: Reading,
  ): Promise<EventReader> {
    const abort = new AbortController();
    const headers = {
      authorization: `Bearer ${token}`,
      ...(lastId !== undefined && { "last-event-id": lastId }),
    };
    const response = await fetch(server.url(path), { headers, signal: abort.signal });
    return new EventReader(response, abort, lastId);
  }

  /** The body of an answer that is no stream. */
  refusal(): Promise<{ error: string; message: string }> {
    return this.#response.json();
  }

  /** The next block; `undefined` at the end. */
  async next(): Promise<StreamEvent | undefined> {
    while (!this.#text.includes("\n\n")) {
      const read = await soon(this.#reader!.read(), "an event");
      if (read.done) return undefined;
      this.#text += read.value;
    }
    const [block = ""] = this.#text.split("\n\n", 1);
    this.#text = this.#text.slice(block.length + 2);
    return this.#parse(block);
  }

  /** The next event with data, as JSON, of this type; comments are passed over. */
  async data(event = "message"): Promise<Record<string, unknown>> {
    while (true) {
      const next = await this.next();
      if (!next) throw new Error(`Waited for ${event}: the stream ended`);
      if (next.data !== undefined && next.event === event) return JSON.parse(next.data);
    }
  }

  /** The texts of the next messages. */
  async texts(count: number): Promise<unknown[]> {
    const texts: unknown[] = [];
    while (texts.length < count) texts.push((await this.data()).text);
    return texts;
  }

  /** Resolves when the server has ended the stream. */
  async ended(): Promise<void> {
    while (await this.next());
  }

  /** Cuts the connection, whatever comes. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader?.cancel().catch(() => {});
    this.#abort.abort();
  }

  #parse(block: string): StreamEvent {
    const found = { event: "message" } as { event: string; data?: string; comment?: string };
    for (const line of block.split("\n")) {
      const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (field === "") found.comment = value;
      else if (field === "event") found.event = value;
      else if (field === "id") this.lastId = value;
      else if (field === "data") {
        found.data = found.data === undefined ? value : `${found.data}\n${value}`;
      }
    }
    return found;
  }
}
