import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { readFields } from "../../../server/http/body.ts";
import { SOCKETS } from "../../../server/limits.ts";
import { Refusal, type RefusalReason } from "../../../server/http/refused_request.ts";
import { ask, expect } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";

const JSON_TYPE = { "content-type": "application/json" };

function request(body: BodyInit | undefined, headers: Record<string, string> = JSON_TYPE): Request {
  return new Request("http://localhost/", {
    method: "POST",
    headers,
    ...(body !== undefined && { body }),
  });
}

/** Why a body is refused. */
async function refusal(asked: Request, arrivalMs?: number): Promise<RefusalReason> {
  return (await assertRejects(() => readFields(asked, arrivalMs), Refusal)).reason;
}

Deno.test("readFields reads the texts of an object", async () => {
  for (const type of ["application/json", "Application/JSON; charset=utf-8"]) {
    const fields = await readFields(request('{"name":"中","no":null}', { "content-type": type }));
    assertEquals([fields.text("name"), fields.optionalText("no")], ["中", undefined]);
    assertThrows(() => fields.text("no"), Refusal, "no is missing");
  }
});

Deno.test("readFields refuses what is no JSON object, or a field that is no text", async () => {
  const deep = "[".repeat(30_000) + "]".repeat(30_000);
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    "7",
    '"name"',
    "\ufffe",
    deep,
    `{"a":${deep}}x`,
    undefined,
  ];
  for (const body of bodies) assertEquals(await refusal(request(body)), "malformed", body);
  assertEquals(await refusal(request(new Uint8Array([0xff, 0xfe]))), "malformed");
  const odd = ["7", "[]", "{}", "true", '"\\ud83d"'];
  for (const value of odd) {
    const fields = await readFields(request(`{"name":${value}}`));
    assertThrows(() => fields.text("name"), Refusal, "must be a text");
  }
  const inherited = await readFields(request('{"__proto__":{"name":"eve"}}'));
  for (const name of ["name", "constructor", "toString"]) {
    assertEquals(inherited.optionalText(name), undefined);
  }
});

Deno.test("readFields refuses what a form of another site could send", async () => {
  const types = ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"];
  for (const type of types) {
    assertEquals(await refusal(request("{}", { "content-type": type })), "not-json", type);
  }
});

Deno.test("readFields refuses what is too long, and does not read the rest of it", async () => {
  let read = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 1024;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
  });
  assertEquals(await refusal(request(endless)), "too-long");
  assertEquals(read < 100 * 1024, true, `${read} bytes were read`);
  assertEquals(await refusal(request(" ".repeat(64 * 1024 + 1))), "too-long");
  await readFields(request(`{}${" ".repeat(64 * 1024 - 2)}`));
});

Deno.test("readFields refuses what is compressed, which may be any length, and reads nothing of it", async () => {
  for (const encoding of ["gzip", "deflate", "br", "identity, gzip", "x"]) {
    const headers = { ...JSON_TYPE, "content-encoding": encoding };
    const asked = request("{}", headers);
    assertEquals([await refusal(asked), asked.bodyUsed], ["encoded", false], encoding);
  }
  await readFields(request("{}", { ...JSON_TYPE, "content-encoding": "Identity" }));
});

Deno.test("readFields waits for a slow body only so long", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  writer.write(new TextEncoder().encode('{"name":')).catch(() => {});
  assertEquals(await refusal(request(readable), 20), "too-slow");
  await writer.closed.catch(() => {});
});

Deno.test("Nothing that is sent to a route is answered by 500", async () => {
  await using server = await TestServer.start();
  const odd = ["", 7, null, [], {}, "\u0000", "a b", "x".repeat(99), "__proto__", "ﷺ"];
  for (const what of ["POST /api/session", "POST /api/accounts"]) {
    for (const name of odd) {
      for (const password of [undefined, ...odd]) {
        const { status } = await ask(server, what, { body: { name, password } });
        assertEquals(status >= 400 && status < 500 || status === 201, true, `${status} ${name}`);
      }
    }
  }
  for (const path of ["/%00", "/%ff", "/api", "/api/", "/api//", "/api/sessions/%ff"]) {
    const { status } = await ask(server, `DELETE ${path}`);
    assertEquals([401, 404, 405].includes(status), true, `${path}: ${status}`);
  }
  await expect(server, "404 not-found", "GET /api/nothing");
});

Deno.test("readFields refuses a body that comes in more pieces than anybody needs, and frees each", async () => {
  const buffers: ArrayBuffer[] = [];
  const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      // As the runtime does: one byte, in a buffer of its own.
      const piece = new Uint8Array(64 * 1024).fill(0x20).subarray(0, 1);
      buffers.push(piece.buffer);
      controller.enqueue(piece);
    },
  }, { highWaterMark: 0 });
  assertEquals(await refusal(request(pieces)), "malformed");
  assertEquals(buffers.length, 129);
  assertEquals(buffers.filter(({ detached }) => !detached).length, 1);
});

Deno.test("Whoever sends bodies in very many pieces is soon refused before they are read", async () => {
  await using server = await TestServer.start({ limits: SOCKETS });
  const send = async () => {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: Number(server.url().port) });
    const head = "POST /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const request = new TextEncoder().encode(`${head}${"1\r\n \r\n".repeat(500)}0\r\n\r\n`);
    await conn.write(request);
    // The answer breaks off, so that nothing more of the body is read.
    const answer = new Uint8Array(4096);
    await conn.read(answer);
    return new TextDecoder().decode(answer).slice(9, 12);
  };
  const statuses: string[] = [];
  for (let i = 0; i < 16; i++) statuses.push(await send());
  assertEquals([statuses[0], statuses.at(-1)], ["400", "429"]);
});
