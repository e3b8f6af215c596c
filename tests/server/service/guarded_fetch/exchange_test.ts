import { assertEquals, assertRejects } from "@std/assert";
import {
  AnswerError,
  type Connection,
  exchange,
} from "../../../../server/service/guarded_fetch/exchange.ts";

/** A connection on which an answer comes in pieces of so many bytes. */
class Scripted implements Connection {
  #sent: number[] = [];
  #answer: Uint8Array;
  readonly #size: number;

  constructor(answer: string, size: number) {
    this.#answer = new TextEncoder().encode(answer);
    this.#size = size;
  }

  get sent(): string {
    return new TextDecoder().decode(Uint8Array.from(this.#sent));
  }

  read(into: Uint8Array): Promise<number | null> {
    const piece = this.#answer.subarray(0, Math.min(this.#size, into.length));
    this.#answer = this.#answer.subarray(piece.length);
    into.set(piece);
    return Promise.resolve(piece.length > 0 ? piece.length : null);
  }

  write(bytes: Uint8Array): Promise<number> {
    const piece = bytes.subarray(0, this.#size);
    this.#sent.push(...piece);
    return Promise.resolve(piece.length);
  }
}

const URL_OF_BOT = new URL("https://bot.example:8443/path?x=1");

Deno.test("An answer is read however it is cut into pieces, and however it says how long it is", async () => {
  const answers: [string, string][] = [
    ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello and more", "hello"],
    ["HTTP/1.0 200 OK\r\n\r\nhello", "hello"],
    [
      "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n",
      "hello",
    ],
    [
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length:6\r\n\r\nh\u00e9llo",
      "h\u00e9llo",
    ],
    ["HTTP/1.1 204 No Content\r\n\r\n", ""],
  ];
  for (const [answer, text] of answers) {
    for (const size of [1, 7, 1000]) {
      const connection = new Scripted(answer, size);
      const answered = await exchange(connection, URL_OF_BOT, "{é}", { "x-a": "b" });
      assertEquals(answered.text, text, `${answer} by ${size}`);
      assertEquals(
        connection.sent,
        "POST /path?x=1 HTTP/1.1\r\nx-a: b\r\nhost: bot.example:8443\r\naccept: */*\r\n" +
          "content-length: 4\r\nconnection: close\r\n\r\n{é}",
      );
    }
  }
});

Deno.test("What is no answer, broken off or without end is an error, and not read on", async () => {
  const answers = [
    "",
    "nonsense",
    "SSH-2.0-OpenSSH\r\n\r\n",
    "HTTP/1.1 999 X\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx",
    "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nx",
    `HTTP/1.1 200 OK\r\nx: ${"x".repeat(70_000)}`,
  ];
  for (const answer of answers) {
    await assertRejects(
      () => exchange(new Scripted(answer, 4096), URL_OF_BOT, "", {}),
      AnswerError,
    );
  }
});
