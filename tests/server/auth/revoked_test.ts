import { assert, assertEquals } from "@std/assert";
import { Close } from "../../../protocol.ts";
import { type Backing, backingOver, kvBacking } from "../../../server/backing.ts";
import { watchIdentities } from "../../../server/auth/service/identity_stores.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Clock } from "../../support/clock.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** A server whose time stands still: what it remembers for a while it would remember for ever. */
async function start(backing?: Backing): Promise<TestServer> {
  return await TestServer.start({ now: new Clock().now, ...(backing && { backing }) });
}

/** Who a server says that the bearer of a token is, or why it does not. */
async function whoIs(server: TestServer, token: string): Promise<unknown> {
  const { body } = await ask(server, "GET /api/session", { token });
  return body?.error ?? body;
}

/** Counts how often a store is asked for sessions, accounts and bots. */
async function counted(): Promise<{ backing: Backing; reads: () => number }> {
  const backing = await kvBacking(MEMORY);
  let reads = 0;
  for (const store of [backing.sessions, backing.accounts, backing.bots]) {
    const find: unknown = Reflect.get(store, "find");
    assert(typeof find === "function");
    Reflect.set(store, "find", (key: string) => {
      reads++;
      return Reflect.apply(find, store, [key]);
    });
  }
  return { backing, reads: () => reads };
}

const ADA = { name: "ada", guest: false, admin: false };

Deno.test("A hundred requests with one token read its session and its account once", async () => {
  const { backing, reads } = await counted();
  await using server = await start(backing);
  const token = await claim(server, "ada");
  const before = reads();
  const posted = Array.from(
    { length: 100 },
    (_, i) =>
      expect(server, 201, "POST /api/rooms/lobby/messages", { token, body: { text: `${i}` } }),
  );
  await Promise.all(posted);
  assertEquals(reads() - before, 2);
});

Deno.test("A token is refused from the next request on when its bearer has signed out", async () => {
  await using server = await start();
  for (const token of [await claim(server, "ada"), await signIn(server, "gus")]) {
    await expect(server, 200, "GET /api/session", { token });
    await expect(server, 204, "DELETE /api/session", { token });
    await expect(server, "401 no-session", "GET /api/session", { token });
  }
});

Deno.test("A token is refused from the next request on when its session was ended from another", async () => {
  await using server = await start();
  const own = await claim(server, "ada");
  const token = await signIn(server, "ada", PASSWORD);
  const { sessions } = await expect(server, 200, "GET /api/sessions", { token });
  assert(Array.isArray(sessions));
  const { id } = sessions.find(({ current }) => current);
  await expect(server, 204, `DELETE /api/sessions/${id}`, { token: own });
  await expect(server, "401 no-session", "GET /api/session", { token });
  assertEquals(await whoIs(server, own), ADA);
});

Deno.test("A token is refused from the next request on when the password was changed elsewhere", async () => {
  await using server = await start();
  const own = await claim(server, "ada");
  const token = await signIn(server, "ada", PASSWORD);
  assertEquals(await whoIs(server, token), ADA);
  const body = { password: PASSWORD, new: `${PASSWORD} anew` };
  await expect(server, 204, "PUT /api/account/password", { token: own, body });
  await expect(server, "401 no-session", "GET /api/session", { token });
});

Deno.test("Tokens of an account and of its bots are refused from the next request on when it was deleted", async () => {
  await using server = await start();
  const own = await claim(server, "ada");
  const other = await signIn(server, "ada", PASSWORD);
  const bot = await expect(server, 201, "POST /api/bots", { token: own, body: { name: "echo" } });
  const tokens = [own, other, String(bot.token)];
  for (const token of tokens) await expect(server, 200, "GET /api/session", { token });
  const body = { password: PASSWORD, messages: "keep" };
  await expect(server, 204, "DELETE /api/account", { token: own, body });
  for (const token of tokens) await expect(server, "401 no-session", "GET /api/session", { token });
});

Deno.test("Nobody who is banned from the server posts with a token that was just used", async () => {
  await using server = await start();
  await using admin = await TestClient.enter(server, {
    token: await claimAdmin(server, "root-ada"),
  });
  const bob = await claim(server, "bob");
  const bot = await expect(server, 201, "POST /api/bots", { token: bob, body: { name: "echo" } });
  const tokens = [bob, await signIn(server, "gus"), String(bot.token)];
  const post = { body: { text: "hello" } };
  for (const token of tokens) {
    await expect(server, 201, "POST /api/rooms/lobby/messages", { token, ...post });
  }
  for (const name of ["bob", "gus"]) await admin.ask({ type: "ban", name, ms: 60_000 });
  for (const token of tokens) {
    const { status } = await ask(server, "POST /api/rooms/lobby/messages", { token, ...post });
    assert(status === 401 || status === 403, `${status}`);
  }
});

Deno.test("A guest who claims their name, and who becomes the administrator, is that from the next request on", async () => {
  await using server = await start();
  const guest = await signIn(server, "ada");
  assertEquals(await whoIs(server, guest), { ...ADA, guest: true });
  const token = await claim(server, "ada", { token: guest });
  for (const one of [guest, token]) assertEquals(await whoIs(server, one), ADA);
  await claimAdmin(server, "ada", { token });
  for (const one of [guest, token]) assertEquals(await whoIs(server, one), { ...ADA, admin: true });
});

Deno.test("A guest whose name somebody, a bot or a hook has now is refused from the next request on", async () => {
  await using server = await start();
  const token = await claimAdmin(server, "root-ada");
  const taking: [name: string, take: () => Promise<unknown>][] = [
    ["gus", () => claim(server, "gus")],
    ["echo", () => expect(server, 201, "POST /api/bots", { token, body: { name: "echo" } })],
    [
      "alerts",
      () => expect(server, 201, "POST /api/rooms/lobby/hooks", { token, body: { name: "alerts" } }),
    ],
  ];
  for (const [name, take] of taking) {
    const guest = await signIn(server, name);
    await expect(server, 200, "GET /api/session", { token: guest });
    await take();
    await expect(server, "409 name-taken", "GET /api/session", { token: guest });
  }
});

Deno.test("A bot's token is looked up again when the bot was changed, and refused when it was deleted", async () => {
  const { backing, reads } = await counted();
  await using server = await start(backing);
  const ada = await claim(server, "ada");
  const bot = await expect(server, 201, "POST /api/bots", { token: ada, body: { name: "echo" } });
  const token = String(bot.token);
  await expect(server, 200, "GET /api/session", { token });
  await expect(server, 200, `PATCH /api/bots/${bot.id}`, { token: ada, body: { url: null } });
  const before = reads();
  await expect(server, 200, "GET /api/session", { token });
  assert(reads() > before);
  await expect(server, 204, `DELETE /api/bots/${bot.id}`, { token: ada });
  await expect(server, "401 no-session", "GET /api/session", { token });
});

Deno.test("A token that was revoked on one server is refused a second later by another that shares the store", async () => {
  await using file = await StoreFile.make({ shared: true });
  const clock = new Clock();
  await using one = await TestServer.start({ backing: backingOver(file.store), now: clock.now });
  await using other = await TestServer.start({ backing: backingOver(file.store), now: clock.now });
  const token = await claim(one, "ada");
  assertEquals(await whoIs(other, token), ADA);
  await expect(one, 204, "DELETE /api/session", { token });
  clock.pass(1000);
  await expect(other, "401 no-session", "GET /api/session", { token });
});

Deno.test("A token is refused as soon as its socket has ended, on another server, too", async () => {
  await using file = await StoreFile.make({ shared: true });
  await using one = await start(backingOver(file.store));
  await using other = await start(backingOver(file.store));
  const token = await claim(one, "ada");
  await using ada = await TestClient.connect(other, { token });
  assertEquals(await whoIs(other, token), ADA);
  await expect(one, 204, "DELETE /api/session", { token });
  assertEquals(await ada.closed, Close.Removed);
  await expect(other, "401 no-session", "GET /api/session", { token });
});

Deno.test("The stores of identities tell of each change, also of one that failed, and of no look-up", async () => {
  await using backing = await kvBacking(MEMORY);
  let changes = 0;
  const { sessions, accounts, bots } = watchIdentities(backing, () => changes++);
  await sessions.find("hash");
  await accounts.find("ada");
  await bots.find("hash");
  assertEquals(changes, 0);
  await sessions.forgetGuest({ person: "guest:1", key: "gus", at: 1 });
  assertEquals(changes, 1);
  await sessions.end("guest:1", "id");
  assertEquals(changes, 2);
  const failing = bots.change("owner", "x".repeat(10_000), (bot) => bot);
  await failing.catch((error: unknown) => assert(error instanceof Error));
  assertEquals(changes, 3);
});
