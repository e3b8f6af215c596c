import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { Close } from "../../protocol.ts";
import { backingOver, memoryBacking } from "../../server/backing.ts";
import { House } from "../../server/house.ts";
import { Store } from "../../server/store.ts";
import { ask, claim, expect, PASSWORD, signIn } from "../support/asker.ts";
import { Clock } from "../support/clock.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { TestClient } from "../support/test_client.ts";
import { TestServer } from "../support/test_server.ts";

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
  const account = await claim(server, "Ada", { token });
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

/** Claims names at once, and gives who of them is the administrator. */
async function adminsOf(claims: [TestServer, string][]): Promise<string[]> {
  const tokens = await Promise.all(claims.map(([server, name]) => claim(server, name)));
  const admins: string[] = [];
  for (const [i, [server, name]] of claims.entries()) {
    const { admin } = await expect(server, 200, "GET /api/session", { token: tokens[i] });
    if (admin) admins.push(name);
  }
  return admins;
}

Deno.test("Of those who make the first account at once, exactly one is the administrator", async () => {
  await using server = await TestServer.start();
  assertEquals((await adminsOf([[server, "ada"], [server, "bob"], [server, "cleo"]])).length, 1);
  assertEquals(await adminsOf([[server, "dan"]]), []);
});

Deno.test("So it is when they do it on two servers that share a store, and once for ever", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  const claims: [TestServer, string][] = [[ours, "ada"], [theirs, "bob"], [ours, "cleo"]];
  const [admin, ...others] = await adminsOf(claims);
  assertEquals([others, await adminsOf([[theirs, "dan"]])], [[], []]);
  const token = await signIn(ours, admin!, PASSWORD);
  const body = { password: PASSWORD, messages: "keep" };
  await expect(ours, 204, "DELETE /api/account", { token, body });
  assertEquals(await adminsOf([[ours, "eve"]]), []);
});

Deno.test("The administrator is whom the server was started for, and then nobody else", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  {
    const rules = { signUp: "open", guests: true, admin: "Ada" } as const;
    await using server = await TestServer.start({ store, rules });
    assertEquals(await adminsOf([[server, "eve"], [server, "ada"]]), ["ada"]);
  }
  await using server = await TestServer.start({ store });
  const token = await signIn(server, "eve", PASSWORD);
  assertEquals(await whoIs(server, token), { name: "eve", guest: false, admin: false });
});

Deno.test("Where sign-up is by invitation, each is good for one account and a week", async () => {
  const clock = new Clock();
  const rules = { signUp: "invite", guests: true } as const;
  for (const kept of [true, false]) {
    await using folder = await TempFolder.make();
    const where = kept ? { store: folder.file("chat.db") } : {};
    await using server = await TestServer.start({ rules, now: clock.now, ...where });
    // Somebody has to be the first.
    const token = await claim(server, "ada");
    const refused = (name: string, invite?: unknown) =>
      expect(server, "403 forbidden", "POST /api/accounts", {
        body: { name, password: PASSWORD, ...(invite !== undefined && { invite }) },
      });
    await refused("bob");
    for (const forged of ["", "x", token]) await refused("bob", forged);
    const { invite } = await expect(server, 201, "POST /api/invites", { token });
    const bob = await claim(server, "bob", { body: { invite } });
    await refused("cleo", invite);
    await expect(server, "403 forbidden", "POST /api/invites", { token: bob });
    const late = await expect(server, 201, "POST /api/invites", { token });
    clock.pass(7 * 24 * 60 * 60 * 1000);
    await refused("cleo", late.invite);
  }
});

Deno.test("Two who use one invitation at once are not both let in", async () => {
  await using folder = await TempFolder.make();
  const rules = { signUp: "invite", guests: true } as const;
  await using server = await TestServer.start({ rules, store: folder.file("chat.db") });
  const token = await claim(server, "ada");
  const { invite } = await expect(server, 201, "POST /api/invites", { token });
  const answers = await Promise.all(
    ["bob", "cleo", "dan"].map((name) =>
      ask(server, "POST /api/accounts", { body: { name, password: PASSWORD, invite } })
    ),
  );
  assertEquals(answers.map(({ status }) => status).sort(), [201, 403, 403]);
});

Deno.test("Where sign-up is closed, nobody claims a name but the first, or whom it was started for", async () => {
  for (const admin of [undefined, "ada"]) {
    await using server = await TestServer.start({
      rules: { signUp: "closed", guests: true, admin },
    });
    const body = { name: "bob", password: PASSWORD };
    if (admin) await expect(server, "403 forbidden", "POST /api/accounts", { body });
    await claim(server, "ada");
    await expect(server, "403 forbidden", "POST /api/accounts", { body });
  }
});

Deno.test("Where guests are off, a name alone lets nobody in, nor does a guest's token", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let token = "";
  {
    await using server = await TestServer.start({ store });
    token = await signIn(server, "bob");
  }
  await using server = await TestServer.start({ store, rules: { signUp: "open", guests: false } });
  assertEquals(await guestIsTold(server, "eve"), "401 no-session");
  await expect(server, "403 forbidden", "POST /api/session", { body: { name: "eve" } });
  await expect(server, "401 no-session", "GET /api/session", { token });
  await using ada = await TestClient.connect(server, { token: await claim(server, "ada") });
  assertEquals(ada.welcome.guest, false);
});

Deno.test("Where there is a passphrase, nobody comes in without it, by any door", async () => {
  const rules = { signUp: "open", guests: true, passphrase: "mellon" } as const;
  await using server = await TestServer.start({ rules });
  assertEquals(await guestIsTold(server, "eve"), "401 bad-passphrase");
  const people = {
    "/api/session": { name: "eve" },
    "/api/accounts": { name: "ada", password: PASSWORD },
  };
  for (const [path, person] of Object.entries(people)) {
    for (const passphrase of [undefined, "", "Mellon", "mellon "]) {
      const body = { ...person, passphrase };
      await expect(server, "401 bad-passphrase", `POST ${path}`, { body });
    }
    const body = { ...person, passphrase: "mellon" };
    const { token } = await expect(server, 201, `POST ${path}`, { body });
    await using one = await TestClient.connect(server, { token: String(token) });
    assertEquals(one.name, person.name);
  }
  const body = { name: "ada", password: PASSWORD };
  await expect(server, "401 bad-passphrase", "POST /api/session", { body });
  await using eve = await TestClient.connect(server, {
    token: String(
      (await expect(server, 201, "POST /api/session", {
        body: { name: "zoe", passphrase: "mellon" },
      })).token,
    ),
  });
  // Who is in has said it.
  await claim(server, "zoe", { token: eve.welcome.token });
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
  for (const fate of ["keep", "delete"] as const) {
    const backing = memoryBacking();
    const asked: [string, string][] = [];
    await using server = await TestServer.start({
      backing,
      disown: async function* (person, fate) {
        asked.push([person, fate]);
        yield "lobby";
      },
    });
    await using guest = await TestClient.enter(server, "ada");
    const token = await claim(server, "ada", { token: guest.welcome.token });
    const phone = await TestClient.connect(server, { token });
    const remove = (password: string, messages: unknown) =>
      ask(server, "DELETE /api/account", { token, body: { password, messages } });
    assertEquals((await remove(PASSWORD, "maybe")).status, 400);
    assertEquals((await remove("wrong wrong", fate)).status, 401);
    assertEquals(asked, []);
    assertEquals((await remove(PASSWORD, fate)).status, 204);
    for (const socket of [guest, phone]) assertEquals(await socket.closed, Close.Removed);
    assertEquals(asked.map(([id, fate]) => [id.split(":")[0], fate]), [["guest", fate]]);
    await expect(server, "401 no-session", "GET /api/session", { token });
    await expect(server, "401 no-session", "GET /api/session", { token: guest.welcome.token });
    await server.freed("ada");
    await using later = await TestClient.connect(server, "ada");
    assertEquals([later.name, later.welcome.guest], ["ada", true]);
  }
});

Deno.test("Somebody who had an account is nobody that a message can be sent to", async () => {
  const backing = memoryBacking();
  const house = new House({ backing });
  await using server = await TestServer.start({ backing });
  const token = await claim(server, "ada");
  assertEquals((await house.find("ada"))?.split(":")[0], "account");
  const body = { password: PASSWORD, messages: "keep" };
  await expect(server, 204, "DELETE /api/account", { token, body });
  assertEquals(await house.find("ada"), undefined);
});
