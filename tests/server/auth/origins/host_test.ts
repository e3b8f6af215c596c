import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { connect } from "node:http2";
import { parseRange } from "../../../../server/auth/origins/address.ts";
import { RawClient } from "../../../support/server/raw_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

/** Paths of every kind: a page, a script, sockets, the interface for programs, health, nothing. */
const PATHS = ["/", "/icon.svg", "/ws?name=ada", "/api/session", "/healthz", "/nowhere"];
const LOCAL = ["localhost", "localhost:8000", "a.localhost:1", "127.0.0.1:8000", "[::1]:8000"];
const ADDRESSES = ["192.168.1.5", "192.168.1.5:8000", "[fd00::7]", "8.8.8.8"];

/** What is answered to who asks for something of a host. */
async function answer(server: TestServer, path: string, headers: Record<string, string>) {
  using raw = await RawClient.ask(server, path, headers);
  const isRefused = raw.status === 421;
  return isRefused ? await raw.json() : { error: String(raw.status), message: "" };
}

Deno.test("Origins answers to any host until one is named, then to no other, on no path", async () => {
  const named: [Record<string, unknown>, string[]][] = [
    [{ publicUrl: new URL("https://chat.example/") }, ["chat.example", "CHAT.example.:8443"]],
    [{ origins: ["https://friend.example:81"] }, ["friend.example"]],
    [{ hostNames: ["chat.lan", "hubbub"] }, ["chat.lan:8000", "hubbub"]],
  ];
  await using open = await TestServer.start();
  for (const path of PATHS) {
    assert((await answer(open, path, { host: "evil.example" })).error !== "foreign-host", path);
  }
  for (const [options, hosts] of named) {
    await using server = await TestServer.start(options);
    for (const path of PATHS) {
      for (const host of [...hosts, ...LOCAL, ...ADDRESSES]) {
        assert((await answer(server, path, { host })).error !== "foreign-host", `${host}${path}`);
      }
      for (const host of ["evil.example", "xchat.example", "chat.example.evil", "localhost.evil"]) {
        const { error, message } = await answer(server, path, { host });
        assertEquals(error, "foreign-host", `${host}${path}`);
        assertStringIncludes(message, `this server is not called ${host}`);
      }
      // The page of such a host would be its own.
      const origin = "http://evil.example";
      assertEquals(
        (await answer(server, path, { host: "evil.example", origin })).error,
        "foreign-host",
      );
    }
  }
});

Deno.test("Origins takes the host from a proxy that is believed, and from no other", async () => {
  const hostNames = ["chat.example"];
  const headers = { host: "evil.example", "x-forwarded-host": "chat.example" };
  const liar = { host: "chat.example", "x-forwarded-host": "evil.example" };
  await using alone = await TestServer.start({ hostNames });
  assertEquals((await answer(alone, "/", headers)).error, "foreign-host");
  assertEquals((await answer(alone, "/", liar)).error, "200");
  await using behind = await TestServer.start({
    hostNames,
    trustedProxies: [parseRange("127.0.0.1")!],
  });
  assertEquals((await answer(behind, "/", headers)).error, "200");
  assertEquals((await answer(behind, "/", liar)).error, "foreign-host");
});

Deno.test("Our own page of the public address comes in though a proxy forwards no host", async () => {
  const publicUrl = new URL("https://chat.example/");
  await using server = await TestServer.start({ publicUrl });
  const origin = "https://chat.example";
  assertEquals((await answer(server, "/ws?name=ada", { origin })).error, "101");
  await using unknown = await TestServer.start();
  const headers = { origin, host: "127.0.0.1:8000" };
  const refused = await fetch(unknown.url("/ws?name=ada"), { headers });
  const { message } = await refused.json();
  assertEquals(refused.status, 403);
  assertStringIncludes(message, "proxy_set_header Host $http_host");
  assertStringIncludes(message, "--url");
});

Deno.test("Our own page over HTTP/2 without TLS is not foreign, and another is", async () => {
  await using server = await TestServer.start({ hostNames: ["chat.lan"] });
  const { origin, port } = server.url();
  const session = connect(origin);
  const ask = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const request = session.request({ ":path": "/api/session", ...headers });
      request.on("response", ({ ":status": status }) => resolve(Number(status)));
      request.on("error", reject);
      request.resume();
      request.end();
    });
  try {
    assertEquals(await ask({}), 401);
    assertEquals(await ask({ origin }), 401);
    assertEquals(await ask({ origin: "http://evil.example" }), 403);
    const named = `chat.lan:${port}`;
    assertEquals(await ask({ ":authority": named, origin: `http://${named}` }), 401);
    assertEquals(await ask({ ":authority": "evil.example" }), 421);
  } finally {
    await new Promise<void>((resolve) => session.close(() => resolve()));
  }
});

Deno.test("A server below a path takes requests with it and without, and sends on who lacks the slash", async () => {
  const publicUrl = new URL("https://chat.example/chat/");
  await using server = await TestServer.start({ publicUrl });
  for (const base of ["/", "/chat/"]) {
    for (const path of ["", "icon.svg", "healthz", "hubbub.webmanifest"]) {
      const response = await fetch(server.url(`${base}${path}`));
      await response.body?.cancel();
      assertEquals(response.status, 200, `${base}${path}`);
    }
    const { status } = await fetch(server.url(`${base}api/session`)).then(async (response) => {
      await response.body?.cancel();
      return response;
    });
    assertEquals(status, 401);
    using socket = await RawClient.ask(server, `${base}ws?name=ada-${base.length}`);
    assertEquals(socket.status, 101);
  }
  const bare = await fetch(server.url("/chat?x=1"), { redirect: "manual" });
  assertEquals([bare.status, bare.headers.get("location")], [308, "/chat/?x=1"]);
  await bare.body?.cancel();
  const page = await fetch(server.url("/"));
  const links = (await page.text()).matchAll(/ (?:href|src)="([^"]+)"/g).map(([, to]) => to!)
    .toArray();
  // As seen from the page, which is below the path.
  assert(links.length > 5 && links.every((link) => /^\w/.test(link)), String(links));
  const script = await fetch(
    new URL(links.find((link) => /\.ts(\?|$)/.test(link))!, server.url("/chat/")),
  );
  await script.body?.cancel();
  assertEquals(script.status, 200);
  for (const path of ["/chatter/", "/chat/chat/icon.svg", "/CHAT/icon.svg"]) {
    const response = await fetch(server.url(path));
    await response.body?.cancel();
    assertEquals(response.status, 404, path);
  }
});
