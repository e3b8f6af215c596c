import { assert, assertEquals, assertMatch } from "@std/assert";
import { FILE_LIMITS } from "../../../../server/files/limits.ts";
import { soon } from "../../../support/arrivals.ts";
import { below, withChance } from "../../../support/random/random.ts";
import { claim, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { readPath, sayFiles, someBytes, upload } from "../../../support/server/uploads.ts";

const CUTS = 200;
const SIZE_MAX = 60_000;

/** An upload as it goes over the wire. */
function requestOf(server: TestServer, token: string, how: string, body: Uint8Array): Uint8Array {
  const head = [
    "POST /api/files?name=some.bin HTTP/1.1",
    `Host: ${server.url().host}`,
    `Authorization: Bearer ${token}`,
    how,
    "",
    "",
  ].join("\r\n");
  const bytes = new TextEncoder().encode(head);
  const whole = new Uint8Array(bytes.length + body.length);
  whole.set(bytes);
  whole.set(body, bytes.length);
  return whole;
}

async function connect(server: TestServer): Promise<Deno.TcpConn> {
  const { hostname, port } = server.url();
  return await Deno.connect({ hostname, port: Number(port) });
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

Deno.test("What was cut off anywhere leaves nothing, and is there once when it is sent again", async () => {
  await withChance(async (random) => {
    await using server = await TestServer.start();
    const token = await signIn(server, "ada");
    const sent = new Map<number, Uint8Array>();
    for (let i = 0; i < CUTS; i++) {
      const bytes = someBytes(1 + below(SIZE_MAX, random), i + 1);
      const request = requestOf(server, token, `Content-Length: ${bytes.length}`, bytes);
      const connection = await connect(server);
      await writeAll(connection, request.subarray(0, below(request.length, random)));
      connection.close();
      const { id } = await upload(server, bytes, { token, name: `${i}.bin` });
      const { seq } = await sayFiles(server, [id], { token });
      sent.set(seq, bytes);
    }
    const asked = { token };
    const page = await expect(server, 200, "GET /api/rooms/lobby/files?limit=200", asked);
    const listed = page.files as { seq: number; url: string; size: number }[];
    assertEquals(listed.length, CUTS);
    for (const { seq, url, size } of listed) {
      const read = await readPath(server, url, { token });
      assertEquals([size, read.bytes], [sent.get(seq)!.length, sent.get(seq)]);
    }
    // Of what was cut off, nothing counts as theirs.
    const { perPerson } = await server.backing.files.stored(await idOf(server, token));
    assertEquals(perPerson, sent.values().reduce((sum, { length }) => sum + length, 0));
  });
});

/** The id of who has a token. */
async function idOf(server: TestServer, token: string): Promise<string> {
  const { id } = await upload(server, new Uint8Array(), { token });
  const [stored] = await server.backing.files.find([id]);
  return stored!.by;
}

/** What comes on a connection, until its end. */
async function answerOn(connection: Deno.TcpConn): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const bytes of connection.readable) text += decoder.decode(bytes);
  } catch (error) {
    const isCut = error instanceof Deno.errors.ConnectionReset ||
      error instanceof Deno.errors.BrokenPipe;
    if (!isCut) throw error;
  }
  return text;
}

for (const how of ["Content-Length: 50000", "Transfer-Encoding: chunked"]) {
  Deno.test(`An upload that stalls is refused, and nothing of it is kept, by ${how.split(":")[0]}`, async () => {
    const pace = { stalledMs: 50, windowMs: 60_000, windowBytes: 1, totalMs: 60_000 };
    await using server = await TestServer.start({ filePace: pace });
    const token = await signIn(server, "ada");
    const connection = await connect(server);
    const start = new TextEncoder().encode(how.startsWith("T") ? "5\r\nhello\r\n" : "hello");
    await writeAll(connection, requestOf(server, token, how, start));
    // The rest may still come: the connection is the client's to close.
    const decoder = new TextDecoder();
    const piece = new Uint8Array(4096);
    let answer = "";
    while (!answer.includes("}")) {
      const length = await soon(connection.read(piece), "the answer to an upload");
      assert(length !== null, answer);
      answer += decoder.decode(piece.subarray(0, length));
    }
    connection.close();
    assertMatch(answer, /^HTTP\/1.1 408 [^]*"error":"too-slow"/);
    const by = await idOf(server, token);
    assertEquals((await server.backing.files.stored(by)).perPerson, 0);
  });
}

for (const how of ["Content-Length: 99999999999", "Transfer-Encoding: chunked"]) {
  Deno.test(`An upload without an end is not read on, by ${how.split(":")[0]}`, async () => {
    await using server = await TestServer.start({ files: { ...FILE_LIMITS, file: 100_000 } });
    const token = await signIn(server, "ada");
    const connection = await connect(server);
    const answering = answerOn(connection);
    await writeAll(connection, requestOf(server, token, how, new Uint8Array()));
    const chunk = new TextEncoder().encode(`10000\r\n${" ".repeat(0x10000)}\r\n`);
    let sent = 0;
    try {
      // What may be on its way, in buffers, is far less.
      while (sent < 512 * 1024 * 1024) sent += await connection.write(chunk);
    } catch (error) {
      const isCut = error instanceof Deno.errors.ConnectionReset ||
        error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.BadResource ||
        error instanceof Deno.errors.Interrupted;
      if (!isCut) throw error;
    }
    assertMatch(await answering, /^HTTP\/1.1 413 /);
  });
}

/** How somebody may not upload any more. */
const ENDS = {
  "have signed out": { how: "DELETE /api/session" },
  "have deleted their account": {
    how: "DELETE /api/account",
    body: { password: PASSWORD, messages: "delete" },
  },
};

for (const [what, { how, ...asking }] of Object.entries(ENDS)) {
  Deno.test(`What is still being uploaded of people who ${what} is not taken`, async () => {
    await using server = await TestServer.start();
    const token = await claim(server, "ada");
    const by = await idOf(server, token);
    const bytes = new Uint8Array(20_000_000);
    const request = requestOf(server, token, `Content-Length: ${bytes.length}`, bytes);
    const connection = await connect(server);
    // Far more than what may be on its way, in buffers: so it is being taken.
    await writeAll(connection, request.subarray(0, 18_000_000));
    await expect(server, 204, how, { token, ...asking });
    const answering = answerOn(connection);
    await writeAll(connection, request.subarray(18_000_000)).catch(throwUnlessCut);
    assertMatch(await answering, /^(HTTP\/1.1 401 |$)/);
    assertEquals((await server.backing.files.stored(by)).perPerson, 0);
  });
}

/** What somebody meets who writes to a connection that is ended. */
function throwUnlessCut(error: unknown): void {
  const isCut = error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.BrokenPipe;
  if (!isCut) throw error;
}
