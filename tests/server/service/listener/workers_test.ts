import { assertEquals, assertRejects } from "@std/assert";
import { Connection } from "../../../../client/connection.ts";
import { Close } from "../../../../protocol.ts";
import { Workers } from "../../../../server/service/listener/workers.ts";
import { ListenError } from "../../../../server/service/listener.ts";
import { ask, claim, claimAdmin, expect, signIn } from "../../../support/server/asker.ts";
import { EventReader } from "../../../support/server/event_reader.ts";
import { soon } from "../../../support/arrivals.ts";
import { RawClient } from "../../../support/server/raw_client.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { readPath, sayFiles, someBytes, upload } from "../../../support/server/uploads.ts";
import { until } from "../../../support/until.ts";

/** So many that they are not all on one worker, however the kernel divides them. */
const MANY = 16;

const NAMES = Array.from({ length: MANY }, (_, i) => `guest${i + 1}`);

/** People who are closed with the stack that holds them. */
async function enterAll(
  server: TestServer,
  stack: AsyncDisposableStack,
  names: readonly string[] = NAMES,
): Promise<TestClient[]> {
  const people = await Promise.all(names.map((name) => TestClient.enter(server, name)));
  for (const one of people) stack.use(one);
  return people;
}

/** What a metric is now. */
async function metric({ chat }: TestServer, name: string): Promise<number> {
  const exposed = await chat.metrics.expose();
  return Number(new RegExp(`^${name} (.+)$`, "m").exec(exposed)?.[1]);
}

for (const workers of [2, 4]) {
  Deno.test(`People over ${workers} workers hear each other once and in order, and see who is there`, async () => {
    await using server = await TestServer.start({ workers });
    await using stack = new AsyncDisposableStack();
    const people = await enterAll(server, stack);
    assertEquals(await metric(server, "hubbub_workers"), workers);
    assertEquals(await metric(server, "hubbub_sockets"), MANY);
    for (const one of people) for (let i = 1; i <= 5; i++) one.say("lobby", `${one.name} ${i}`);
    const heard = await Promise.all(people.map((one) => one.entries(5 * MANY)));
    const [first = []] = heard;
    assertEquals(first.map(({ seq }) => seq), Array.from(first, (_, i) => i + 1));
    for (const one of heard) assertEquals(one, first);
    for (const name of NAMES) {
      const own = first.filter(({ from }) => from === name).map(({ text }) => text);
      assertEquals(own, [1, 2, 3, 4, 5].map((i) => `${name} ${i}`));
    }
    const answer = await people[0]!.ask({ type: "who", room: "lobby" });
    assertEquals("members" in answer && answer.members?.toSorted(), NAMES.toSorted());
  });
}

Deno.test("A name that is taken on one worker is taken on all", async () => {
  await using server = await TestServer.start({ workers: 4 });
  await using _ada = await TestClient.enter(server, "ada");
  for (let i = 0; i < MANY; i++) {
    using again = await RawClient.ask(server, "/ws?name=ada");
    assertEquals([again.status, (await again.json()).error], [409, "name-taken"]);
  }
});

Deno.test("Who is kicked or banned is cut off on every worker", async () => {
  await using server = await TestServer.start({ workers: 4 });
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  await using admin = await TestClient.connect(server, { token });
  await using stack = new AsyncDisposableStack();
  const sockets = await Promise.all(
    NAMES.map(() => TestClient.connect(server, { token: bob })),
  );
  for (const socket of sockets) stack.use(socket);
  await Promise.all(sockets.map((socket) => socket.join("lobby")));
  await admin.join("lobby");
  admin.send({ type: "kick", room: "lobby", name: "bob" });
  await Promise.all(sockets.map((socket) => socket.next("left")));
  await expect(server, 204, "POST /api/admin/bans", {
    ...{ token, body: { name: "bob", reason: "spam" } },
  });
  const codes = await Promise.all(sockets.map(({ closed }) => closed));
  assertEquals(codes, codes.map(() => Close.Removed));
});

Deno.test("Limits count the connections of all workers", async () => {
  const limits = { total: 100, perAddress: 6, perPerson: 100 };
  await using server = await TestServer.start({ workers: 4, limits });
  await using stack = new AsyncDisposableStack();
  await enterAll(server, stack, NAMES.slice(0, limits.perAddress));
  for (let i = 0; i < 8; i++) {
    using more = await RawClient.ask(server, `/ws?name=more${i}`);
    assertEquals(more.status, 429);
  }
});

/** What is answered, without what differs each time. */
async function answered(server: TestServer, path: string, init: RequestInit = {}) {
  const response = await fetch(server.url(path), init);
  const headers = Object.fromEntries(response.headers);
  delete headers.date;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers, bytes };
}

Deno.test("The page and whatever else is asked for is answered by workers as without them", async () => {
  await using plain = await TestServer.start();
  await using server = await TestServer.start({ workers: 2 });
  const asked: [string, RequestInit?][] = [
    ["/"],
    ["/static/page.ts"],
    ["/static/style/base.css", { headers: { "accept-encoding": "gzip" } }],
    ["/", { method: "HEAD" }],
    ["/no/such/file"],
    ["/healthz"],
    ["/api/session"],
    ["/api/rooms", { method: "DELETE" }],
    ["/api/session", { method: "POST", body: "{", headers: { "content-type": "text/plain" } }],
    ["/ws"],
    ["/openapi.json"],
  ];
  for (const [path, init] of asked) {
    assertEquals(await answered(server, path, init), await answered(plain, path, init), path);
  }
  using raw = await RawClient.ask(server, "/healthz", { host: "no host <>" });
  assertEquals(raw.status, 400);
});

Deno.test("A body that nobody reads ends its connection through a worker, too", async () => {
  await using server = await TestServer.start({ workers: 2 });
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1e5)),
  });
  await assertRejects(async () => {
    const response = await fetch(server.url("/api/session"), { method: "POST", body });
    await response.text();
  });
  assertEquals((await ask(server, "GET /healthz")).status, 200);
});

Deno.test("Files are uploaded and read through any worker, whole and in parts", async () => {
  await using server = await TestServer.start({ workers: 4 });
  const token = await claim(server, "ada");
  const bytes = someBytes(3_000_000);
  for (let i = 0; i < 4; i++) {
    const file = await upload(server, bytes, { token });
    const { files: [said] } = await sayFiles(server, [{ id: file.id }], { token });
    const read = await readPath(server, said!.url, { token });
    assertEquals([read.status, read.bytes.length], [200, bytes.length]);
    assertEquals(read.bytes, bytes);
    const headers = { range: "bytes=1000000-1000009" };
    const part = await readPath(server, said!.url, { token, headers });
    assertEquals([part.status, part.bytes], [206, bytes.slice(1_000_000, 1_000_010)]);
  }
});

Deno.test("An event stream tells what is said through any worker, and ends when its reader goes", async () => {
  await using server = await TestServer.start({ workers: 4, heartbeatMs: 50 });
  const token = await signIn(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  const open = () => EventReader.open(server, "/api/rooms/lobby/events", { token });
  const readers = await Promise.all(Array.from({ length: 6 }, open));
  assertEquals(await metric(server, "hubbub_event_streams"), 6);
  for (const text of ["one", "two"]) bob.say("lobby", text);
  for (const reader of readers) assertEquals(await reader.texts(2), ["one", "two"]);
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  await until(async () => await metric(server, "hubbub_event_streams") === 0, "no stream");
});

Deno.test("Workers that die are replaced, and their people are back with all that was said", async () => {
  await using server = await TestServer.start({ workers: 2 });
  const connection = new Connection(server.url().href, { name: "ada" });
  connection.join("lobby");
  const heard: string[] = [];
  let joins = 0;
  const reading = (async () => {
    for await (const event of connection) {
      if (event.type === "said") heard.push(event.text);
      if (event.type === "joined") joins++;
    }
  })();
  const texts = Array.from({ length: 60 }, (_, i) => `number ${i + 1}`);
  const saying: Promise<number>[] = [];
  for (const [i, text] of texts.entries()) {
    saying.push(connection.say("lobby", text).acknowledged);
    if (i === 30) {
      await Promise.all(saying);
      server.killWorkers();
    }
  }
  assertEquals(await Promise.all(saying), texts.map((_, i) => i + 1));
  await until(() => heard.length >= texts.length, "all that was said");
  assertEquals(heard, texts);
  // They were cut once, and let in at the first try.
  assertEquals(joins, 2);
  assertEquals(await metric(server, "hubbub_workers_replaced_total"), 2);
  await until(async () => await metric(server, "hubbub_workers") === 2, "both workers");
  assertEquals(await metric(server, "hubbub_sockets"), 1);
  connection.close();
  await reading;
});

/** Whether somebody who connects is let in, or told that they are not; who hears nothing fails the test. */
async function comes(server: TestServer, name: string): Promise<boolean> {
  const url = server.url(`/ws?name=${name}`);
  const socket = new WebSocket(url);
  const isIn = await soon(
    new Promise<boolean>((resolve) => {
      socket.onmessage = () => resolve(true);
      socket.onclose = () => resolve(false);
      socket.onerror = (event) => event.preventDefault();
    }),
    `an answer to ${name}`,
  );
  const closed = new Promise((resolve) => socket.onclose = resolve);
  if (socket.readyState === WebSocket.CLOSED) return isIn;
  socket.close();
  await soon(closed, `the end of ${name}`);
  return isIn;
}

Deno.test("Nobody waits for a worker that dies while they connect", async () => {
  await using server = await TestServer.start({ workers: 2 });
  for (let round = 0; round < 5; round++) {
    const coming = NAMES.map((name) => comes(server, `${name}-${round}`));
    server.killWorkers();
    await Promise.all(coming);
    let tries = 0;
    await until(() => comes(server, `after-${round}-${++tries}`), "somebody who is let in");
  }
});

Deno.test("An event stream and a request that a worker leaves behind are over", async () => {
  await using server = await TestServer.start({ workers: 2, heartbeatMs: 50 });
  const token = await signIn(server, "ada");
  const reader = await EventReader.open(server, "/api/rooms/lobby/events", { token });
  await reader.next();
  server.killWorkers();
  await until(async () => await metric(server, "hubbub_event_streams") === 0, "no stream");
  await reader[Symbol.asyncDispose]();
});

Deno.test("Workers say goodbye to everyone when the chat stops", async () => {
  const server = await TestServer.start({ workers: 3 });
  const people = await Promise.all(NAMES.map((name) => TestClient.connect(server, name)));
  await server[Symbol.asyncDispose]();
  const codes = await Promise.all(people.map(({ closed }) => closed));
  assertEquals(codes, codes.map(() => Close.GoingAway));
});

Deno.test("Workers do not share the port of other workers, and say so", async () => {
  await using server = await TestServer.start({ workers: 2 });
  const port = Number(server.url().port);
  const handler = () => new Response();
  await assertRejects(
    () => Workers.open({ count: 2, host: "127.0.0.1", port, handler }),
    ListenError,
    `Cannot listen on 127.0.0.1:${port}: the port is in use, choose another with --port`,
  );
});
