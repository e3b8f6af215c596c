import { assertEquals } from "@std/assert";
import { backingOver } from "../../../server/backing.ts";
import { SOCKETS } from "../../../server/limits.ts";
import { keys } from "../../../server/kv/keys.ts";
import { Store } from "../../../server/kv/store.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { Clock } from "../../support/clock.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** What a socket of a guest is refused with. */
async function guestIsTold(server: TestServer, name: string): Promise<string> {
  const { status, body } = await ask(server, `GET /ws?name=${name}`);
  return `${status} ${body?.error}`;
}

/** Who of these, by their tokens, administrate. */
async function adminsOf(server: TestServer, tokens: Record<string, string>): Promise<string[]> {
  const admins: string[] = [];
  for (const [name, token] of Object.entries(tokens)) {
    if ((await expect(server, 200, "GET /api/session", { token })).admin) admins.push(name);
  }
  return admins;
}

/** Tries to claim names at once, with a code, and gives what each was answered. */
async function claimsWith(code: unknown, claims: [TestServer, string][]): Promise<string[]> {
  const answers = claims.map(([server, name]) =>
    ask(server, "POST /api/accounts", { body: { name, password: PASSWORD, claim: code } })
  );
  return (await Promise.all(answers)).map(({ status, body }) => `${status} ${body?.error ?? ""}`);
}

Deno.test("Nobody becomes the administrator by being the first, nor by the name of --admin", async () => {
  for (const admin of [undefined, "ada"]) {
    await using server = await TestServer.start({
      rules: { signUp: "open", guests: true, admin },
    });
    const tokens = { ada: await claim(server, "ada"), bob: await claim(server, "bob") };
    assertEquals(await adminsOf(server, tokens), []);
    await expect(server, "403 forbidden", "POST /api/invites", { token: tokens.ada });
  }
});

Deno.test("Who has the code is the administrator, one of those who race with it, and once", async () => {
  await using folder = await TempFolder.make();
  for (const where of [{}, { store: folder.file("chat.db") }]) {
    await using server = await TestServer.start(where);
    const code = server.claimCode;
    const typed = ` ${code?.toLowerCase().replaceAll("-", " ")}`;
    const claims: [TestServer, string][] = [[server, "ada"], [server, "bob"], [server, "cleo"]];
    const answers = await claimsWith(typed, claims);
    assertEquals(answers.toSorted(), ["201 ", "403 bad-claim", "403 bad-claim"]);
    assertEquals(await claimsWith(code, [[server, "dan"]]), ["403 bad-claim"]);
    assertEquals(await server.chat.offerClaimCode(), undefined);
    // Who was not the one may still claim the name.
    const name = ["ada", "bob", "cleo"][answers.indexOf("403 bad-claim")]!;
    assertEquals(await adminsOf(server, { [name]: await claim(server, name) }), []);
  }
});

Deno.test("A code is one for all servers that share a store: the newest counts, and once", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  assertEquals(await claimsWith(ours.claimCode, [[theirs, "ada"]]), ["403 bad-claim"]);
  const claims: [TestServer, string][] = [[ours, "ada"], [theirs, "bob"], [ours, "cleo"]];
  const answers = await claimsWith(theirs.claimCode, claims);
  assertEquals(answers.toSorted(), ["201 ", "403 bad-claim", "403 bad-claim"]);
  await using later = await TestServer.start({ backing: backingOver(store) });
  assertEquals(later.claimCode, undefined);
  const dump = await store.list<unknown>({ prefix: [] }, {});
  assertEquals(JSON.stringify(dump).includes(String(theirs.claimCode)), false);
});

Deno.test("A server that has lost its administrator offers a code again when it starts", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  {
    await using server = await TestServer.start({ store });
    await claimAdmin(server, "ada");
    assertEquals(await adminsOf(server, { eve: await claim(server, "eve") }), []);
  }
  // Nobody can delete the last one by the server. Whoever has the store can.
  {
    await using kv = await Store.open(store);
    for (const key of [keys.account("ada"), keys.administrator("ada")]) {
      await kv.write((db) => db.delete(key));
    }
  }
  await using server = await TestServer.start({ store });
  const body = { name: "eve", password: PASSWORD, claim: server.claimCode };
  const { token } = await expect(server, 201, "POST /api/accounts", { body });
  assertEquals(await adminsOf(server, { eve: String(token) }), ["eve"]);
});

Deno.test("With --admin the code is good for that account alone, there already or new", async () => {
  await using folder = await TempFolder.make();
  const rules = { signUp: "open", guests: true, admin: "Ada" } as const;
  for (const isThere of [true, false]) {
    const store = folder.file(`${isThere}.db`);
    {
      await using server = await TestServer.start({ store, rules });
      const code = server.claimCode;
      if (isThere) await claim(server, "ada");
      const eve = await claim(server, "eve");
      assertEquals(await claimsWith(code, [[server, "bob"], [server, "eve"]]), [
        "403 bad-claim",
        "403 bad-claim",
      ]);
      const wrong = { name: "ada", password: "a wrong password", claim: code };
      if (isThere) await expect(server, "401 bad-password", "POST /api/accounts", { body: wrong });
      await using socket = isThere
        ? await TestClient.connect(server, { token: await signIn(server, "ada", PASSWORD) })
        : undefined;
      const body = { name: "ada", password: PASSWORD, claim: code };
      const { token } = await expect(server, 201, "POST /api/accounts", { body });
      assertEquals(await adminsOf(server, { ada: String(token), eve }), ["ada"]);
      assertEquals(await server.chat.offerClaimCode(), undefined);
      if (socket) {
        await socket.join("lobby");
        // At once, on the socket that was there before.
        socket.send({ type: "mute", room: "lobby", name: "eve", ms: 1000 });
        await socket.until(({ type }) => type === "notice", "a decision that is taken");
      }
    }
    // Without the flag she still is, and nobody else; for another name there is a code again.
    {
      await using server = await TestServer.start({ store });
      const token = await signIn(server, "ada", PASSWORD);
      assertEquals(
        [server.claimCode, await adminsOf(server, { ada: token })],
        [undefined, ["ada"]],
      );
    }
    await using other = await TestServer.start({ store, rules: { ...rules, admin: "eve" } });
    assertEquals(await adminsOf(other, { ada: await signIn(other, "ada", PASSWORD) }), []);
    assertEquals(other.claimCode === undefined, false);
  }
});

Deno.test("Wrong codes are failed attempts, whatever they are", async () => {
  await using server = await TestServer.start({ limits: SOCKETS });
  const body = { name: "eve", password: PASSWORD };
  const codes = ["", "x", "x".repeat(10_000), "ABCDE-ABCDE-ABCDE-ABCDE", "É".repeat(20)];
  for (let i = 0; i < 20; i++) {
    const claim = codes[i % codes.length];
    await expect(server, "403 bad-claim", "POST /api/accounts", { body: { ...body, claim } });
  }
  const right = { ...body, claim: server.claimCode };
  await expect(server, "429 too-many", "POST /api/accounts", { body: right });
});

Deno.test("Where sign-up is by invitation, each is good for one account and a week", async () => {
  const clock = new Clock();
  const rules = { signUp: "invite", guests: true } as const;
  for (const kept of [true, false]) {
    await using folder = await TempFolder.make();
    const where = kept ? { store: folder.file("chat.db") } : {};
    await using server = await TestServer.start({ rules, now: clock.now, ...where });
    // Who has the code needs no invitation.
    const token = await claimAdmin(server, "ada");
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

Deno.test("Who guesses invitations is refused as who guesses passwords, and names that are taken are no guess", async () => {
  const clock = new Clock();
  const rules = { signUp: "invite", guests: true } as const;
  await using server = await TestServer.start({ rules, now: clock.now, limits: SOCKETS });
  const token = await claimAdmin(server, "ada");
  const { invite } = await expect(server, 201, "POST /api/invites", { token });
  const claims = (name: string, invite: unknown) => ({
    body: { name, password: PASSWORD, invite },
  });
  for (let i = 0; i < 30; i++) {
    await expect(server, "409 name-taken", "POST /api/accounts", claims("ada", invite));
    clock.pass(1000);
  }
  const answers: string[] = [];
  for (let i = 0; i < 25; i++) {
    const { status } = await ask(server, "POST /api/accounts", claims("bob", `guess-${i}`));
    answers.push(`${status}`);
    clock.pass(1000);
  }
  const first = answers.indexOf("429");
  assertEquals([first >= 19 && first <= 24, answers[0]], [true, "403"]);
  await expect(server, "429 too-many", "POST /api/accounts", claims("bob", invite));
  clock.pass(10 * 60_000);
  await expect(server, 201, "POST /api/accounts", claims("bob", invite));
});

Deno.test("Two who use one invitation at once are not both let in", async () => {
  await using folder = await TempFolder.make();
  const rules = { signUp: "invite", guests: true } as const;
  await using server = await TestServer.start({ rules, store: folder.file("chat.db") });
  const token = await claimAdmin(server, "ada");
  const { invite } = await expect(server, 201, "POST /api/invites", { token });
  const answers = await Promise.all(
    ["bob", "cleo", "dan"].map((name) =>
      ask(server, "POST /api/accounts", { body: { name, password: PASSWORD, invite } })
    ),
  );
  assertEquals(answers.map(({ status }) => status).sort(), [201, 403, 403]);
});

Deno.test("Where sign-up is closed, nobody claims a name but who has the code", async () => {
  for (const admin of [undefined, "ada"]) {
    await using server = await TestServer.start({
      rules: { signUp: "closed", guests: true, admin },
    });
    for (const name of ["ada", "bob"]) {
      const body = { name, password: PASSWORD };
      await expect(server, "403 forbidden", "POST /api/accounts", { body });
    }
    await claimAdmin(server, "ada");
    const body = { name: "bob", password: PASSWORD };
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

Deno.test("Where there is a passphrase, nobody comes in without it, by any route", async () => {
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
