import { assert, assertEquals } from "@std/assert";
import { parseRange } from "../../../server/auth/origins/address.ts";
import { Origins, type OriginsOptions } from "../../../server/auth/origins.ts";
import { RawClient } from "../../support/server/raw_client.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

type Headers = Record<string, string>;

const PROXIES = ["10.0.0.0/8", "fd00::/8"].map((range) => parseRange(range)!);
const BEHIND: OriginsOptions = { trustedProxies: PROXIES };

function from(hostname: string): { remoteAddr: Deno.NetAddr } {
  return { remoteAddr: { transport: "tcp", hostname, port: 50_000 } };
}

function ask(headers: Headers = {}, url = "http://chat.example/ws"): Request {
  return new Request(url, { headers: { host: new URL(url).host, ...headers } });
}

/** By what somebody is limited. */
function address(options: OriginsOptions, peer: string, forwarded?: string): string {
  const headers: Headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return new Origins(options).addressOf(ask(headers), from(peer));
}

Deno.test("Origins believes what a proxy tells of an address, and nobody else", () => {
  const is = (forwarded: string, peer: string) => {
    assertEquals(address(BEHIND, "10.0.0.1", forwarded), address({}, peer), forwarded);
  };
  is("192.0.2.1", "192.0.2.1");
  is("192.0.2.1:4711", "192.0.2.1");
  is("[2001:db8::1]:4711", "2001:db8::1");
  // The last that no proxy of ours added: what stands before it, anyone may have written.
  is("6.6.6.6, 192.0.2.1", "192.0.2.1");
  is("6.6.6.6, 192.0.2.1, 10.1.1.1, fd00::7", "192.0.2.1");
  is("10.2.2.2, 10.1.1.1", "10.2.2.2");
  is("192.0.2.1, nonsense", "10.0.0.1");
  is("", "10.0.0.1");
  assertEquals(address(BEHIND, "192.0.2.9", "6.6.6.6"), address({}, "192.0.2.9"));
  assertEquals(address({}, "10.0.0.1", "6.6.6.6"), address({}, "10.0.0.1"));
  assertEquals(new Origins(BEHIND).addressOf(ask({ "x-forwarded-for": "6.6.6.6" })), "unknown");
});

Deno.test("Origins knows https that ends here, or at a proxy that is believed", () => {
  const isSecure = (headers: Headers, peer: string, url?: string) =>
    new Origins(BEHIND).isSecure(ask(headers, url), from(peer));
  assertEquals(isSecure({}, "192.0.2.1", "https://chat.example/"), true);
  assertEquals(isSecure({}, "10.0.0.1"), false);
  assertEquals(isSecure({ "x-forwarded-proto": "https" }, "10.0.0.1"), true);
  assertEquals(isSecure({ "x-forwarded-proto": "http" }, "10.0.0.1"), false);
  assertEquals(isSecure({ "x-forwarded-proto": "https" }, "192.0.2.1"), false);
});

Deno.test("Origins lets in programs, our own page, and pages of origins that are named", () => {
  const edge = new Origins({ ...BEHIND, origins: ["https://friend.example"] });
  const proxied = { "x-forwarded-proto": "https", "x-forwarded-host": "open.example" };
  const pages: [string | undefined, Headers, string, boolean][] = [
    [undefined, {}, "192.0.2.1", true],
    ["http://chat.example", {}, "192.0.2.1", true],
    // The proxy that adds https may not have said so.
    ["https://chat.example", {}, "192.0.2.1", true],
    ["https://friend.example", {}, "192.0.2.1", true],
    ["http://friend.example", {}, "192.0.2.1", false],
    ["https://friend.example.evil", {}, "192.0.2.1", false],
    ["http://chat.example:81", {}, "192.0.2.1", false],
    ["http://evil.example", {}, "192.0.2.1", false],
    ["http://evil.example", { "x-forwarded-host": "evil.example" }, "192.0.2.1", false],
    ["null", {}, "192.0.2.1", false],
    ["", {}, "192.0.2.1", false],
    ["https://open.example", proxied, "10.0.0.1", true],
    ["http://open.example", proxied, "10.0.0.1", false],
    ["https://chat.example", proxied, "10.0.0.1", false],
  ];
  for (const [origin, headers, peer, allowed] of pages) {
    const request = ask({ ...headers, ...(origin !== undefined && { origin }) });
    assertEquals(edge.allowsOrigin(request, from(peer)), allowed, `${origin} by ${peer}`);
  }
});

Deno.test("A page of an origin that is named comes in, and one of another does not", async () => {
  await using server = await TestServer.start({ origins: ["https://friend.example"] });
  using friend = await RawClient.ask(server, "/ws?name=a", { origin: "https://friend.example" });
  assertEquals(friend.status, 101);
  using foe = await RawClient.ask(server, "/ws?name=b", { origin: "https://foe.example" });
  assertEquals([foe.status, (await foe.json()).error], [403, "foreign-origin"]);
});

Deno.test("Every answer by https says to come by https again, and none by plain http", async () => {
  await using server = await TestServer.start({ trustedProxies: [parseRange("127.0.0.1")!] });
  for (const path of ["/", "/healthz", "/icon.svg", "/nowhere", "/ws?name=a"]) {
    for (const [proto, expected] of [["https", "max-age=31536000"], ["http", null]] as const) {
      const response = await fetch(server.url(path), { headers: { "x-forwarded-proto": proto } });
      await response.body?.cancel();
      assertEquals(response.headers.get("strict-transport-security"), expected, path);
    }
  }
});

/** The first line of the answer to a request, byte for byte; "" when the server hangs up. */
async function firstLine(server: TestServer, request: string): Promise<string> {
  const { hostname, port } = server.url();
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const bytes = new Uint8Array(64 * 1024);
  try {
    await connection.write(Uint8Array.from(request, (character) => character.charCodeAt(0)));
    const read = await connection.read(bytes) ?? 0;
    return new TextDecoder().decode(bytes.subarray(0, read)).split("\r\n")[0]!;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionReset) return "";
    throw error;
  }
}

Deno.test("No path, host or header, however odd, makes the server fail or tell of a file", async () => {
  await using server = await TestServer.start();
  const paths = [
    ...["//", "//evil.example/", "/%00", "/%", "/%zz", "/%2e%2e/main.ts", "/../main.ts", "/./"],
    ...["/..%2fmain.ts", "/..\\main.ts", "/icon.svg%00.css", "/static/../main.ts", "/__proto__"],
    ...["http://evil.example/ws", "http://evil.example/main.ts", "*", "evil.example:443", "?", "#"],
    ...["/constructor", "/ws/", "/ws%00", "/ws?name=%", "/ws?name=%ff", "/ws?name=%ed%a0%80"],
    ...[`/${"a".repeat(7000)}`, `/ws?name=${"a".repeat(7000)}`, "/\xff\xfe", "/;/", "/%2f%2f"],
  ];
  const hosts = [
    "",
    "evil.example",
    "a b",
    "[",
    "[::1",
    "x:99999",
    "\xff",
    "/",
    "user@host",
    "a,b",
  ];
  const requests = [
    ...paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    ...hosts.map((host) => `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    ...hosts.map((host) =>
      `GET /ws?name=a HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: close\r\n\r\n`
    ),
    "GET /healthz HTTP/1.0\r\n\r\n",
    "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "CONNECT x:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "nonsense\r\n\r\n",
  ];
  for (const request of requests) {
    const status = await firstLine(server, request);
    assert(!/ 5\d\d/.test(status), `${JSON.stringify(request)}: ${status}`);
    if (/main\.ts/.test(request)) assert(!/ 200/.test(status), request);
  }
  assertEquals((await fetch(server.url("/healthz")).then((answer) => answer.json())).status, "ok");
});

Deno.test("Requests of which only a half arrives keep nobody else waiting", async () => {
  await using server = await TestServer.start();
  const { hostname, port } = server.url();
  using halves = new DisposableStack();
  const beginnings = [
    "",
    "GET /ws?name=eve HTTP/1.1\r\nHost: x\r\nUpg",
    "POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" +
    "Content-Length: 100\r\n\r\n{",
  ];
  for (let i = 0; i < 300; i++) {
    const connection = halves.use(await Deno.connect({ hostname, port: Number(port) }));
    await connection.write(new TextEncoder().encode(beginnings[i % beginnings.length]));
  }
  await using ada = await TestClient.enter(server, "ada");
  ada.say("lobby", "nobody holds me up");
  assertEquals(await ada.texts(1), ["nobody holds me up"]);
});

Deno.test("Every answer forbids a browser what our page does not need", async () => {
  await using server = await TestServer.start();
  for (
    const path of [
      "/",
      "/service_worker.ts",
      "/nowhere",
      "/healthz",
      "/ws",
      "/api/session",
      "/api/x",
    ]
  ) {
    const response = await fetch(server.url(path));
    await response.body?.cancel();
    const policy = response.headers.get("content-security-policy") ?? "";
    for (
      const directive of [
        ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
        ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
        // What somebody is about to send is shown to them before.
        ...["img-src 'self' blob:", "media-src 'self' blob:"],
      ]
    ) {
      // What is in our page, and nothing else that might be in it, is known by its hash.
      const known = policy.replaceAll(/ 'sha256-[\w+/]{43}='/g, "");
      assert(known.split("; ").includes(directive), `${path}: ${directive}`);
    }
    assert(!/unsafe|\*|data:|http/.test(policy), `${path}: ${policy}`);
    const others = {
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    };
    for (const [name, value] of Object.entries(others)) {
      assertEquals(response.headers.get(name), value, `${path}: ${name}`);
    }
    const permitted = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()";
    assertEquals(response.headers.get("permissions-policy"), permitted, path);
    const isFile = path === "/" || path === "/service_worker.ts";
    assertEquals(response.headers.get("cache-control"), isFile ? "no-cache" : "no-store", path);
  }
});
