import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createHmac } from "node:crypto";
import { Channel } from "../../../hub/channel.ts";
import type { Said } from "../../../protocol.ts";
import { ask, claim, expect } from "../../support/server/asker.ts";
import { soon } from "../../support/arrivals.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer, type TestServerOptions } from "../../support/server/test_server.ts";

/** What a bot was told. */
interface Told {
  readonly event: Said;
  readonly room: string;
  readonly reply_url: string;
  readonly signature: string;
  readonly body: string;
}

/** A bot's own server: it answers as it is told, and remembers what it was told. */
class BotServer implements AsyncDisposable {
  readonly #told = new Channel<Told>(1000);
  readonly #reader = this.#told[Symbol.asyncIterator]();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  answer: () => Response | Promise<Response> = () => new Response("ok");
  count = 0;

  constructor(port = 0) {
    this.#server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, async (request) => {
      const body = await request.text();
      const signature = request.headers.get("x-hubbub-signature") ?? "";
      this.count++;
      this.#told.trySend({ ...JSON.parse(body), signature, body });
      return await this.answer();
    });
  }

  get port(): number {
    return this.#server.addr.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/bot`;
  }

  async told(): Promise<Told> {
    const { value } = await soon(this.#reader.next(), "a message to a bot");
    return value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

const HOSTS: ReadonlySet<string> = new Set(["127.0.0.1"]);

function start(options: TestServerOptions = {}): Promise<TestServer> {
  return TestServer.start({ hookHosts: HOSTS, hookBackoffMs: [0, 0], ...options });
}

interface Made {
  readonly id: string;
  readonly token: string;
  readonly secret: string;
}

async function makeBot(
  server: TestServer,
  token: string,
  url: string,
  name = "echo",
): Promise<Made> {
  const { id, token: own, secret } = await expect(server, 201, "POST /api/bots", {
    token,
    body: { name, url },
  });
  return { id: String(id), token: String(own), secret: String(secret) };
}

/** The newest failure of the only bot of somebody, as soon as there is one. */
async function failureOf(server: TestServer, token: string): Promise<string> {
  return await soon(
    (async () => {
      while (true) {
        const { bots } = await expect(server, 200, "GET /api/bots", { token });
        const text = JSON.stringify(bots);
        if (text.includes('"failure"')) return text;
      }
    })(),
    "a failure",
  );
}

Deno.test("A bot with a URL is told what mentions it, signed, and what it answers is said", async () => {
  await using server = await start();
  await using program = new BotServer();
  program.answer = () => Response.json({ text: "pong" });
  const ada = await claim(server, "ada");
  const bot = await makeBot(server, ada, program.url);
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "not for it: `@echo`");
  bob.say("lobby", "@Echo ping");
  const { event, room, signature, body } = await program.told();
  assertEquals([event.text, event.from, room], ["@Echo ping", "bob", "lobby"]);
  const [, at, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  assertEquals(createHmac("sha256", bot.secret).update(`${at}.${body}`).digest("hex"), hex);
  const pong = await bob.until((event) => event.type === "said" && event.text === "pong", "pong");
  assert(pong.type === "said");
  assertEquals([pong.from, pong.bot, pong.reply], ["echo", true, event.seq]);
  assertEquals(program.count, 1);
});

Deno.test("A bot is told what is said in a direct room with it, and answers later, once", async () => {
  await using server = await start();
  await using program = new BotServer();
  const ada = await claim(server, "ada");
  await makeBot(server, ada, program.url);
  await using owner = await TestClient.connect(server, { token: ada });
  owner.send({ type: "say", to: ["echo"], id: "1", text: "psst" });
  const { room, reply_url: reply, event } = await program.told();
  assertEquals([room, event.text], ["@ada,echo", "psst"]);
  const post = async (body: unknown) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(reply, { method: "POST", headers, body: JSON.stringify(body) });
    return `${response.status} ${await response.text()}`;
  };
  assertStringIncludes(await post({}), "400");
  assertEquals(await post({ text: "done" }), "200 ok");
  const said = await owner.until((event) => event.type === "said" && event.text === "done", "done");
  assertEquals("room" in said && said.room, "@ada,echo");
  assertStringIncludes(await post({ text: "again" }), "404");
});

Deno.test("What programs say is told to no bot, so that two never talk for ever", async () => {
  await using server = await start();
  await using program = new BotServer();
  program.answer = () => Response.json({ text: "@ping @pong go on" });
  const ada = await claim(server, "ada");
  await makeBot(server, ada, program.url, "ping");
  await makeBot(server, ada, program.url, "pong");
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "@ping @pong");
  for (const _ of [1, 2]) {
    await bob.until((event) => event.type === "said" && event.bot === true, "a bot");
  }
  bob.say("lobby", "@ping once more");
  await bob.until((event) => event.type === "said" && event.bot === true, "a bot");
  assertEquals(program.count, 3);
});

Deno.test("A bot that fails is tried three times, and its owner sees why", async () => {
  await using server = await start();
  await using program = new BotServer();
  program.answer = () => new Response("no", { status: 500 });
  const ada = await claim(server, "ada");
  await makeBot(server, ada, program.url);
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "@echo hello");
  const ids = new Set<string>();
  for (const _ of [1, 2, 3]) ids.add((await program.told()).event.id);
  assertEquals(ids.size, 1);
  assertStringIncludes(await failureOf(server, ada), "it answered 500");
  program.answer = () => new Response(null, { status: 302, headers: { location: program.url } });
  bob.say("lobby", "@echo again");
  for (const _ of [1, 2, 3]) await program.told();
  program.answer = () => new Response("ok");
  bob.say("lobby", "@echo works");
  assertEquals((await program.told()).event.text, "@echo works");
  assertEquals(program.count, 7);
});

Deno.test("Bots of one owner that do not answer keep no other's waiting", async () => {
  await using server = await start();
  await using silent = new BotServer();
  await using program = new BotServer();
  const { promise: end, resolve } = Promise.withResolvers<void>();
  silent.answer = () => end.then(() => new Response("ok"));
  const [eve, ada] = [await claim(server, "eve"), await claim(server, "ada")];
  const names = Array.from({ length: 20 }, (_, i) => `silent-${"abcdefghijkmnpqrstuvw"[i]}`);
  for (const name of names) await makeBot(server, eve, silent.url, name);
  await makeBot(server, ada, program.url);
  await using bob = await TestClient.enter(server, "bob");
  for (let i = 0; i < names.length; i += 5) {
    bob.say("lobby", names.slice(i, i + 5).map((name) => `@${name}`).join(" "));
  }
  for (const _ of [1, 2, 3, 4]) await silent.told();
  bob.say("lobby", "@echo ping");
  assertEquals((await program.told()).event.text, "@echo ping");
  assertEquals(silent.count, 4);
  resolve();
});

Deno.test("What waits for a bot outlasts a restart", async () => {
  await using file = await StoreFile.make();
  const program = new BotServer();
  const { port } = program;
  let ada = "";
  {
    await using server = await start({ store: file.path, hookBackoffMs: [60_000] });
    ada = await claim(server, "ada");
    await makeBot(server, ada, program.url);
    await program[Symbol.asyncDispose]();
    await using bob = await TestClient.enter(server, "bob");
    bob.say("lobby", "@echo are you there?");
    await failureOf(server, ada);
  }
  await using again = new BotServer(port);
  const now = () => Date.now() + 120_000;
  await using _server = await start({ store: file.path, now });
  assertEquals((await again.told()).event.text, "@echo are you there?");
});

Deno.test("A bot is not told what it may not read, what was deleted, or anything without a URL", async () => {
  await using server = await start();
  await using program = new BotServer();
  const ada = await claim(server, "ada");
  const { id } = await makeBot(server, ada, program.url);
  await using owner = await TestClient.enter(server, { token: ada }, "den");
  await owner.ask({ type: "access", room: "den", access: "listed" });
  owner.say("den", "@echo secret");
  await owner.next("said");
  await owner.join("lobby");
  await expect(server, 200, `PATCH /api/bots/${id}`, { token: ada, body: { url: null } });
  owner.say("lobby", "@echo without a URL");
  await owner.next("said");
  const patched = await expect(server, 200, `PATCH /api/bots/${id}`, {
    token: ada,
    body: { url: program.url },
  });
  assertEquals(typeof patched.secret, "string");
  owner.say("lobby", "@echo with one");
  assertEquals((await program.told()).event.text, "@echo with one");
  assertEquals(program.count, 1);
});

Deno.test("A URL that is not public is refused, or fails where its owner sees it", async () => {
  await using server = await TestServer.start({ hookBackoffMs: [0, 0] });
  const ada = await claim(server, "ada");
  for (
    const url of ["http://127.0.0.1:1/", "http://[::1]/", "http://0x7f.1/", "ftp://x.example/"]
  ) {
    const { status } = await ask(server, "POST /api/bots", {
      token: ada,
      body: { name: "echo", url },
    });
    assertEquals(status, 400, url);
  }
});
