/**
 * Someone whose WebSocket is made by hand, and who may be as rude as no library lets them be.
 *
 * @module
 */
import type { Event } from "../../../protocol.ts";
import { soon } from "../arrivals.ts";
import type { Address } from "./test_server.ts";

/** What a frame is, as RFC 6455 numbers it. */
export const Opcode = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly opcode: number;
  readonly payload: Uint8Array;
}

/** A TCP connection that asked for an upgrade. It reads only what the test reads, and answers no ping. */
export class RawClient implements Disposable {
  /** The answer's status: 101 when it is a socket now. */
  status = 0;
  /** The answer's headers. */
  headers = new Headers();
  readonly #connection: Deno.TcpConn;
  /** What was received and not looked at yet. */
  #received = new Uint8Array();

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
    // Otherwise small writes wait for each other, 40 ms each.
    connection.setNoDelay();
  }

  /** Asks for an upgrade. */
  static async ask(
    server: Address,
    path: string,
    headers: Record<string, string> = {},
    commands: readonly Record<string, unknown>[] = [],
  ): Promise<RawClient> {
    const { host, hostname, port } = server.url();
    const client = new RawClient(await Deno.connect({ hostname, port: Number(port) }));
    const lines = Object.entries({
      host,
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-version": "13",
      "sec-websocket-key": "MDEyMzQ1Njc4OWFiY2RlZg==",
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = new TextEncoder().encode(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
    await client.write(
      Uint8Array.from([head, ...commands.map(commandFrame)].flatMap((b) => [...b])),
    );
    await client.#readHead();
    return client;
  }

  /** The answer's body. */
  async json(): Promise<{ error: string; message: string }> {
    const length = Number(this.headers.get("content-length"));
    return JSON.parse(new TextDecoder().decode(await this.#take(length)));
  }

  /** Sends commands, one a frame. */
  async send(...commands: Record<string, unknown>[]): Promise<void> {
    for (const command of commands) {
      await this.write(commandFrame(command));
    }
  }

  async sendFrame(opcode: number, payload: Uint8Array): Promise<void> {
    await this.write(frameOf(opcode, payload));
  }

  /** Writes bytes, unless the server has hung up: then it is for the reader to notice. */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      while (bytes.length > 0) bytes = bytes.subarray(await this.#connection.write(bytes));
    } catch (error) {
      if (!isHangUp(error)) throw error;
    }
  }

  async nextFrame(): Promise<Frame> {
    const [first = 0, second = 0] = await this.#take(2);
    let length = second & 0x7f;
    if (length >= 126) {
      const wide = await this.#take(length === 126 ? 2 : 8);
      length = wide.reduce((sum, byte) => sum * 256 + byte, 0);
    }
    return { opcode: first & 0x0f, payload: await this.#take(length) };
  }

  /** The events of the next frame that has some. */
  async nextEvents(): Promise<Event[]> {
    while (true) {
      const { opcode, payload } = await this.nextFrame();
      if (opcode !== Opcode.text) continue;
      return new TextDecoder().decode(payload).split("\n").map((line) => JSON.parse(line));
    }
  }

  /** Reads until the server says goodbye, and gives its code: 1006 when it hangs up without one. */
  async closeCode(): Promise<number> {
    try {
      while (true) {
        const { opcode, payload: [high = 0, low = 0] } = await this.nextFrame();
        if (opcode === Opcode.close) return high * 256 + low;
      }
    } catch (error) {
      if (isHangUp(error)) return 1006;
      throw error;
    }
  }

  /** Hangs up without a word. */
  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #readHead(): Promise<void> {
    let head = "";
    while (!head.endsWith("\r\n\r\n")) head += String.fromCharCode(...await this.#take(1));
    const [status = "", ...fields] = head.trimEnd().split("\r\n");
    this.status = Number(status.split(" ")[1]);
    this.headers = new Headers(fields.map((field): [string, string] => {
      const [name = "", ...value] = field.split(":");
      return [name, value.join(":").trim()];
    }));
  }

  async #take(count: number): Promise<Uint8Array> {
    while (this.#received.length < count) {
      const chunk = new Uint8Array(64 * 1024);
      const read = await soon(this.#connection.read(chunk), "more bytes from the server");
      if (read === null) throw new Deno.errors.UnexpectedEof("The server hung up");
      const received = new Uint8Array(this.#received.length + read);
      received.set(this.#received);
      received.set(chunk.subarray(0, read), this.#received.length);
      this.#received = received;
    }
    const taken = this.#received.slice(0, count);
    this.#received = this.#received.subarray(count);
    return taken;
  }
}

/** Whether an error is that the other side has ended the connection. */
function isHangUp(error: unknown): boolean {
  const { BrokenPipe, ConnectionReset, UnexpectedEof } = Deno.errors;
  return [BrokenPipe, ConnectionReset, UnexpectedEof].some((kind) => error instanceof kind);
}

function commandFrame(command: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  return frameOf(Opcode.text, new TextEncoder().encode(JSON.stringify(command)));
}

function frameOf(opcode: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = payload;
  const [size = 0, ...wide] = length < 126
    ? [length]
    : length < 2 ** 16
    ? [126, length >> 8, length]
    : [127, 0, 0, 0, 0, length >> 24, length >> 16, length >> 8, length];
  // A mask of zeros leaves the payload as it is.
  const mask = [0, 0, 0, 0];
  const head = Uint8Array.of(0x80 | opcode, 0x80 | size, ...wide, ...mask);
  const frame = new Uint8Array(head.length + length);
  frame.set(head);
  frame.set(payload, head.length);
  return frame;
}
