import { assertEquals, assertMatch } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";

/** What may be on its way, in buffers, when an answer breaks off, is far less. */
const TAKEN_MAX = 512 * 1024 * 1024;

/** Sends the head of a request, then its body for as long as that is taken, and gives what was answered. */
async function answerTo(server: TestServer, head: string, piece: string): Promise<string> {
  const { hostname, port } = server.url();
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const encoder = new TextEncoder();
  const lines = [head, `Host: ${hostname}:${port}`, "Content-Type: application/json", "", ""];
  await connection.write(encoder.encode(lines.join("\r\n")));
  let answer = "";
  const reading = (async () => {
    for await (const bytes of connection.readable) answer += new TextDecoder().decode(bytes);
  })().catch(isCut);
  const body = encoder.encode(piece);
  let sent = 0;
  try {
    while (sent < TAKEN_MAX) sent += await connection.write(body);
  } catch (error) {
    isCut(error);
  }
  if (sent >= TAKEN_MAX) return `still takes more, after ${sent} bytes: ${answer}`;
  await reading;
  return answer;
}

function isCut(error: unknown): void {
  const isExpected = error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted;
  if (!isExpected) throw error;
}

const ENDLESS = "Content-Length: 99999999999";
const CHUNKED = "Transfer-Encoding: chunked";
const MIB = " ".repeat(1024 * 1024);
const CHUNK = `10000\r\n${" ".repeat(0x10000)}\r\n`;

for (
  const [what, status] of [
    ["POST /api/session", 413],
    ["POST /nope", 413],
    ["GET /", 413],
    ["DELETE /api/session", 413],
    ["POST /ws", 413],
  ] as const
) {
  Deno.test(`A body without an end is not read on when ${what} is answered`, async () => {
    await using server = await TestServer.start();
    const answer = await answerTo(server, `${what} HTTP/1.1\r\n${ENDLESS}`, MIB);
    assertMatch(answer, new RegExp(`^HTTP/1.1 ${status} `));
  });
}

for (
  const [what, status] of [
    ["POST /api/session", 413],
    ["POST /nope", 404],
    ["GET /", 400],
    ["DELETE /api/session", 401],
  ] as const
) {
  Deno.test(`Chunks without an end are not read on when ${what} is answered`, async () => {
    await using server = await TestServer.start();
    const answer = await answerTo(server, `${what} HTTP/1.1\r\n${CHUNKED}`, CHUNK);
    assertMatch(answer, new RegExp(`^HTTP/1.1 ${status} `));
  });
}

Deno.test("A body that has an end is answered as ever, in chunks, too, and when it is too long", async () => {
  await using server = await TestServer.start();
  const asks = async (path: string, body: BodyInit) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(server.url(path), { method: "POST", headers, body });
    return [response.status, (await response.json()).error];
  };
  const chunked = () => ReadableStream.from([new TextEncoder().encode('{"name":"ada"}')]);
  assertEquals(await asks("/api/session", chunked()), [201, undefined]);
  assertEquals(await asks("/api/session", " ".repeat(100_000)), [413, "too-long"]);
  assertEquals(await asks("/nope", " ".repeat(1_000_000)), [404, "not-found"]);
});
