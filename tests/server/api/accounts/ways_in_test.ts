import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { Clock } from "../../../support/clock.ts";
import {
  addPasskey,
  authenticatorAt,
  byName,
  challenge,
  confirmation,
  signInBy,
} from "../../../support/passkeys/holder.ts";
import { FLAG } from "../../../support/passkeys/software_authenticator.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { type Address, TestServer } from "../../../support/server/test_server.ts";

const BY_PASSWORD = { confirmation: { password: PASSWORD } };

async function whoIs(server: Address, token: string): Promise<unknown> {
  return (await expect(server, 200, "GET /api/session", { token })).name;
}

Deno.test("A password alone is not enough where its owner says so, and a passkey alone is", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  const id = await addPasskey(server, token, key, BY_PASSWORD);
  const on = { on: true, password: PASSWORD };
  await expect(server, 204, "PUT /api/account/second-factor", { token, body: on });
  const body = { name: "ada", password: PASSWORD };
  await expect(server, "401 passkey-needed", "POST /api/session", { body });
  const wrong = { ...body, password: "battery staple" };
  await expect(server, "401 bad-password", "POST /api/session", { body: wrong });
  // Beside the password it is enough to have it.
  key.flags = FLAG.present;
  const both = await signInBy(server, key, { ...body, otherwise: { userHandle: null } });
  assertEquals(await whoIs(server, both), "ada");
  assertMatch(await signInBy(server, key), /^bad-passkey: .*did not check who you are/);
  key.flags = FLAG.present | FLAG.verified;
  assertEquals(await whoIs(server, await signInBy(server, key)), "ada");
  // Another's passkey is none.
  const eve = await claim(server, "eve");
  const hers = await authenticatorAt(server);
  await addPasskey(server, eve, hers, BY_PASSWORD);
  assertMatch(await signInBy(server, hers, body), /^bad-passkey/);
  // Nor does the password change how its owner comes in.
  const off = { on: false, password: PASSWORD };
  await expect(server, "401 passkey-needed", "PUT /api/account/second-factor", {
    token,
    body: off,
  });
  await expect(server, "403 forbidden", `DELETE /api/passkeys/${id}`, { token });
  const confirmed = { on: false, ...await confirmation(server, token, key) };
  await expect(server, 204, "PUT /api/account/second-factor", { token, body: confirmed });
  await expect(server, 201, "POST /api/session", { body });
  await expect(server, 204, `DELETE /api/passkeys/${id}`, { token });
});

Deno.test("An account does without a password, and its last way in stays", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const body = { password: PASSWORD };
  await expect(server, "403 forbidden", "DELETE /api/account/password", { token, body });
  const key = await authenticatorAt(server);
  const id = await addPasskey(server, token, key, BY_PASSWORD);
  await expect(server, 204, "DELETE /api/account/password", { token, body });
  for (const password of [PASSWORD, "", "battery staple"]) {
    const body = { name: "ada", password };
    await expect(server, "401 bad-password", "POST /api/session", { body });
  }
  assertEquals(await whoIs(server, await signInBy(server, key)), "ada");
  await expect(server, "403 forbidden", `DELETE /api/passkeys/${id}`, { token });
  // It is changed, and deleted, by the passkey.
  const set = { new: "battery staple", ...await confirmation(server, token, key) };
  await expect(server, 204, "PUT /api/account/password", { token, body: set });
  await signIn(server, "ada", "battery staple");
  await expect(server, 204, `DELETE /api/passkeys/${id}`, { token });
  assertMatch(await signInBy(server, key), /^bad-passkey/);
});

Deno.test("A link for a new password lets in who has lost their passkeys, and removes these", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const admin = await claimAdmin(server, "root-of-all");
  let token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  for (const [old, wanted] of [[PASSWORD, "battery staple"], ["battery staple", PASSWORD]]) {
    await addPasskey(server, token, key, { confirmation: { password: old } });
    const on = { on: true, ...await confirmation(server, token, key) };
    await expect(server, 204, "PUT /api/account/second-factor", { token, body: on });
    const { url } = await expect(server, 201, "POST /api/admin/people/ada/reset", { token: admin });
    const reset = new URL(String(url)).hash.replace("#reset=", "");
    await expect(server, 204, "PUT /api/account/password", { body: { reset, new: wanted } });
    token = await signIn(server, "ada", wanted);
    assertMatch(await signInBy(server, key), /^bad-passkey: .*was removed/);
  }
});

Deno.test("A name is claimed by a passkey, by a guest who keeps who they are and by a newcomer", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const guest = await signIn(server, "ada");
  const key = await authenticatorAt(server);
  const asked = await challenge(server, "claim", { token: guest, body: { name: "ada" } });
  const passkey = await key.create(asked);
  const body = { name: "ada", passkey };
  // Another name, and nobody in particular, are not who it was made for.
  await expect(server, "401 bad-passkey", "POST /api/accounts", { body });
  await expect(server, "401 bad-passkey", "POST /api/accounts", {
    body: { ...body, name: "eve" },
    token: guest,
  });
  const { token } = await expect(server, 201, "POST /api/accounts", { body, token: guest });
  assertEquals(await whoIs(server, String(token)), "ada");
  assertEquals((await expect(server, 200, "GET /api/session", { token: guest })).guest, false);
  assertEquals(await whoIs(server, await signInBy(server, key)), "ada");
  const listed = await expect(server, 200, "GET /api/passkeys", { token: String(token) });
  assertEquals(listed.password, false);

  const other = await authenticatorAt(server);
  const for_ = await challenge(server, "claim", { body: { name: "bob" } });
  const made = { name: "bob", passkey: await other.create(for_) };
  await expect(server, 201, "POST /api/accounts", { body: made });
  assertEquals(await whoIs(server, await signInBy(server, other)), "bob");
  await expect(server, "409 name-taken", "POST /api/accounts", { body: made });
});

Deno.test("A code signs its owner in once, typed where the password would be", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claim(server, "ada");
  const eve = await claim(server, "eve");
  const make = async () =>
    String((await expect(server, 201, "POST /api/account/code", { token })).code);
  const enter = async (name: string, password: string) =>
    (await ask(server, "POST /api/session", { body: { name, password } })).status;
  const code = await make();
  assertMatch(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assertEquals(await enter("eve", code), 401);
  assertEquals(await enter("ada", code.toLowerCase().replace("-", " ")), 201);
  assertEquals(await enter("ada", code), 401);
  const [old, newer] = [await make(), await make()];
  assertNotEquals(old, newer);
  assertEquals(await enter("ada", old), 401);
  const race = await Promise.all([1, 2, 3].map(() => enter("ada", newer)));
  assertEquals(race.toSorted(), [201, 401, 401]);
  const late = await make();
  clock.pass(5 * 60_000);
  assertEquals(await enter("ada", late), 401);
  // Whoever changes the password ends what was begun, codes too.
  const last = await make();
  const body = { password: PASSWORD, new: "battery staple" };
  await expect(server, 204, "PUT /api/account/password", { token, body });
  assertEquals(await enter("ada", last), 401);
  assertEquals(await whoIs(server, eve), "eve");
});

Deno.test("A code is enough where a password alone is not, and where there is none", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  await addPasskey(server, token, key, BY_PASSWORD);
  const code = async () =>
    String((await expect(server, 201, "POST /api/account/code", { token })).code);
  const on = { on: true, password: PASSWORD };
  await expect(server, 204, "PUT /api/account/second-factor", { token, body: on });
  assertEquals(await whoIs(server, await signIn(server, "ada", await code())), "ada");
  const body = await confirmation(server, token, key);
  await expect(server, 204, "DELETE /api/account/password", { token, body });
  assertEquals(await whoIs(server, await signIn(server, "ada", await code())), "ada");
});
