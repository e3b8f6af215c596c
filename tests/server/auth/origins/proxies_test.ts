import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { getSetCookies } from "@std/http/cookie";
import type { Event } from "../../../../protocol.ts";
import { parseRange } from "../../../../server/auth/origins/address.ts";
import { cookieName } from "../../../../server/auth/sessions/cookies.ts";
import { Arrivals, soon } from "../../../support/arrivals.ts";
import { Program } from "../../../support/process/program.ts";
import {
  FrontProxy,
  isIgnored,
  type Kind,
  type ProxyOptions,
} from "../../../support/process/proxies.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer, type TestServerOptions } from "../../../support/server/test_server.ts";

const KINDS: readonly Kind[] = ["nginx", "caddy"];
/** Lines that are said while a proxy reads its configuration again. */
const LINES = 200;

/** A server behind a proxy, both as docs/proxies.md says. */
class Site implements AsyncDisposable {
  readonly #things: AsyncDisposableStack;

  readonly server: TestServer;
  readonly proxy: FrontProxy;

  private constructor(
    server: TestServer,
    proxy: FrontProxy,
    things: AsyncDisposableStack,
  ) {
    this.server = server;
    this.proxy = proxy;

    this.#things = things;
  }

  static async open(
    kind: Kind,
    options: TestServerOptions & ProxyOptions = {},
  ): Promise<Site> {
    const { isBelow = false, ...rest } = options;
    await using things = new AsyncDisposableStack();
    const server = things.use(
      await TestServer.start({
        trustedProxies: [parseRange("127.0.0.1")!],
        publicUrl: new URL(isBelow ? "https://localhost/chat/" : "https://localhost/"),
        ...rest,
      }),
    );
    const proxy = things.use(await FrontProxy.start(kind, server.url(), { isBelow }));
    return new Site(server, proxy, things.move());
  }

  /** Signs in as a guest, and gives the cookie. */
  async signIn(name: string, path = "/api/session", headers: Record<string, string> = {}) {
    const response = await this.proxy.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.origin, ...headers },
      body: JSON.stringify({ name }),
    });
    const body = await response.json();
    assertEquals(response.status, 201, JSON.stringify(body));
    const [cookie] = getSetCookies(response.headers);
    assert(cookie);
    return cookie;
  }

  get origin(): string {
    return this.proxy.url().origin;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#things[Symbol.asyncDispose]();
  }
}

/** Somebody who comes through a proxy by a socket of a browser's kind. */
class Visitor implements AsyncDisposable {
  readonly events = new Arrivals<Event>("an event");
  readonly #closed: Promise<number>;

  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;

    socket.onmessage = ({ data }) => {
      for (const line of String(data).split("\n")) this.events.push(JSON.parse(line));
    };
    this.#closed = new Promise((resolve) => socket.onclose = ({ code }) => resolve(code));
  }

  /** The code with which the socket ended. */
  get closed(): Promise<number> {
    return soon(this.#closed, "the end of a socket");
  }

  async next<T extends Event["type"]>(type: T): Promise<Event & { type: T }> {
    while (true) {
      const event = await this.events.next();
      if (event.type === type) return event as Event & { type: T };
    }
  }

  send(command: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(command));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

function proxyTest(name: string, run: (kind: Kind) => Promise<void>, kinds = KINDS): void {
  for (const kind of kinds) {
    Deno.test({ name: `${name}: ${kind}`, ignore: isIgnored, fn: () => run(kind) });
  }
}

proxyTest(
  "By https through a proxy there are the page, a Secure cookie, and talk",
  async (kind) => {
    await using site = await Site.open(kind);
    for (const path of ["/", "/icon.svg", "/healthz"]) {
      const response = await site.proxy.fetch(path);
      await response.body?.cancel();
      assertEquals(response.status, 200, path);
      assert(response.headers.has("strict-transport-security"), path);
    }
    const cookie = await site.signIn("ada");
    assertEquals([cookie.name, cookie.secure], [cookieName(new URL("https://localhost/")), true]);
    const carried = { cookie: `${cookie.name}=${cookie.value}`, origin: site.origin };
    await using ada = new Visitor(site.proxy.socket("/ws", carried));
    assertEquals((await ada.next("welcome")).you, "ada");
    await using bob = await TestClient.enter(site.server, "bob");
    ada.send({ type: "join", room: "lobby" });
    await ada.next("joined");
    ada.send({ type: "say", room: "lobby", id: "1", text: "through it" });
    assertEquals(await bob.texts(1), ["through it"]);
    const out = await site.proxy.fetch("/api/session", { method: "DELETE", headers: carried });
    const [gone] = getSetCookies(out.headers);
    assertEquals([gone?.name, gone?.value, gone?.path, gone?.secure], [cookie.name, "", "/", true]);
  },
);

proxyTest("What a client writes into a proxy's headers changes nothing", async (kind) => {
  await using site = await Site.open(kind, {
    limits: { total: 1_000, perAddress: 3, perPerson: 10 },
  });
  const spoofed = (at: number) => ({
    "x-forwarded-for": `6.6.6.${at}, 203.0.113.${at}`,
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    "forwarded": `for=6.6.6.${at}`,
  });
  const cookie = await site.signIn("ada", "/api/session", spoofed(1));
  assertEquals([cookie.name, cookie.secure], [cookieName(new URL("https://localhost/")), true]);
  const carried = { cookie: `${cookie.name}=${cookie.value}` };
  const listed = await site.proxy.fetch("/api/sessions", {
    headers: { ...carried, ...spoofed(2) },
  });
  const { sessions } = await listed.json();
  assertEquals(sessions.map(({ address }: { address: string }) => address), ["127.0.0.1"]);

  // Who has invented addresses would have as many sockets as of these.
  await using stack = new AsyncDisposableStack();
  for (let at = 0; at < 3; at++) {
    const socket = site.proxy.socket(`/ws?name=eve-${at}`, spoofed(at));
    await stack.use(new Visitor(socket)).next("welcome");
  }
  const refused = await site.proxy.fetch("/ws?name=eve-4", { headers: spoofed(4) });
  assertEquals([refused.status, (await refused.json()).error], [429, "too-many"]);

  const headers = { ...spoofed(5), origin: "https://evil.example" };
  const foreign = await site.proxy.fetch("/api/session", { headers });
  assertEquals([foreign.status, (await foreign.json()).error], [403, "foreign-origin"]);
});

proxyTest("A proxy that reads its configuration again loses no message", async (kind) => {
  await using site = await Site.open(kind);
  await using ada = await TestClient.enter(site.server, "ada");
  const client = ["run", "--allow-net", `--cert=${site.proxy.certificateFile}`, "client.ts"];
  await using bob = new Program([...client, String(site.proxy.url()), "--name", "bob"]);
  const lines = Array.from({ length: LINES }, (_, i) => `line ${i}`);
  for (let at = 0; at < LINES; at += 50) {
    const some = lines.slice(at, at + 50);
    await bob.feed(some.slice(0, 25).map((line) => `${line}\n`).join(""));
    await site.proxy.reload();
    await bob.feed(some.slice(25).map((line) => `${line}\n`).join(""));
    assertEquals(await ada.texts(50), some);
  }
  const { code, stderr } = await bob.ended();
  assertEquals([code, stderr], [0, ""]);
});

proxyTest("An idle socket outlives a proxy's patience, as the server pings it", async (kind) => {
  await using site = await Site.open(kind, { idleTimeoutS: 2 });
  await using silent = await Site.open(kind, { idleTimeoutS: 0 });
  await using ada = new Visitor(site.proxy.socket("/ws?name=ada"));
  await ada.next("welcome");
  // Whom nobody pings is cut. All that time nobody has said anything to ada.
  await using eve = new Visitor(silent.proxy.socket("/ws?name=eve"));
  await eve.next("welcome");
  await eve.closed;
  ada.send({ type: "ping" });
  await ada.next("pong");
}, ["nginx"]);

proxyTest("Below a path a proxy serves page, requests and sockets of the server", async (kind) => {
  await using site = await Site.open(kind, { isBelow: true });
  const page = await site.proxy.fetch("/chat/");
  assertStringIncludes(await page.text(), "Hubbub");
  for (const link of page.headers.get("link")?.split(", ") ?? []) {
    const [, path = ""] = /^<([^>]+)>/.exec(link) ?? [];
    const script = await site.proxy.fetch(path);
    await script.body?.cancel();
    assertEquals(script.status, 200, path);
  }
  const bare = await site.proxy.fetch("/chat");
  await bare.body?.cancel();
  const { pathname } = new URL(bare.headers.get("location") ?? "", site.proxy.url());
  assertEquals([Math.floor(bare.status / 100), pathname], [3, "/chat/"]);
  const cookie = await site.signIn("ada", "/chat/api/session");
  assertEquals(
    [cookie.name, cookie.path],
    [cookieName(new URL("https://localhost/chat/")), "/"],
  );
  const carried = { cookie: `${cookie.name}=${cookie.value}`, origin: site.origin };
  await using ada = new Visitor(site.proxy.socket("/chat/ws", carried));
  assertEquals((await ada.next("welcome")).you, "ada");
});
