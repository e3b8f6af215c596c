import { assertEquals } from "@std/assert";
import { backingOver } from "../../server/backing.ts";
import { Store } from "../../server/kv/store.ts";
import { ask, claim, expect, PASSWORD, signIn } from "../support/asker.ts";
import { Clock } from "../support/clock.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { TestClient } from "../support/test_client.ts";
import { TestServer } from "../support/test_server.ts";

/** What a socket of a guest is refused with. */
async function guestIsTold(server: TestServer, name: string): Promise<string> {
  const { status, body } = await ask(server, `GET /ws?name=${name}`);
  return `${status} ${body?.error}`;
}

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
  const { admin } = await expect(server, 200, "GET /api/session", { token });
  assertEquals(admin, false);
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
      expect(server, "403 not-invited", "POST /api/accounts", {
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
