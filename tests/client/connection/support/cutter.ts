/**
 * A network that breaks.
 *
 * @module
 */

/** Carries connections to a server, each until it has carried as many bytes as it is given. */
export class Cutter implements AsyncDisposable {
  /** How often it has broken. */
  cuts = 0;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #server: () => string | Promise<string>;
  readonly #bytesMax: () => number;
  readonly #bytesUpMax: () => number;
  readonly #open = new Set<Deno.Conn>();
  readonly #serving: Promise<void>;

  /**
   * @param server where it is, or gives where the next connection comes to
   * @param bytesMax what the next connection may carry to the client
   * @param bytesUpMax and to the server
   */
  constructor(
    server: string | (() => string | Promise<string>),
    bytesMax: () => number = () => Infinity,
    bytesUpMax: () => number = () => Infinity,
  ) {
    this.#server = typeof server === "string" ? () => server : server;
    this.#bytesMax = bytesMax;
    this.#bytesUpMax = bytesUpMax;
    this.#serving = this.#serve();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const end of this.#open) this.#close(end);
    await this.#serving;
  }

  async #serve(): Promise<void> {
    const carried = [];
    for await (const client of this.#listener) carried.push(this.#carry(client));
    await Promise.all(carried);
  }

  async #carry(client: Deno.Conn): Promise<void> {
    this.#open.add(client);
    const { hostname, port } = new URL(await this.#server());
    const server = await Deno.connect({ hostname, port: Number(port) }).catch(() => undefined);
    // Nobody is there: a server that was killed, for example.
    if (!server) return this.#close(client);
    this.#open.add(server);
    // Whichever way ends first ends the other.
    const ways = [
      client.readable.pipeThrough(this.#cutAfter(this.#bytesUpMax())).pipeTo(server.writable),
      server.readable.pipeThrough(this.#cutAfter(this.#bytesMax())).pipeTo(client.writable),
    ];
    await Promise.race(ways).catch(() => {});
    for (const end of [client, server]) this.#close(end);
    await Promise.allSettled(ways);
  }

  #cutAfter(left: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
    return new TransformStream({
      transform: (chunk, controller) => {
        // In the middle of a frame, if it is so.
        controller.enqueue(chunk.subarray(0, left));
        left -= chunk.length;
        if (left > 0) return;
        this.cuts++;
        controller.terminate();
      },
    });
  }

  #close(end: Deno.Conn): void {
    if (!this.#open.delete(end)) return;
    try {
      end.close();
    } catch (error) {
      // Its streams have closed it.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }
}
