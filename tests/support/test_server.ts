/**
 * A server for one test.
 *
 * @module
 */
import { MemoryJournal } from "../../hub/memory_journal.ts";
import { Chat, type ChatOptions } from "../../server/chat.ts";

/** Where a server is. */
export interface Address {
  /** The address of something on it; without a path, of its page. */
  url(path?: string): URL;
}

/** A chat that listens on a port of its own, in this process. What it says went wrong fails the test. */
export class TestServer implements Address, AsyncDisposable {
  readonly chat: Chat;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #errors: unknown[];

  private constructor(chat: Chat, errors: unknown[]) {
    this.chat = chat;
    this.#errors = errors;
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) => chat.fetch(request),
    );
  }

  /** Starts a chat over a memory journal, or as the options say. */
  static async start(options: Partial<ChatOptions> = {}): Promise<TestServer> {
    const errors: unknown[] = [];
    const chat = await Chat.open({
      journal: new MemoryJournal(),
      server: "test/1",
      onError: (error) => errors.push(error),
      ...options,
    });
    return new TestServer(chat, errors);
  }

  url(path = "/"): URL {
    return new URL(path, `http://127.0.0.1:${this.#server.addr.port}`);
  }

  /** Stops the chat, as a signal would, and then the listening. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.chat[Symbol.asyncDispose]();
    await this.#server.shutdown();
    if (this.#errors.length > 0) throw new AggregateError(this.#errors, "The server had errors");
  }
}
