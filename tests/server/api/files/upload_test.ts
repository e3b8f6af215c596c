import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { LIMITS } from "../../../../protocol.ts";
import { FILE_LIMITS } from "../../../../server/files/limits.ts";
import { ask, claim, cookieOf, expect, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import {
  readPath,
  sayFiles,
  someBytes,
  tryUpload,
  upload,
} from "../../../support/server/uploads.ts";

const SMALL = { ...FILE_LIMITS, file: 10_000 };

Deno.test("A file is uploaded as it is, by token or by cookie, and read as it was", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const bytes = someBytes(300_000);
  const cookie = { cookie: token, headers: { origin: server.url().origin } };
  for (const carrying of [{ token }, cookie]) {
    const file = await upload(server, bytes, { ...carrying, name: "Über 猫.bin" });
    assertEquals([file.name, file.size, typeof file.type], ["Über 猫.bin", 300_000, "string"]);
    assertEquals(file.url, `/files/${file.id}/${encodeURIComponent("Über 猫.bin")}`);
    for (const reading of [{ token }, { cookie: token }]) {
      const read = await readPath(server, file.url, reading);
      assertEquals([read.status, read.bytes], [200, bytes]);
    }
  }
});

Deno.test("A file may have as many bytes as the server says, and not one more", async () => {
  await using server = await TestServer.start({ files: SMALL });
  await using ada = await TestClient.connect(server, "ada");
  assertEquals(ada.welcome.limits, { ...LIMITS, file: 10_000 });
  const { token } = ada.welcome;
  const chunked = (length: number) => ReadableStream.from([someBytes(length)]);
  assertEquals((await upload(server, someBytes(10_000), { token })).size, 10_000);
  assertEquals((await upload(server, chunked(10_000), { token })).size, 10_000);
  for (const body of [someBytes(10_001), someBytes(1_000_000)]) {
    const refused = await tryUpload(server, body, { token });
    assertEquals([refused.status, refused.body.error], [413, "too-long"]);
    assertMatch(String(refused.body.message), /^Cannot upload file: it has more than /);
  }
  // What has no length ends the connection, as it may have no end either.
  const headers = { authorization: `Bearer ${token}` };
  const asked = { method: "POST", headers, body: chunked(10_001) };
  const response = await fetch(server.url("/api/files?name=a"), asked);
  assertEquals(response.status, 413);
  await assertRejects(() => response.text());
  // They are still served.
  assertEquals((await upload(server, someBytes(1), { token })).size, 1);
});

Deno.test("A file without bytes is a file", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const file = await upload(server, new Uint8Array(), { token, name: "empty.txt" });
  const { files } = await sayFiles(server, [file.id], { token });
  assertEquals([files[0]?.size, files[0]?.name], [0, "empty.txt"]);
  const read = await readPath(server, file.url, { token });
  assertEquals([read.status, read.bytes.length], [200, 0]);
  assertEquals(read.headers.get("content-length"), "0");
});

Deno.test("A file is called as it may be, whatever name is given", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const names: [given: string, kept: string][] = [
    ["../../etc/passwd", "passwd"],
    ["C:\\fakepath\\cat.png", "cat.png"],
    ["photo\u202egnp.exe", "photognp.exe"],
    ['a"; filename="b.html', "a_; filename=_b.html"],
    ["a\r\nset-cookie: b", "aset-cookie_ b"],
    ["", "file"],
    ["x".repeat(5_000) + ".png", "x".repeat(96) + ".png"],
  ];
  for (const [name, kept] of names) {
    const file = await upload(server, "hello", { token, name });
    assertEquals(file.name, kept);
    const { headers } = await readPath(server, file.url, { token });
    assertEquals(headers.get("set-cookie"), null);
    assertMatch(headers.get("content-disposition")!, /^\w+; filename="[^"\r\n]+"; filename\*=/);
  }
  const headers = { authorization: `Bearer ${token}` };
  const asked = { method: "POST", body: "hello", headers };
  const response = await fetch(server.url("/api/files?name=%ff%fe"), asked);
  assertEquals((await response.json()).name, "\ufffd\ufffd");
});

/** What a request is sent with, beside a session, and what is answered. */
const REQUESTS: [headers: Record<string, string>, byToken: number, byCookie: number][] = [
  [{ origin: "OWN", "content-type": "text/plain" }, 201, 201],
  [{ origin: "OWN", "sec-fetch-site": "same-origin", "content-type": "image/png" }, 201, 201],
  [{ "sec-fetch-site": "same-origin", "content-type": "text/plain" }, 201, 201],
  // A program has no Origin. It may not look like a form, which has no other protection here.
  [{ "content-type": "application/octet-stream" }, 201, 201],
  [{ "content-type": "image/png" }, 201, 201],
  [{ "content-type": "text/plain" }, 201, 403],
  [{ "content-type": "Text/Plain; charset=utf-8" }, 201, 403],
  [{ "content-type": "application/x-www-form-urlencoded" }, 201, 403],
  [{}, 201, 403],
  // What a browser says of another site's page.
  [{ "sec-fetch-site": "cross-site", "content-type": "text/plain" }, 201, 403],
  [{ "sec-fetch-site": "same-site", "content-type": "image/png" }, 201, 403],
  [{ origin: "https://evil.example", "content-type": "text/plain" }, 403, 403],
  [{ origin: "https://evil.example", "content-type": "image/png" }, 403, 403],
  [{ origin: "null", "content-type": "text/plain" }, 403, 403],
  [{ origin: "OWN", "content-type": "multipart/form-data; boundary=x" }, 400, 400],
  [{ "content-type": "application/octet-stream", "content-encoding": "gzip" }, 415, 415],
];

Deno.test("No form of another site uploads a file with somebody's cookie", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  for (const [sent, byToken, byCookie] of REQUESTS) {
    const origin = sent.origin === "OWN" ? server.url().origin : sent.origin;
    const headers = { ...sent, ...(origin !== undefined && { origin }) };
    // What a `fetch` calls bytes has no type, unless one is said.
    const body = new Uint8Array([1, 2, 3]);
    const asked = JSON.stringify(sent);
    assertEquals((await tryUpload(server, body, { token, headers })).status, byToken, asked);
    const answered = await tryUpload(server, body, { cookie: token, headers });
    assertEquals(answered.status, byCookie, `${asked} ${cookieOf(server)}`);
  }
});

Deno.test("Twenty files at once arrive each as it is, while others talk", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const token = await claim(server, "ada");
  const bodies = Array.from({ length: 20 }, (_, i) => someBytes(200_000 + i, i + 1));
  const uploading = Promise.all(bodies.map((body) => upload(server, body, { token })));
  for (let i = 0; i < 20; i++) {
    bob.say("lobby", `${i}`);
    assertEquals((await bob.next("said")).text, `${i}`);
  }
  const files = await uploading;
  for (const [i, { url, size }] of files.entries()) {
    assertEquals(size, bodies[i]!.length);
    assertEquals((await readPath(server, url, { token })).bytes, bodies[i]);
  }
  const ids = files.map(({ id }) => id);
  await sayFiles(server, ids.slice(0, 10), { token });
  await sayFiles(server, ids.slice(10), { token });
  assertEquals((await bob.next("said")).files?.map(({ id }) => id), ids.slice(0, 10));
});

Deno.test("Whoever may not upload is told why, and nobody without a session may", async () => {
  await using server = await TestServer.start({
    files: { ...SMALL, guests: false, storage: { total: 20_000, perPerson: 12_000 } },
  });
  const guest = await signIn(server, "gus");
  const account = await claim(server, "ada");
  const other = await claim(server, "bob");
  const refusal = async (token: string | undefined, length: number) => {
    const { status, body } = await tryUpload(server, someBytes(length, length), { token });
    return `${status} ${body.error ?? body.size}`;
  };
  assertEquals(await refusal(undefined, 10), "401 no-session");
  assertEquals(await refusal("x".repeat(43), 10), "401 no-session");
  assertEquals(await refusal(guest, 10), "403 forbidden");
  assertEquals(await refusal(account, 10_000), "201 10000");
  assertEquals(await refusal(account, 2_001), "403 quota");
  assertEquals(await refusal(other, 9_000), "201 9000");
  assertEquals(await refusal(other, 1_001), "403 quota");
  assertEquals(await refusal(account, 1_000), "201 1000");
});

Deno.test("An upload that is refused before it came is read to its end, so that it is read why", async () => {
  await using server = await TestServer.start({ files: { ...FILE_LIMITS, guests: false } });
  const token = await signIn(server, "ada");
  const bytes = new Uint8Array(8_000_000);
  for (let i = 0; i < 5; i++) {
    const refused = await tryUpload(server, bytes, { token });
    assertEquals([refused.status, refused.body.error], [403, "forbidden"]);
  }
  assertEquals((await ask(server, "GET /api/session", { token })).status, 200);
});

Deno.test("A repeat of what was said with files is stored, also when it was deleted since", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const { id } = await upload(server, "a cat", { token });
  const say = { token, body: { id: "m-1", text: "look", files: [id] } };
  const path = "/api/rooms/lobby/messages";
  const { seq } = await expect(server, 201, `POST ${path}`, say);
  const stored = { stored: { room: "lobby", seq } };
  assertEquals(await expect(server, 200, `POST ${path}`, say), stored);
  await expect(server, 204, `DELETE ${path}/${seq}`, { token });
  assertEquals(await expect(server, 200, `POST ${path}`, say), stored);
  const other = { token, body: { ...say.body, id: "m-2" } };
  const { reason } = await expect(server, "404 not-found", `POST ${path}`, other);
  assertEquals(reason, "no-such-file");
});
