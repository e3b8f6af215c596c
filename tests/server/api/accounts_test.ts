import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { Close } from "../../../protocol.ts";
import { kvBacking } from "../../../server/backing.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { AuthService } from "../../../server/auth/service.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import type { EventOf } from "../../support/hub/listener.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { until } from "../../support/until.ts";

const NEW = "battery staple";

/** What a socket of a guest is refused with. */
async function guestIsTold(server: TestServer, name: string): Promise<string> {
  const { status, body } = await ask(server, `GET /ws?name=${encodeURIComponent(name)}`);
  return `${status} ${body?.error}`;
}

async function whoIs(server: TestServer, token: string): Promise<unknown> {
  return await expect(server, 200, "GET /api/session", { token });
}

Deno.test("Someone claims a name, and has it on every device", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "Ada");
  await using laptop = await TestClient.connect(server, { token });
  assertEquals([laptop.name, laptop.welcome.guest], ["Ada", false]);
  const other = await signIn(server, "ADA", PASSWORD);
  assertNotEquals(other, token);
  await using phone = await TestClient.connect(server, { token: other });
  await laptop.join("lobby");
  await phone.join("lobby");
  laptop.say("lobby", "from my laptop");
  const { seq } = await phone.next("said");
  phone.send({ type: "edit", room: "lobby", of: seq, text: "from my phone" });
  assertEquals((await laptop.next("edited")).text, "from my phone");
});

Deno.test("A claimed name is no guest's, however they write it, here or away", async () => {
  await using server = await TestServer.start();
  await claim(server, "Ada");
  for (const name of ["Ada", "ada", "ＡＤＡ"]) {
    assertEquals(await guestIsTold(server, name), "409 name-taken");
    await expect(server, "401 bad-password", "POST /api/session", { body: { name } });
    const body = { name, password: NEW };
    await expect(server, "401 bad-password", "POST /api/session", { body });
    await expect(server, "409 name-taken", "POST /api/accounts", { body });
  }
});

Deno.test("A guest who claims their name stays who they are, at once, on the socket that they have", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  await using ada = await TestClient.enter(server, "ada");
  ada.say("lobby", "before");
  const { seq } = await ada.next("said");
  ada.send({ type: "say", to: "bob", id: "direct", text: "psst" });
  await ada.next("said");
  const token = ada.welcome.token!;
  const account = await claimAdmin(server, "Ada", { token });
  await using desk = await TestClient.connect(server, { token: account });
  assertEquals(desk.welcome.guest, false);
  assert(desk.welcome.rooms.some(({ room }) => room === "@ada,bob"));
  await desk.join("lobby");
  desk.send({ type: "edit", room: "lobby", of: seq, text: "mine still" });
  assertEquals((await bob.next("edited")).text, "mine still");
  assertEquals(await whoIs(server, token), { name: "ada", guest: false, admin: true });
  bob.send({ type: "say", to: "ada", id: "back", text: "yes?" });
  assertEquals(await desk.texts(2), ["before", "yes?"]);
});

Deno.test("Nobody claims the name that somebody else has now", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.connect(server, "ada");
  const body = { name: "ADA", password: PASSWORD };
  await expect(server, "409 name-taken", "POST /api/accounts", { body });
  await using eve = await TestClient.connect(server, "eve");
  const token = eve.welcome.token;
  await expect(server, "409 name-taken", "POST /api/accounts", { body, token });
  await expect(server, 201, "POST /api/accounts", { body, token: ada.welcome.token });
});

Deno.test("A guest whose name was claimed while they were away has to take another", async () => {
  await using server = await TestServer.start();
  const guest = await TestClient.connect(server, "ada");
  const { token } = guest.welcome;
  await guest[Symbol.asyncDispose]();
  await server.freed("ada");
  await claim(server, "ada");
  await expect(server, "409 name-taken", "GET /ws", { token });
  await expect(server, "409 name-taken", "GET /api/sessions", { token });
});

Deno.test("A second guest of a name that somebody has is refused over HTTP, too", async () => {
  await using server = await TestServer.start();
  await using _ada = await TestClient.connect(server, "ada");
  await expect(server, "409 name-taken", "POST /api/session", { body: { name: "ADA" } });
  const token = await signIn(server, "bob");
  await using bob = await TestClient.connect(server, { token });
  assertEquals([bob.name, bob.welcome.guest], ["bob", true]);
});

Deno.test("A changed password ends the other sessions, and the old one lets nobody in", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const stolen = await TestClient.connect(server, { token: await signIn(server, "ada", PASSWORD) });
  await using own = await TestClient.connect(server, { token });
  const change = (password: string) =>
    ask(server, "PUT /api/account/password", { token, body: { password, new: NEW } });
  assertEquals((await change("wrong")).status, 401);
  assertEquals((await change(PASSWORD)).status, 204);
  assertEquals(await stolen.closed, Close.Removed);
  assertEquals((await own.ask({ type: "ping" })).type, "pong");
  const body = { name: "ada", password: PASSWORD };
  await expect(server, "401 bad-password", "POST /api/session", { body });
  await signIn(server, "ada", NEW);
});

Deno.test("A deleted account frees its name, ends its sessions, and its messages are as was chosen", async () => {
  for (const mode of ["keep", "delete"] as const) {
    await using server = await TestServer.start();
    await using guest = await TestClient.enter(server, "ada");
    guest.say("lobby", "I was here");
    assertEquals(await guest.texts(1), ["I was here"]);
    const token = await claim(server, "ada", { token: guest.welcome.token });
    const phone = await TestClient.connect(server, { token });
    const remove = (password: string, messages: unknown) =>
      ask(server, "DELETE /api/account", { token, body: { password, messages } });
    assertEquals((await remove(PASSWORD, "maybe")).status, 400);
    assertEquals((await remove("wrong wrong", mode)).status, 401);
    await using bob = await TestClient.enter(server, "bob");
    const lobby = async () => {
      const { entries } = await bob.ask({ type: "history", room: "lobby" }) as EventOf<"history">;
      return entries.map((entry) => entry.type === "said" && [entry.from, entry.text]);
    };
    assertEquals(await lobby(), [["ada", "I was here"]]);
    assertEquals((await remove(PASSWORD, mode)).status, 204);
    for (const socket of [guest, phone]) assertEquals(await socket.closed, Close.Removed);
    // Logs are anonymized in the background.
    const isErased = async () => !JSON.stringify(await lobby()).includes('"ada"');
    await until(isErased, "the log to be anonymized");
    assertEquals(await lobby(), [["former member", mode === "keep" ? "I was here" : ""]]);
    await expect(server, "401 no-session", "GET /api/session", { token });
    await expect(server, "401 no-session", "GET /api/session", { token: guest.welcome.token });
    await server.freed("ada");
    await using later = await TestClient.connect(server, "ada");
    assertEquals([later.name, later.welcome.guest], ["ada", true]);
  }
});

Deno.test("Somebody who had an account is nobody that a message can be sent to", async () => {
  const backing = await kvBacking(MEMORY);
  const auth = new AuthService({ backing });
  await using server = await TestServer.start({ backing });
  const token = await claim(server, "ada");
  assertEquals((await auth.find("ada"))?.split(":")[0], "account");
  const body = { password: PASSWORD, messages: "keep" };
  await expect(server, 204, "DELETE /api/account", { token, body });
  assertEquals(await auth.find("ada"), undefined);
});
