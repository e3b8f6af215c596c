import { assertEquals } from "@std/assert";
import { signIn } from "../../../support/server/asker.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { readPath, sayFiles, someBytes, upload } from "../../../support/server/uploads.ts";

const SIZE = 150_000;

/** A server with a file of ada's. */
async function open() {
  const server = await TestServer.start();
  const token = await signIn(server, "ada");
  const bytes = someBytes(SIZE);
  const { url } = await upload(server, bytes, { token, name: "some.bin" });
  const { headers } = await readPath(server, url, { token, method: "HEAD" });
  return { server, token, bytes, url, etag: headers.get("etag")! };
}

/** Ranges, and the part that is sent: all of it, or none. */
const RANGES: [range: string, part: [start: number, end: number] | "all" | "none"][] = [
  ["bytes=0-0", [0, 1]],
  ["bytes=0-", [0, SIZE]],
  ["bytes=100-199", [100, 200]],
  ["Bytes=65535-65537", [65_535, 65_538]],
  ["bytes=149999-", [SIZE - 1, SIZE]],
  ["bytes=149999-999999999", [SIZE - 1, SIZE]],
  ["bytes=-1", [SIZE - 1, SIZE]],
  ["bytes=-100000", [50_000, SIZE]],
  ["bytes=-999999999", [0, SIZE]],
  ["bytes= 5-9 ", [5, 10]],
  ["bytes=150000-", "none"],
  ["bytes=150000-150001", "none"],
  ["bytes=-0", "none"],
  ["bytes=99999999999999999999-", "none"],
  ["bytes=9-5", "all"],
  ["bytes=0-1,5-9", "all"],
  ["bytes=-", "all"],
  ["bytes=a-b", "all"],
  ["bytes", "all"],
  ["lines=0-1", "all"],
  ["bytes=0x1-2", "all"],
  ["bytes=--1", "all"],
];

Deno.test("A part of a file is sent as it is asked for", async () => {
  const { server, token, bytes, url } = await open();
  await using _ = server;
  for (const [range, part] of RANGES) {
    const read = await readPath(server, url, { token, headers: { range } });
    const told = read.headers.get("content-range");
    if (part === "none") {
      assertEquals([read.status, told, read.bytes.length], [416, `bytes */${SIZE}`, 0], range);
    } else if (part === "all") {
      assertEquals([read.status, told, read.bytes], [200, null, bytes], range);
    } else {
      const [start, end] = part;
      const expected = [206, `bytes ${start}-${end - 1}/${SIZE}`, bytes.slice(start, end)];
      assertEquals([read.status, told, read.bytes], expected, range);
      assertEquals(read.headers.get("content-length"), String(end - start));
    }
    assertEquals(read.headers.get("accept-ranges"), "bytes");
  }
});

Deno.test("Of an empty file there is no part", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const { url } = await upload(server, "", { token });
  for (const range of ["bytes=0-", "bytes=0-0", "bytes=-5"]) {
    const { status, headers } = await readPath(server, url, { token, headers: { range } });
    assertEquals([status, headers.get("content-range")], [416, "bytes */0"], range);
  }
});

Deno.test("A part of another version of a file is not sent, but all of it", async () => {
  const { server, token, bytes, url, etag } = await open();
  await using _ = server;
  const versions: [version: string, status: number][] = [
    [etag, 206],
    [`W/${etag}`, 200],
    ['"other"', 200],
    ["Sun, 29 Nov 2026 00:00:00 GMT", 200],
  ];
  for (const [version, status] of versions) {
    const headers = { range: "bytes=1-2", "if-range": version };
    const read = await readPath(server, url, { token, headers });
    assertEquals(read.status, status, version);
    assertEquals(read.bytes, status === 206 ? bytes.slice(1, 3) : bytes);
  }
});

Deno.test("A browser that has a file is told that it has not changed, with no bytes", async () => {
  const { server, token, url, etag } = await open();
  await using _ = server;
  for (const known of [etag, `W/${etag}`, `"a", ${etag}`, "*"]) {
    const headers = { "if-none-match": known };
    const read = await readPath(server, url, { token, headers });
    assertEquals([read.status, read.bytes.length], [304, 0], known);
    assertEquals(read.headers.get("etag"), etag);
    assertEquals(read.headers.get("cache-control"), "private, no-cache");
  }
  const headers = { "if-none-match": '"other"' };
  assertEquals((await readPath(server, url, { token, headers })).status, 200);
});

Deno.test("Nobody lets more downloads wait for them than they may, and others read on", async () => {
  const limits = { total: 100, perAddress: 100, perPerson: 1 };
  await using server = await TestServer.start({ limits });
  const [ada, bob] = [await signIn(server, "ada"), await signIn(server, "bob")];
  // More than what may be on its way, in buffers.
  const { id, url } = await upload(server, new Uint8Array(24 * 1024 * 1024), { token: ada });
  await sayFiles(server, [id], { token: ada });
  const headers = { authorization: `Bearer ${ada}` };
  const held = await Promise.all(
    Array.from({ length: 4 }, () => fetch(server.url(url), { headers })),
  );
  assertEquals(held.map(({ status }) => status), [200, 200, 200, 200]);
  const range = { range: "bytes=0-9" };
  const refused = await readPath(server, url, { token: ada, headers: range });
  assertEquals([refused.status, refused.headers.get("retry-after")], [429, "10"]);
  assertEquals((await readPath(server, url, { token: ada, method: "HEAD" })).status, 200);
  assertEquals((await readPath(server, url, { token: bob, headers: range })).status, 206);
  for (const { body } of held) await body?.cancel();
});

Deno.test("HEAD tells of a file what GET does, of all of it, without the bytes", async () => {
  const { server, token, url } = await open();
  await using _ = server;
  const [got, head, part] = await Promise.all([
    readPath(server, url, { token }),
    readPath(server, url, { token, method: "HEAD" }),
    readPath(server, url, { token, method: "HEAD", headers: { range: "bytes=0-1" } }),
  ]);
  for (const { status, headers, bytes } of [head, part]) {
    assertEquals([status, bytes.length], [200, 0]);
    for (const [name, value] of got.headers) {
      if (name !== "date") assertEquals(headers.get(name), value, name);
    }
  }
});

Deno.test("Nothing in a file runs, no other site has it, and only its reader's browser keeps it", async () => {
  const { server, token, url } = await open();
  await using _ = server;
  const headers = (await readPath(server, url, { token })).headers;
  const expected = {
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-cache",
  };
  for (const [name, value] of Object.entries(expected)) assertEquals(headers.get(name), value);
});

Deno.test("A file is saved by the name in its address, as far as that is one", async () => {
  const { server, token, url } = await open();
  await using _ = server;
  const folder = url.slice(0, url.lastIndexOf("/"));
  const names: [asked: string, plain: string, encoded: string][] = [
    ["cat.png", "cat.png", "cat.png"],
    ["%E7%8C%AB%20(1).png", "_ (1).png", "%E7%8C%AB%20%281%29.png"],
    ["..%2F..%2Fpasswd", "passwd", "passwd"],
    ["%E2%80%AEgnp.exe", "gnp.exe", "gnp.exe"],
  ];
  for (const [asked, plain, encoded] of names) {
    const { status, headers } = await readPath(server, `${folder}/${asked}`, { token });
    assertEquals(status, 200);
    const expected = `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
    assertEquals(headers.get("content-disposition"), expected);
  }
});

const HAS_CURL = await hasCurl();

async function hasCurl(): Promise<boolean> {
  try {
    return (await new Deno.Command("curl", { args: ["--version"] }).output()).success;
  } catch {
    return false;
  }
}

Deno.test({
  name: "curl reads parts of a file, and goes on where it was cut off",
  ignore: !HAS_CURL,
  fn: async () => {
    const { server, token, bytes, url } = await open();
    await using _ = server;
    const path = await Deno.makeTempFile();
    try {
      const header = ["-H", `authorization: Bearer ${token}`];
      const curl = async (...args: string[]) => {
        const command = new Deno.Command("curl", {
          args: ["-sf", "--noproxy", "*", ...header, server.url(url).href, ...args],
        });
        const { code, stdout } = await command.output();
        assertEquals(code, 0, args.join(" "));
        return stdout;
      };
      for (const [range, [start, end]] of [["0-99", [0, 100]], ["-5", [SIZE - 5, SIZE]]] as const) {
        assertEquals(await curl("-r", range), bytes.slice(start, end));
      }
      assertEquals(await curl("-r", "149990-"), bytes.slice(149_990));
      await Deno.writeFile(path, bytes.slice(0, 70_000));
      await curl("-C", "-", "-o", path);
      assertEquals(await Deno.readFile(path), bytes);
    } finally {
      await Deno.remove(path);
    }
  },
});
