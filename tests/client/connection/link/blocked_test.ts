import { assertEquals, assertMatch } from "@std/assert";
import { Pipe } from "../../../../client/pipe.ts";
import { Connection } from "../../../../client/connection.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { Program } from "../../../support/process/program.ts";
import { Reader } from "../support/reader.ts";

const DEAD = "x".repeat(43);

/** What stands in front of a server, and does with a request what it should not. */
type Meddle = (request: Request, pass: () => Promise<Response>) => Response | Promise<Response>;

class Proxy implements AsyncDisposable {
  meddle: Meddle;
  readonly #server;

  constructor({ chat }: TestServer, meddle: Meddle) {
    this.meddle = meddle;
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request, info) => this.meddle(request, () => chat.fetch(request, info)),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

const isSocket = (request: Request) => request.headers.has("upgrade");
const isWs = (request: Request) => new URL(request.url).pathname === "/ws";
const html = (status: number) => new Response("<h1>nginx</h1>", { status });

/** As a proxy does that knows nothing of upgrades. */
function strip(request: Request): Request {
  const headers = new Headers(request.headers);
  for (const name of ["upgrade", "connection"]) headers.delete(name);
  return new Request(request.url, { headers });
}

const PROXIES: Record<string, (server: TestServer) => Meddle> = {
  "answers an upgrade by 403": () => (request, pass) => isSocket(request) ? html(403) : pass(),
  "strips the upgrade": ({ chat }) => (request) => chat.fetch(strip(request)),
  "answers /ws by 403": () => (request, pass) => isWs(request) ? html(403) : pass(),
  "answers /ws by a page": () => (request, pass) => isWs(request) ? html(200) : pass(),
};

for (const [what, meddle] of Object.entries(PROXIES)) {
  Deno.test(`Connection says that WebSockets are not let through when a proxy ${what}`, async () => {
    await using server = await TestServer.start();
    await using proxy = new Proxy(server, meddle(server));
    await using ada = new Reader(proxy);
    const reasons = [];
    for (let time = 0; time < 3; time++) {
      const { reason, message } = await ada.becomes("waiting");
      reasons.push(reason);
      if (time > 0) {
        assertMatch(message, /must forward the upgrade of \/ws, see docs\/proxies\.md$/);
      }
    }
    assertEquals(reasons.slice(1), ["no-websocket", "no-websocket"]);
    // It is mended, and broken again: once is no proof.
    proxy.meddle = (_, pass) => pass();
    await ada.becomes("open");
  });
}

Deno.test("Connection says that WebSockets are blocked when an upgrade is never answered", async () => {
  await using server = await TestServer.start();
  const { promise, resolve } = Promise.withResolvers<void>();
  await using proxy = new Proxy(
    server,
    (request, pass) => isSocket(request) ? promise.then(() => html(504)) : pass(),
  );
  await using ada = new Reader(proxy, { answerMs: 1_000 });
  await ada.becomes("waiting");
  assertEquals((await ada.becomes("waiting")).reason, "no-websocket");
  resolve();
});

Deno.test("Connection does not blame WebSockets when a proxy's server is down, or a hotel's page answers", async () => {
  await using server = await TestServer.start();
  for (const status of [200, 302, 403, 404, 502, 503, 504]) {
    await using proxy = new Proxy(server, () => html(status));
    await using ada = new Reader(proxy);
    for (let time = 0; time < 3; time++) {
      assertEquals((await ada.becomes("waiting")).reason, "unreachable", String(status));
    }
  }
});

Deno.test("Connection ends with a clear error when nobody has its token", async () => {
  await using server = await TestServer.start();
  await using bot = new Reader({ url: String(server.url()) }, { name: undefined, token: DEAD });
  const { reason, message } = await bot.becomes("closed");
  assertEquals([reason, message], [
    "no-session",
    "Cannot connect: the token is invalid or expired",
  ]);
});

Deno.test("The terminal client ends with a line when nobody has its token", async () => {
  await using server = await TestServer.start();
  const client = ["run", "--allow-net", "client.ts"];
  await using dead = new Program([...client, String(server.url()), "--token", DEAD]);
  await dead.feed("hello\n");
  const { code, stderr } = await dead.ended();
  assertEquals([code, stderr], [1, "Cannot connect: the token is invalid or expired\n"]);
});

Deno.test("A pipe reports that WebSockets are blocked", async () => {
  await using server = await TestServer.start();
  await using proxy = new Proxy(
    server,
    (request, pass) => isSocket(request) ? html(403) : pass(),
  );
  const { promise, resolve } = Promise.withResolvers<string>();
  const connection = new Connection(proxy.url, { name: "ada", backoffMs: [1] });
  const input = new Blob(["hello\n"]).stream();
  const pipe = new Pipe(connection, "lobby", { input, complain: resolve, patienceMs: 3_000 });
  assertEquals(await pipe.run(), false);
  assertMatch(await promise, /^Gave up.* must forward the upgrade of \/ws, see docs\/proxies\.md$/);
});
