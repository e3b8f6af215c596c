import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { Close } from "../../protocol.ts";
import { kvBacking } from "../../server/backing.ts";
import { MEMORY } from "../../server/kv/store/database.ts";
import { SOCKETS } from "../../server/limits.ts";
import { Connection } from "../../client/connection.ts";
import { ask, claim, PASSWORD } from "../support/server/asker.ts";
import { Clock } from "../support/clock.ts";
import { RawClient } from "../support/server/raw_client.ts";
import { TestClient } from "../support/server/test_client.ts";
import { TestServer, type TestServerOptions } from "../support/server/test_server.ts";

/** Addresses that documentation may use: a auth, and one far away. */
const HERE = "192.0.2.1";
const ELSEWHERE = "198.51.100.1";
/** Heavy enough that few of them are a flood. */
const LONG = "x".repeat(4000);

/** A server with limits. Unless it is given another clock, its own stands still: no machine is too slow. */
async function open(options: TestServerOptions = {}): Promise<TestServer> {
  return await TestServer.start({ limits: SOCKETS, now: new Clock().now, ...options });
}

/** What an upgrade from an address is told: 101 when it comes in. */
async function knock(
  server: TestServer,
  query: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const raw = await RawClient.ask(server, `/ws?${new URLSearchParams(query)}`, headers);
  const refused = raw.status === 101 ? undefined : await raw.json();
  return { raw, status: raw.status, refused, retryAfter: raw.headers.get("retry-after") };
}

Deno.test("Who floods is told when to try again, and what they then say again is stored", async () => {
  const clock = new Clock();
  await using server = await open({ now: clock.now });
  await using bob = await TestClient.enter(server, { name: "bob", from: ELSEWHERE });
  await using eve = await TestClient.enter(server, { name: "eve", from: HERE });
  for (let i = 0; i < 150; i++) eve.say("lobby", LONG, `flood-${i}`);
  const refused = await eve.next("refused");
  assertEquals([refused.reason, /^flood-\d+$/.test(refused.id ?? "")], ["too-fast", true]);
  assert(refused.retry !== undefined && refused.retry > 0 && refused.retry < 30_000);
  clock.pass(refused.retry);

  // Our own library, as the same person: it waits, and says it again under the same id.
  const connection = new Connection(server.url(), { token: eve.welcome.token });
  connection.join("lobby");
  const { acknowledged } = connection.say("lobby", "after the flood");
  assert(await acknowledged > 0);
  connection.close();
  for await (const _ of connection);

  bob.say("lobby", "I was never told to wait");
  await bob.until(
    (event) => event.type === "said" && event.text === "I was never told to wait",
    "what bob said, and no refusal",
  );
});

Deno.test("Who asks how the server is, again and again, is told to wait", async () => {
  await using server = await open();
  const ask = async (from: string) => {
    const response = await fetch(server.url(`/healthz?from=${from}`));
    await response.body?.cancel();
    return response.status;
  };
  let asked = 0;
  while (await ask(HERE) === 200) assert(++asked < 5_000);
  assert(asked > 100, "who watches it is not in the way");
  assertEquals(await ask(ELSEWHERE), 200);
});

Deno.test("What somebody says too fast is all said in the end, in its order", async () => {
  const { at } = new Clock();
  // Time begins to pass with the first refusal, and a little of it at once: who then waits has waited.
  let since: number | undefined;
  const now = () => since === undefined ? at : at + 500 + Date.now() - since;
  await using server = await open({ now });
  await using bob = await TestClient.enter(server, { name: "bob", from: ELSEWHERE });
  const texts = Array.from({ length: 650 }, (_, i) => `line ${i}`);
  const connection = new Connection(server.url(), { name: "ada" });
  connection.join("lobby");
  const said = texts.map((text) => connection.say("lobby", text).acknowledged);
  let refusals = 0;
  const reading = (async () => {
    for await (const { type } of connection) {
      if (type !== "refused") continue;
      refusals++;
      since ??= Date.now();
    }
  })();
  await Promise.all(said);
  connection.close();
  await reading;
  assertEquals(await bob.texts(texts.length), texts);
  assert(refusals > 0, "some of it was too fast");
});

Deno.test("A flooder is disconnected, and everyone else continues", async () => {
  await using server = await open();
  await using bob = await TestClient.enter(server, { name: "bob", from: ELSEWHERE });
  await using eve = await TestClient.enter(server, { name: "eve", from: HERE });
  eve.socket.send("nonsense\n".repeat(2000));
  assertEquals(await eve.closed, Close.TooFast);
  bob.say("lobby", "still here");
  assertEquals(await bob.texts(1), ["still here"]);
});

Deno.test("Who makes one room after the other is refused long before who talks is", async () => {
  await using server = await open();
  await using eve = await TestClient.connect(server, { name: "eve", from: HERE });
  for (let i = 0; i < 80; i++) eve.send({ type: "join", room: `room-${i}`, ref: i });
  const refused = await eve.next("refused");
  assertEquals(refused.reason, "too-fast");
  assert(refused.ref !== undefined && refused.ref > 20, "a handful is fine");
  // The same rooms, which are there now, weigh little.
  await using ada = await TestClient.connect(server, { name: "ada", from: ELSEWHERE });
  for (let i = 0; i < 20; i++) assertEquals((await ada.join(`room-${i}`)).room, `room-${i}`);
});

Deno.test("An address has so many sockets, and one more when one has gone", async () => {
  await using server = await open({ limits: { total: 9, perAddress: 2, perPerson: 9 } });
  const first = await TestClient.connect(server, { name: "ada", from: HERE });
  await using _second = await TestClient.connect(server, { name: "bob", from: HERE });
  const { status, refused, retryAfter, raw } = await knock(server, { name: "cy", from: HERE });
  assertEquals([status, refused?.error, retryAfter], [429, "too-many", "10"]);
  assertMatch(refused!.message, /^Cannot connect: .*address/);
  raw[Symbol.dispose]();
  await using _cy = await TestClient.connect(server, { name: "cy", from: ELSEWHERE });
  await first[Symbol.asyncDispose]();
  await server.freed("ada");
  await using _dan = await TestClient.connect(server, { name: "dan", from: HERE });
});

Deno.test("A person has so many sockets, and the server so many in all", async () => {
  await using server = await open({ limits: { total: 3, perAddress: 9, perPerson: 2 } });
  await using ada = await TestClient.connect(server, { name: "ada", from: HERE });
  const mine = { authorization: `Bearer ${ada.welcome.token}` };
  const second = await knock(server, { from: HERE }, mine);
  assertEquals(second.status, 101);
  const third = await knock(server, { from: HERE }, mine);
  assertEquals([third.status, third.refused?.error], [429, "too-many"]);
  await using _bob = await TestClient.connect(server, { name: "bob", from: ELSEWHERE });
  const fifth = await knock(server, { name: "cy", from: HERE });
  assertEquals([fifth.status, fifth.refused?.message], [429, "Cannot connect: the server is full"]);
  for (const { raw } of [second, third, fifth]) raw[Symbol.dispose]();
});

Deno.test("Who tries one password after the other has to wait, and nobody else has", async () => {
  await using server = await open();
  const token = await claim(server, "ada");
  const tryOne = (password: string, from: string) =>
    ask(server, `POST /api/session?from=${from}`, { body: { name: "ada", password } });
  const statuses: number[] = [];
  // As many at once as may wait for passwords to be checked.
  for (const wave of [0, 1]) {
    const tries = Array.from({ length: 15 }, (_, i) => tryOne(`not this one ${wave} ${i}`, HERE));
    statuses.push(...(await Promise.all(tries)).map(({ status }) => status));
  }
  assertEquals(statuses.filter((status) => status === 401).length, 20);
  const { status, body, headers } = await tryOne(PASSWORD, HERE);
  assertEquals([status, body?.error], [429, "too-many"]);
  assert(Number(headers.get("retry-after")) > 0);
  assertEquals((await tryOne(PASSWORD, ELSEWHERE)).status, 201);
  // Who is signed in stays so, wherever they are.
  assertEquals((await ask(server, `GET /api/session?from=${HERE}`, { token })).status, 200);
});

Deno.test("Who tries a passphrase again and again has to wait", async () => {
  const rules = { signUp: "open", guests: true, passphrase: "open sesame" } as const;
  await using server = await open({ rules });
  const tryOne = async (passphrase: string, from: string) => {
    const body = { name: "eve", passphrase };
    return (await ask(server, `POST /api/session?from=${from}`, { body })).status;
  };
  for (let i = 0; i < 20; i++) assertEquals(await tryOne(`sesame ${i}`, HERE), 401);
  assertEquals(await tryOne("open sesame", HERE), 429);
  assertEquals(await tryOne("open sesame", ELSEWHERE), 201);
});

Deno.test("Who asks without end, or with one forged token after the other, is told to wait", async () => {
  await using server = await open();
  for (const [asking, least] of [[{}, 1000], [{ token: "forged" }, 75]] as const) {
    const from = `192.0.2.${least % 251}`;
    let count = 0;
    let status: number;
    do {
      const some = Array.from(
        { length: 20 },
        () => ask(server, `GET /api/session?from=${from}`, asking),
      );
      status = (await Promise.all(some)).at(-1)!.status;
      count += some.length;
    } while (status === 401);
    assertEquals(status, 429);
    assert(count > least && count < 4 * least, `after ${count}`);
    assertEquals((await ask(server, `GET /api/session?from=${ELSEWHERE}`)).status, 401);
  }
});

Deno.test("Nobody is counted, weighed or kept waiting where limits are off", async () => {
  await using server = await open({ limits: "off" });
  await using sockets = new AsyncDisposableStack();
  const ada = sockets.use(await TestClient.enter(server, "ada"));
  const { token = "" } = ada.welcome;
  for (let i = 0; i < 150; i++) sockets.use(await TestClient.connect(server, { token }));
  for (let i = 0; i < 1000; i++) ada.say("lobby", "as fast as I can");
  assertEquals((await ada.texts(1000)).length, 1000);
  for (let i = 0; i < 60; i++) {
    const body = { name: "ada", password: "wrong, and again" };
    assertEquals((await ask(server, "POST /api/session", { body })).status, 401);
  }
});

Deno.test("Nobody searches too much where limits are off", async () => {
  for (const limits of [SOCKETS, "off"] as const) {
    const backing = await kvBacking(MEMORY);
    const text = "hay ".repeat(1000);
    await backing.journal.createRoom("barn", "barn");
    for (let i = 0; i < 2000; i += 80) {
      const said = Array.from({ length: 80 }, (_, j) => ({
        by: "ada",
        entry: { type: "said", room: "barn", from: "ada", at: 1, id: String(i + j), text } as const,
      }));
      await backing.journal.append("barn", said);
    }
    await using server = await open({ limits, backing });
    await using eve = await TestClient.enter(server, { name: "eve", from: HERE }, "barn");
    let refused = 0;
    for (let i = 0; i < 60; i++) {
      const { type } = await eve.ask({ type: "search", room: "barn", q: "straw" });
      if (type === "refused") refused++;
    }
    assertEquals(refused > 0, limits !== "off");
  }
});

Deno.test("Who makes direct rooms is refused long before who talks is, however they make them", async () => {
  for (const make of ["join", "say"] as const) {
    await using server = await open();
    await using eve = await TestClient.connect(server, { name: "eve", from: HERE });
    const people: TestClient[] = [];
    for (let i = 0; i < 80; i++) {
      people.push(await TestClient.connect(server, { name: `guest${i}`, from: `10.0.${i}.1` }));
    }
    people.forEach((_, i) => {
      const to = `guest${i}`;
      if (make === "join") eve.send({ type: "join", room: `@eve,${to}`, ref: i });
      else eve.send({ type: "say", to: [to], id: to, text: "buy this", ref: i });
    });
    const refused = await eve.next("refused");
    assertEquals([refused.reason, (refused.retry ?? 0) > 0], ["too-fast", true], make);
    assert(refused.ref !== undefined && refused.ref > 20, "a handful is fine");
    for (const one of people) await one[Symbol.asyncDispose]();
  }
});

Deno.test("Who makes and closes one room again and again is refused as who makes many", async () => {
  await using server = await open();
  await using eve = await TestClient.connect(server, { name: "eve", from: HERE });
  for (let made = 0;; made++) {
    assertLess(made, 80);
    const joined = await eve.ask({ type: "join", room: "den" });
    if (joined.type === "refused") return assertEquals(joined.reason, "too-fast");
    const closed = await eve.ask({ type: "close", room: "den" });
    if (closed.type === "refused") return assertEquals(closed.reason, "too-fast");
  }
});
