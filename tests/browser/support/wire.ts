/**
 * The network between somebody and the server, with scissors.
 *
 * @module
 */

export class Wire implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #connections = new Set<Deno.TcpConn>();
  readonly #serving: Promise<void>;
  #to: URL;
  #isCut = false;
  #held: PromiseWithResolvers<void> | undefined;
  #received = 0;
  /** The server, by way of this wire. */
  readonly url: URL;

  constructor(to: URL) {
    this.#to = to;
    this.url = new URL(to);
    this.url.port = String(this.#listener.addr.port);
    this.#serving = this.#serve();
  }

  /** Bytes that came from the server, headers included. */
  get received(): number {
    return this.#received;
  }

  /** Ends what goes through, without a word to either side, and lets nothing through. */
  cut(): void {
    this.#isCut = true;
    for (const connection of this.#connections) close(connection);
  }

  /** Keeps what comes from the server, as a network does that is gone and has told nobody. */
  hold(): void {
    this.#held ??= Promise.withResolvers();
  }

  /** Lets all through again, maybe to another server. */
  mend(to: URL = this.#to): void {
    this.#held?.resolve();
    this.#held = undefined;
    this.#to = to;
    this.#isCut = false;
  }

  async #serve(): Promise<void> {
    const carried: Promise<void>[] = [];
    for await (const near of this.#listener) {
      if (this.#isCut) near.close();
      else carried.push(this.#carry(near, this.#to));
    }
    await Promise.all(carried);
  }

  async #carry(near: Deno.TcpConn, { hostname, port }: URL): Promise<void> {
    const far = await Deno.connect({ hostname, port: Number(port) }).catch(() => undefined);
    // The server is gone.
    if (!far) return close(near);
    this.#connections.add(near).add(far);
    if (this.#isCut) this.cut();
    const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: async (bytes, controller) => {
        await this.#held?.promise;
        this.#received += bytes.length;
        controller.enqueue(bytes);
      },
    });
    const back = far.readable.pipeThrough(count);
    await Promise.race([pipe(near.readable, far), pipe(back, near)]);
    close(near);
    close(far);
    this.#connections.delete(near);
    this.#connections.delete(far);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    this.#held?.resolve();
    await this.#serving;
  }
}

/** How it ends is no matter: somebody hung up, or was cut off. */
async function pipe(
  from: ReadableStream<Uint8Array<ArrayBuffer>>,
  to: Deno.TcpConn,
): Promise<void> {
  await from.pipeTo(to.writable).catch(() => {});
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
