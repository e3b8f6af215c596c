import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { hurried } from "../support/clock.ts";
import { HeldJournal } from "../support/memory/held_journal.ts";
import { RawClient } from "../support/server/raw_client.ts";
import { TestClient } from "../support/server/test_client.ts";
import { TestServer } from "../support/server/test_server.ts";

type Headers = Record<string, string>;

/** Status and reason of what an upgrade and a plain request are told. They have to be the same. */
async function refusal(server: TestServer, path: string, headers: Headers = {}) {
  using raw = await RawClient.ask(server, path, headers);
  const upgrade = [raw.status, (await raw.json()).error];
  const response = await fetch(server.url(path), { headers });
  const { error, message } = await response.json();
  assertMatch(message, /^Cannot /);
  assertEquals([response.status, error], upgrade, "a plain request is told the same");
  return upgrade;
}

/** Status and reason of what a plain request is told. */
async function plainly(server: TestServer, path: string, headers: Headers = {}) {
  const response = await fetch(server.url(path), { headers });
  return [response.status, (await response.json()).error];
}

Deno.test("Authenticator refuses names that are none", async () => {
  await using server = await TestServer.start();
  for (const name of ["a b", "@ada", "x".repeat(33), "ﷺ", "<b>", "a\u200bb"]) {
    const path = `/ws?name=${encodeURIComponent(name)}`;
    assertEquals(await refusal(server, path), [400, "bad-name"], name);
  }
  assertEquals(await refusal(server, "/ws?name=%ff"), [400, "bad-name"]);
});

Deno.test("Authenticator refuses who says neither a name nor a token", async () => {
  await using server = await TestServer.start();
  assertEquals(await refusal(server, "/ws?name="), [401, "no-session"]);
  assertEquals(await refusal(server, "/ws"), [401, "no-session"]);
});

Deno.test("Authenticator refuses tokens that it did not give, whatever name comes with them", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "ada");
  const { token = "" } = ada.welcome;
  const forged = ["", "x", token.slice(1), `${token}x`, `${token} x`, "__proto__", "constructor"];
  for (const value of forged) {
    const headers = { authorization: `Bearer ${value}` };
    assertEquals(await refusal(server, "/ws?name=eve", headers), [401, "no-session"], value);
    const offered = { "sec-websocket-protocol": `chat.v1, bearer.${value.replace(" ", "")}x` };
    assertEquals(await refusal(server, "/ws?name=eve", offered), [401, "no-session"], value);
  }
  const basic = { authorization: `Basic ${token}` };
  assertEquals(await refusal(server, "/ws?name=eve", basic), [401, "no-session"]);
});

Deno.test("Authenticator refuses the pages of other origins", async () => {
  await using server = await TestServer.start();
  const { host } = server.url();
  for (const origin of ["http://evil.example", `http://${host}.evil.example`, "null", ""]) {
    assertEquals(
      await refusal(server, "/ws?name=ada", { origin }),
      [403, "foreign-origin"],
      origin,
    );
  }
  using own = await RawClient.ask(server, "/ws?name=ada", { origin: `http://${host}` });
  assertEquals(own.status, 101);
});

Deno.test("Authenticator refuses a second guest of the same name, however it is written", async () => {
  await using server = await TestServer.start();
  await using _ada = await TestClient.connect(server, "ada");
  for (const name of ["ada", "ADA", "ａｄａ"]) {
    const path = `/ws?name=${encodeURIComponent(name)}`;
    assertEquals(await refusal(server, path), [409, "name-taken"], name);
  }
});

Deno.test("Authenticator tells who could come in that this is no WebSocket request", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "ada");
  const mine = { authorization: `Bearer ${ada.welcome.token}` };
  assertEquals(await plainly(server, "/ws?name=bob"), [426, "not-a-websocket"]);
  assertEquals(await plainly(server, "/ws", mine), [426, "not-a-websocket"]);
  assertEquals(await plainly(server, "/ws?name=bob"), [426, "not-a-websocket"], "nobody took it");
});

Deno.test("Authenticator takes no name for an upgrade that fails", async () => {
  await using server = await TestServer.start();
  using broken = await RawClient.ask(server, "/ws?name=ada", { connection: "close" });
  assertEquals([broken.status, (await broken.json()).error], [426, "not-a-websocket"]);
  await using ada = await TestClient.connect(server, "ada");
  assertEquals(ada.name, "ada");
});

Deno.test("Authenticator lets nobody in while the server stops", async () => {
  const journal = new HeldJournal();
  const server = await TestServer.start({ journal });
  const ada = await TestClient.enter(server, "ada");
  journal.hold();
  ada.say("lobby", "last words");
  await journal.batches.next();
  const stopped = server[Symbol.asyncDispose]();
  assertEquals(await refusal(server, "/ws?name=bob"), [503, "stopping"]);
  journal.release();
  await stopped;
});

Deno.test("Authenticator lets a guest come back under their name while the old socket hangs", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  using hanging = await RawClient.ask(server, "/ws?name=Ada");
  const [welcome] = await hanging.nextEvents();
  const token = welcome?.type === "welcome" && welcome.token || "";
  await hanging.send({ type: "join", room: "lobby" });
  await bob.next("online");
  await using ada = await TestClient.connect(server, { token });
  assertEquals([ada.name, ada.welcome.token], ["Ada", token]);
  assertEquals((await ada.join("lobby")).members, ["bob", "Ada"]);
  bob.say("lobby", "still two of us");
  await bob.until(({ type }) => type === "said", "what bob said, and no offline before");
});

Deno.test("Authenticator takes a program's token as a header", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "Ada");
  const { token } = ada.welcome;
  for (const scheme of ["Bearer", "bearer"]) {
    using program = await RawClient.ask(server, "/ws", { authorization: `${scheme} ${token}` });
    const [welcome] = await program.nextEvents();
    assertEquals(welcome, ada.welcome);
  }
});

Deno.test("Authenticator speaks chat.v1 to those who offer it", async () => {
  await using server = await TestServer.start();
  const offers = [["chat.v1", "chat.v1"], ["chat.v2, chat.v1", "chat.v1"], ["", null]] as const;
  for (const [i, [offered, chosen]] of offers.entries()) {
    const headers = offered === "" ? {} : { "sec-websocket-protocol": offered };
    using ada = await RawClient.ask(server, `/ws?name=ada-${i}`, headers);
    assertEquals([ada.status, ada.headers.get("sec-websocket-protocol")], [101, chosen]);
  }
});

Deno.test("Authenticator gives a name away again when its guest has gone", async () => {
  await using server = await TestServer.start();
  const first = await TestClient.enter(server, "ada");
  await first[Symbol.asyncDispose]();
  await server.freed("ada");
  await using second = await TestClient.connect(server, "Ada");
  assertNotEquals(second.welcome.token, first.welcome.token);
  const back = { authorization: `Bearer ${first.welcome.token}` };
  assertEquals(await refusal(server, "/ws", back), [409, "name-taken"]);
});

Deno.test("People hear everything on each of their sockets, and are gone with the last", async () => {
  await using server = await TestServer.start({ now: hurried() });
  await using bob = await TestClient.enter(server, "bob");
  await using tab = await TestClient.enter(server, "ada");
  const { token = "" } = tab.welcome;
  const phone = await TestClient.connect(server, { token });
  assertEquals((await phone.join("lobby")).count, 2);
  bob.say("lobby", "to both");
  tab.say("lobby", "from one");
  for (const socket of [tab, phone]) assertEquals(await socket.texts(2), ["to both", "from one"]);
  await phone[Symbol.asyncDispose]();
  tab.say("lobby", "still here");
  await bob.until((event) => "text" in event && event.text === "still here", "the last message");
  tab.socket.close();
  assertEquals((await bob.next("offline")).name, "ada");
});
