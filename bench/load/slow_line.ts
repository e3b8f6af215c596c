/**
 * A slow line between a browser and a server: each byte takes its time, one after the other, and half a
 * round trip to the other end; a new connection takes a round trip more.
 *
 * @module
 */

export interface Line {
  readonly roundTripMs: number;
  /** Bits a millisecond, from the server. */
  readonly kbits: number;
}

/** As much as is read at once: connections share the line in pieces of this size. */
const PIECE_BYTES = 4_096;

export class SlowLine implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #connections = new Set<Deno.TcpConn>();
  readonly #serving: Promise<void>;
  readonly #line;
  readonly #port;
  /** When what is on its way from the server has left it. */
  #freeAt = 0;

  /** The server, by way of this line. */
  readonly url: URL;
  /** Bytes that came from the server, headers included. */
  received = 0;

  constructor(to: URL, line: Line) {
    this.#line = line;
    this.#port = Number(to.port);
    this.url = new URL(to);
    this.url.port = String(this.#listener.addr.port);
    this.#serving = this.#serve();
  }

  async #serve(): Promise<void> {
    const carried: Promise<void>[] = [];
    for await (const near of this.#listener) carried.push(this.#carry(near));
    await Promise.all(carried);
  }

  async #carry(near: Deno.TcpConn): Promise<void> {
    const far = await Deno.connect({ hostname: "127.0.0.1", port: this.#port });
    this.#connections.add(near).add(far);
    try {
      // The hands that are shaken first.
      await sleep(this.#line.roundTripMs);
      await Promise.race([
        this.#pipe(near, far, () => 0),
        this.#pipe(far, near, (bytes) => this.#takes(bytes)),
      ]);
    } finally {
      for (const connection of [near, far]) close(connection);
    }
  }

  /** How long it takes until bytes from the server are on the line. */
  #takes(bytes: number): number {
    this.received += bytes;
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + bytes * 8 / this.#line.kbits;
    return this.#freeAt - now;
  }

  /** @param takes how many milliseconds so many bytes take to leave */
  async #pipe(from: Deno.TcpConn, to: Deno.TcpConn, takes: (bytes: number) => number) {
    let arrived = Promise.resolve();
    try {
      for (;;) {
        const piece = new Uint8Array(PIECE_BYTES);
        const length = await from.read(piece);
        if (length === null) break;
        await sleep(takes(length));
        const travelled = sleep(this.#line.roundTripMs / 2);
        const before = arrived;
        arrived = (async () => {
          await travelled;
          await before;
          await writeAll(to, piece.subarray(0, length));
        })();
        // Whoever hung up is seen by the next read.
        arrived.catch(() => {});
      }
      await arrived;
    } catch (error) {
      if (!isHungUp(error)) throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const connection of this.#connections) close(connection);
    await this.#serving;
  }
}

async function writeAll(to: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += await to.write(bytes.subarray(done));
}

function isHungUp(error: unknown): boolean {
  return error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe;
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}

async function sleep(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
