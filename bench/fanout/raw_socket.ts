/**
 * A WebSocket client that counts lines without reading them: one that made strings of what it
 * receives would be slower than the servers that it measures. After RFC 6455.
 *
 * @module
 */

const NEWLINE = 10;
const OPCODE = { text: 1, ping: 9, pong: 10 } as const;

export class RawSocket {
  lines = 0;
  frames = 0;
  /** Called with each piece that arrives. */
  onBytes: (bytes: Uint8Array) => void = () => {};
  readonly #conn: Deno.TcpConn;
  /** Bytes of the frame under way that are still to come. */
  #left = 0;
  /** The start of a header that a read cut off. */
  #header = new Uint8Array(0);
  #outgoing: Uint8Array[] = [];
  #writing = false;
  #gone = false;

  /** What came with the answer to the handshake. */
  readonly #early: Uint8Array;

  private constructor(conn: Deno.TcpConn, early: Uint8Array) {
    this.#conn = conn;
    this.#early = early;
  }

  /** Opens a socket on this machine. More headers are lines that end in `\r\n`. */
  static async open(port: number, path: string, headers = ""): Promise<RawSocket> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
      "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
      `Sec-WebSocket-Version: 13\r\n${headers}\r\n`;
    await conn.write(new TextEncoder().encode(request));
    return new RawSocket(conn, await readPastHandshake(conn));
  }

  /** Counts what arrives until the server is gone. */
  async listen(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    this.#take(this.#early);
    for (;;) {
      const length = await this.#conn.read(buffer).catch(() => null);
      if (length === null || this.#gone) {
        this.#gone = true;
        return;
      }
      this.#take(buffer.subarray(0, length));
    }
  }

  #take(bytes: Uint8Array): void {
    this.#feed(bytes);
    this.onBytes(bytes);
  }

  /** Whether the server disconnected this client, as some do with slow ones. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Ends it as a cut does. */
  cut(): void {
    this.#gone = true;
    this.#conn.close();
  }

  /** Whether what was said has not all left yet. */
  get busy(): boolean {
    return this.#writing;
  }

  say(text: string): void {
    this.#send(OPCODE.text, new TextEncoder().encode(text));
  }

  /** A client's frame is masked; with a mask of zeros it is as it was. */
  #send(opcode: number, payload: Uint8Array): void {
    const long = payload.length >= 126;
    const frame = new Uint8Array((long ? 8 : 6) + payload.length);
    frame[0] = 0x80 | opcode;
    frame[1] = 0x80 | (long ? 126 : payload.length);
    if (long) new DataView(frame.buffer).setUint16(2, payload.length);
    frame.set(payload, frame.length - payload.length);
    this.#outgoing.push(frame);
    if (!this.#writing) this.#write();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    // What is said in the same turn goes out at once.
    await Promise.resolve();
    while (this.#outgoing.length > 0 && !this.#gone) {
      const bytes = joined(this.#outgoing);
      this.#outgoing = [];
      try {
        for (let at = 0; at < bytes.length;) at += await this.#conn.write(bytes.subarray(at));
      } catch {
        this.#gone = true;
      }
    }
    this.#writing = false;
  }

  #feed(bytes: Uint8Array): void {
    if (this.#header.length > 0) bytes = joined([this.#header, bytes]);
    let at = 0;
    while (at < bytes.length) {
      if (this.#left === 0) {
        const start = this.#readHeader(bytes, at);
        if (start === undefined) break;
        at = start;
      }
      const end = Math.min(bytes.length, at + this.#left);
      this.lines += countEnds(bytes.subarray(at, end));
      this.#left -= end - at;
      at = end;
    }
    this.#header = bytes.slice(at);
  }

  /** Where the payload starts; `undefined` when the header is not all there. A server masks nothing. */
  #readHeader(bytes: Uint8Array, at: number): number | undefined {
    if (at + 2 > bytes.length) return undefined;
    const opcode = bytes[at]! & 15;
    const short = bytes[at + 1]! & 127;
    const start = at + (short === 127 ? 10 : short === 126 ? 4 : 2);
    if (start > bytes.length) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (short === 127) this.#left = Number(view.getBigUint64(at + 2));
    else this.#left = short === 126 ? view.getUint16(at + 2) : short;
    if (opcode === OPCODE.ping) this.#send(OPCODE.pong, new Uint8Array(0));
    else if (opcode === OPCODE.text) {
      this.frames++;
      this.lines++;
    }
    return start;
  }
}

/** Reads the answer to the handshake, and gives what came behind it. */
async function readPastHandshake(conn: Deno.TcpConn): Promise<Uint8Array> {
  const buffer = new Uint8Array(64 * 1024);
  let length = 0;
  for (;;) {
    const read = await conn.read(buffer.subarray(length));
    if (read === null) throw new Error("Cannot open socket: the server closed the connection");
    length += read;
    const text = new TextDecoder("latin1").decode(buffer.subarray(0, length));
    const end = text.indexOf("\r\n\r\n");
    if (end === -1) continue;
    if (!text.startsWith("HTTP/1.1 101")) {
      throw new Error(`Cannot open socket: ${text.split("\r")[0]}`);
    }
    return buffer.subarray(end + 4, length);
  }
}

/**
 * How many lines end in some bytes. A line that people say is mostly as long as the one before, so its
 * end is looked for there first: to search for each took half of a crowd's time. None may be less
 * than half as long as the one before.
 */
function countEnds(bytes: Uint8Array): number {
  let found = 0;
  for (let start = 0, length = 0;; found++) {
    const likely = start + length;
    const end = bytes[likely] === NEWLINE ? likely : bytes.indexOf(NEWLINE, start);
    if (end === -1) return found;
    length = end - start;
    start = end + 1;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
