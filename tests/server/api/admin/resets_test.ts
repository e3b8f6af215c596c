import { assert, assertEquals, assertMatch } from "@std/assert";
import { Close } from "../../../../protocol.ts";
import { backingOver } from "../../../../server/backing.ts";
import { hashToken } from "../../../../server/auth/tokens.ts";
import { Clock } from "../../../support/clock.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

const NEW = "battery staple";
const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a link for somebody, and gives its secret. */
async function offer(server: TestServer, token: string, name: string): Promise<string> {
  const { url } = await expect(server, 201, `POST /api/admin/people/${name}/reset`, { token });
  const [, secret = ""] = String(url).split("#reset=");
  return secret;
}

function use(server: TestServer, reset: string, wanted = NEW, query = "") {
  return ask(server, `PUT /api/account/password${query}`, { body: { reset, new: wanted } });
}

/** What an answer refuses with. */
async function reasonOf(asking: ReturnType<typeof ask>): Promise<string> {
  const { status, body } = await asking;
  return `${status} ${body?.error}`;
}

Deno.test("An administrator's link sets a password once, and ends all sessions of its person", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "ada");
  const token = await claim(server, "Bob");
  await using desk = await TestClient.connect(server, { token });
  await using phone = await TestClient.connect(server, {
    token: await signIn(server, "bob", PASSWORD),
  });
  const { url, expires } = await expect(server, 201, "POST /api/admin/people/bob/reset", {
    token: admin,
  });
  assertMatch(String(url), new RegExp(`^${server.url()}#reset=[\\w-]{43}$`));
  assert(Number(expires) > Date.now());
  const [, secret = ""] = String(url).split("=");
  assertEquals((await use(server, secret)).status, 204);
  for (const socket of [desk, phone]) assertEquals(await socket.closed, Close.Removed);
  await expect(server, "401 no-session", "GET /api/session", { token });
  const old = { name: "bob", password: PASSWORD };
  await expect(server, "401 bad-password", "POST /api/session", { body: old });
  await signIn(server, "bob", NEW);
  assertEquals(await reasonOf(use(server, secret, PASSWORD)), "403 bad-reset");
  await signIn(server, "bob", NEW);
});

Deno.test("After a link was used nothing but the new password tells who somebody is", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const { accounts, passkeys } = server.backing;
  const account = await accounts.find("bob");
  assert(account);
  const passkey = {
    ...{ id: "hash", credential: "x", host: "chat.example", algorithm: -7, key: "y" } as const,
    ...{ counter: 0, synced: false, transports: [], name: "laptop", made: 1 },
  };
  await passkeys.change(account, undefined, (known) => {
    return { ...known, passkeys: [passkey], secondFactor: true };
  });
  assert(await passkeys.find("hash"));
  assertEquals((await use(server, await offer(server, admin, "bob"))).status, 204);
  assertEquals(await passkeys.find("hash"), undefined);
  await signIn(server, "bob", NEW);
});

Deno.test("Of many who use a link at the same time one sets the password", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const secret = await offer(server, admin, "bob");
  const words = ["one password", "two passwords", "three passwords", "four passwords"];
  const statuses = await Promise.all(words.map((word) => use(server, secret, word)));
  const won = statuses.findIndex(({ status }) => status === 204);
  assertEquals(statuses.map(({ status }) => status).toSorted(), [204, 403, 403, 403]);
  await signIn(server, "bob", words[won]);
});

Deno.test("A link tells whose password it sets to who has its secret, and is not used up by that", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "ada");
  await claim(server, "Bob");
  const secret = await offer(server, admin, "bob");
  const preview = (reset: string) => ask(server, "POST /api/resets/preview", { body: { reset } });
  for (const _ of ["once", "again"]) {
    const { status, body } = await preview(secret);
    assertEquals([status, body], [200, { name: "Bob", passkeys: 0 }]);
  }
  // Whoever has not the secret is told nothing, not by the hash that is stored either.
  const refused = await Promise.all(["", "bob", "x".repeat(43), hashToken(secret)].map(preview));
  for (const { status, body } of refused) assertEquals([status, body?.error], [403, "bad-reset"]);
  assertEquals(new Set(refused.map(({ body }) => body?.message)).size, 1);
  assertEquals((await use(server, secret)).status, 204);
  assertEquals(await reasonOf(preview(secret)), "403 bad-reset");
});

Deno.test("Who guesses links is refused as who guesses passwords", async () => {
  const clock = new Clock();
  const limits = { total: 100, perAddress: 100, perPerson: 100 };
  await using server = await TestServer.start({ limits, now: clock.now });
  const answers: number[] = [];
  for (let i = 0; i < 25; i++) {
    const body = { reset: `guess-${i}` };
    answers.push((await ask(server, "POST /api/resets/preview", { body })).status);
    clock.pass(1000);
  }
  assert(answers.includes(429) && answers[0] === 403, answers.join());
});

Deno.test("Whatever is wrong with a link is told in the same words, and changes nothing", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const admin = await claimAdmin(server, "ada");
  const token = await claim(server, "bob");
  const replaced = await offer(server, admin, "bob");
  const changed = await offer(server, admin, "bob");
  const body = { password: PASSWORD, new: NEW };
  await expect(server, 204, "PUT /api/account/password", { token, body });
  const fromMax = await claim(server, "max");
  const deleted = await offer(server, admin, "max");
  await expect(server, 204, "DELETE /api/account", {
    token: fromMax,
    body: { password: PASSWORD, messages: "keep" },
  });
  await claim(server, "max");
  const wrong = ["", "x", "x".repeat(43), "x".repeat(5_000), replaced, changed, deleted];
  const refused = await Promise.all(wrong.map((secret) => use(server, secret, "never mind it")));
  const late = await offer(server, admin, "bob");
  clock.pass(DAY_MS);
  refused.push(await use(server, late, "never mind it"));
  const [first] = refused;
  assertEquals(first?.body?.error, "bad-reset");
  for (const one of refused) assertEquals([one.status, one.body], [403, first?.body]);
  await signIn(server, "bob", NEW);
  await signIn(server, "max", PASSWORD);
});

Deno.test("A link is good until its day is over, and a password that is none does not use it up", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const admin = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const secret = await offer(server, admin, "bob");
  clock.pass(DAY_MS - 1);
  assertEquals(await reasonOf(use(server, secret, "short")), "400 malformed");
  assertEquals((await use(server, secret)).status, 204);
});

Deno.test("A link is told for other machines, too, where the page's address leads them nowhere", async () => {
  const interfaces = () => [{ name: "eth0", address: "192.0.2.7", family: "IPv4" as const }];
  await using server = await TestServer.start({ interfaces });
  const token = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const made = await expect(server, 201, "POST /api/admin/people/bob/reset", { token });
  const [, secret] = String(made.url).split("#");
  assertEquals(made.network, `http://192.0.2.7:${server.url().port}/#${secret}`);
});

Deno.test("Nobody gets a link for an administrator over HTTP, or for who has no password", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  await signIn(server, "gus");
  await expect(server, 201, "POST /api/bots", { token: bob, body: { name: "echo" } });
  const refusalFor = (name: string, by = token) =>
    reasonOf(ask(server, `POST /api/admin/people/${name}/reset`, { token: by }));
  assertEquals(await refusalFor("ada"), "403 forbidden");
  for (const name of ["gus", "echo", "nobody-here", "b%D0%BEb"]) {
    assertEquals(await refusalFor(name), "404 not-found", name);
  }
  assertEquals(await refusalFor("bob", bob), "403 forbidden");
  assertEquals(await refusalFor("not%20a%20name"), "400 bad-name");
});

Deno.test("A link ends when its person becomes an administrator, or its maker is none any more", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "ada");
  await claim(server, "bob");
  await claim(server, "max");
  const { accounts } = server.backing;
  const change = async (name: string, founder: boolean) => {
    const account = await accounts.find(name);
    assert(account && await accounts.update(name, account, (known) => ({ ...known, founder })));
  };
  const forBob = await offer(server, admin, "bob");
  await change("bob", true);
  assertEquals(await reasonOf(use(server, forBob)), "403 bad-reset");
  const forMax = await offer(server, admin, "max");
  await change("ada", false);
  assertEquals(await reasonOf(use(server, forMax)), "403 bad-reset");
  await change("ada", true);
  assertEquals((await use(server, forMax)).status, 204);
});

Deno.test("The operator makes a link for an administrator", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const { secret } = await server.chat.offerReset("Ada");
  await using desk = await TestClient.connect(server, { token });
  assertMatch((await desk.next("told")).text, /^Whoever runs this server made a link/);
  assertEquals((await use(server, secret)).status, 204);
  assertEquals(await desk.closed, Close.Removed);
  const again = await signIn(server, "ada", NEW);
  const { admin } = await expect(server, 200, "GET /api/session", { token: again });
  assertEquals(admin, true);
});

Deno.test("Who a link is for is told so on their sockets, and when they come while it is good", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const admin = await claimAdmin(server, "ada");
  const token = await claim(server, "bob");
  await using desk = await TestClient.connect(server, { token });
  await using other = await TestClient.enter(server, "eve");
  await offer(server, admin, "bob");
  const { text } = await desk.next("told");
  assertMatch(text, /^ada made a link that sets a new password for your account. .*24 hours/);
  clock.pass(DAY_MS / 2);
  await using phone = await TestClient.connect(server, { token });
  assertMatch((await phone.next("told")).text, /12 hours/);
  const body = { password: PASSWORD, new: NEW };
  await expect(server, 204, "PUT /api/account/password", { token, body });
  await using later = await TestClient.connect(server, { token });
  for (const nobody of [other, later]) {
    nobody.send({ type: "ping" });
    const first = await nobody.until(({ type }) => ["told", "pong"].includes(type), "a pong");
    assertEquals(first.type, "pong");
  }
});

Deno.test("The audit log says who made a link for whom, and that it was used, and no secret", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const secret = await offer(server, token, "bob");
  assertEquals((await use(server, secret)).status, 204);
  const { entries } = await expect(server, 200, "GET /api/audit", { token });
  assert(Array.isArray(entries));
  const about = entries.map(({ what, by, about }) => [what, by, about]);
  assertEquals(about.slice(0, 2), [
    ["password-reset", "bob", "bob"],
    ["reset-offered", "ada", "bob"],
  ]);
  assert(!JSON.stringify(entries).includes(secret));
});

Deno.test("Who guesses at links is soon not heard any more, from their address alone", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({
    limits: { total: 9, perAddress: 9, perPerson: 9 },
    now: clock.now,
  });
  const admin = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const secret = await offer(server, admin, "bob");
  const answers = [];
  for (let i = 0; i < 30; i++) {
    answers.push(await reasonOf(use(server, `${i}`.padEnd(43, "x"), NEW, "?from=192.0.2.1")));
    clock.pass(1_000);
  }
  assertEquals(answers.at(0), "403 bad-reset");
  assertEquals(answers.at(-1), "429 too-many");
  assertEquals(await reasonOf(use(server, secret, NEW, "?from=192.0.2.1")), "429 too-many");
  assertEquals((await use(server, secret, NEW, "?from=192.0.2.2")).status, 204);
});

Deno.test("A link that was made on one server is used on another, and ends the sockets of both", async () => {
  await using file = await StoreFile.make({ shared: true });
  await using one = await TestServer.start({ backing: backingOver(file.store) });
  await using other = await TestServer.start({ backing: backingOver(file.store) });
  const admin = await claimAdmin(one, "ada", {}).catch(() => claimAdmin(other, "ada"));
  const token = await claim(one, "bob");
  await using here = await TestClient.connect(one, { token });
  const secret = await offer(one, admin, "bob");
  assertEquals((await use(other, secret)).status, 204);
  assertEquals(await here.closed, Close.Removed);
});
