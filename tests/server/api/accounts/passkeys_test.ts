import { assert, assertEquals, assertMatch } from "@std/assert";
import { CHALLENGE_MS } from "../../../../server/auth/accounts/passkeys/challenge.ts";
import { PASSKEYS_MAX } from "../../../../server/auth/accounts/passkeys/passkey.ts";
import { Clock } from "../../../support/clock.ts";
import {
  addPasskey,
  answered,
  authenticatorAt,
  byName,
  challenge,
  confirmation,
  signInBy,
} from "../../../support/passkeys/holder.ts";
import type { Kind } from "../../../support/passkeys/software_authenticator.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { type Address, TestServer } from "../../../support/server/test_server.ts";

const BY_PASSWORD = { confirmation: { password: PASSWORD } };

async function whoIs(server: Address, token: string): Promise<unknown> {
  return (await expect(server, 200, "GET /api/session", { token })).name;
}

for (const kind of ["ES256", "EdDSA", "RS256"] as const satisfies Kind[]) {
  Deno.test(`Someone signs in with a passkey of ${kind}, without saying their name`, async () => {
    await using own = await TestServer.start();
    const server = byName(own);
    const token = await claim(server, "Ada");
    const key = await authenticatorAt(server, kind);
    const id = await addPasskey(server, token, key, BY_PASSWORD);
    assertEquals(await whoIs(server, await signInBy(server, key)), "Ada");
    assertEquals(await whoIs(server, await signInBy(server, key)), "Ada");
    const listed = await expect(server, 200, "GET /api/passkeys", { token });
    const [passkey, ...others] = listed.passkeys as Record<string, unknown>[];
    assertEquals(others, []);
    assertEquals([passkey?.id, passkey?.name, passkey?.host], [id, "my key", "localhost"]);
    assert(Number(passkey?.used) >= Number(passkey?.made));
    assertEquals([listed.password, listed.secondFactor, listed.host], [true, false, "localhost"]);
  });
}

Deno.test("A passkey is added only by who says anew who they are, by the password or a passkey", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const body = { for: "add" };
  await expect(server, "400 malformed", "POST /api/challenges", { token, body });
  const wrong = { ...body, password: "battery staple" };
  await expect(server, "401 bad-password", "POST /api/challenges", { token, body: wrong });
  const first = await authenticatorAt(server);
  await addPasskey(server, token, first, BY_PASSWORD);
  const second = await authenticatorAt(server);
  const confirmed = await confirmation(server, token, first);
  await addPasskey(server, token, second, { confirmation: confirmed });
  // What confirmed it is used up.
  const again = { for: "add", ...confirmed };
  await expect(server, "401 bad-passkey", "POST /api/challenges", { token, body: again });
  // A challenge for one thing is good for no other.
  for (const purpose of ["sign-in", "confirm"]) {
    const asked = await challenge(server, purpose, { token });
    const passkey = await second.create({ ...asked, rp: { id: "localhost" } });
    const body = { name: "x", passkey };
    await expect(server, "401 bad-passkey", "POST /api/passkeys", { token, body });
  }
  const passkey = await first.get(await challenge(server, "confirm", { token }));
  assertMatch(await answered(server, { passkey }), /^bad-passkey/);
});

Deno.test("A challenge to add a passkey is of the session that asked for it", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const other = await signIn(server, "ada", PASSWORD);
  const eve = await claim(server, "eve");
  const key = await authenticatorAt(server);
  const asked = await challenge(server, "add", { token, body: { password: PASSWORD } });
  const body = { name: "x", passkey: await key.create(asked) };
  for (const stranger of [other, eve]) {
    await expect(server, "401 bad-passkey", "POST /api/passkeys", { token: stranger, body });
  }
  await expect(server, 201, "POST /api/passkeys", { token, body });
  // Neither twice, nor for two accounts.
  await expect(server, "401 bad-passkey", "POST /api/passkeys", { token, body });
  const hers = await challenge(server, "add", { token: eve, body: { password: PASSWORD } });
  await expect(server, "401 bad-passkey", "POST /api/passkeys", {
    token: eve,
    body: { name: "x", passkey: await key.create(hers) },
  });
});

Deno.test("An authenticator is told which passkeys it has, and knows nobody by name", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  await addPasskey(server, token, key, BY_PASSWORD);
  const asked = await challenge(server, "add", { token, body: { password: PASSWORD } });
  const { excludeCredentials, user, authenticatorSelection } = asked as unknown as {
    excludeCredentials: { id: string }[];
    user: { id: string };
    authenticatorSelection: { userVerification: string; residentKey: string };
  };
  const { id } = await key.get(asked);
  assertEquals(excludeCredentials.map(({ id }) => id), [id]);
  assertEquals([authenticatorSelection.userVerification, authenticatorSelection.residentKey], [
    "required",
    "required",
  ]);
  assertEquals(user.id, key.userHandle);
  assert(!/ada/i.test(atobText(user.id)) && user.id.length === 43);
});

Deno.test("Whoever wants to sign in is told the same, whoever they are", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  await addPasskey(server, token, key, BY_PASSWORD);
  for (const body of [{}, { name: "ada" }, { name: "nobody" }]) {
    const { challenge: one, ...rest } = await challenge(server, "sign-in", { body });
    assertEquals(rest, {
      ...{ rpId: "localhost", timeout: CHALLENGE_MS, userVerification: "required" },
      allowCredentials: [],
    } as object);
    assert(one.length > 40);
  }
  // Neither does a refusal tell whether a passkey is known.
  const stranger = await authenticatorAt(server);
  const unknown = await signInBy(server, stranger);
  const forged = await signInBy(server, stranger, { otherwise: { credential: key.credential } });
  const noOne = await signInBy(server, key, { otherwise: { userHandle: stranger.userHandle } });
  const missing = await signInBy(server, key, { otherwise: { userHandle: null } });
  assertEquals(new Set([unknown, forged, noOne, missing]).size, 1);
  assertMatch(unknown, /^bad-passkey: .*none of ours/);
});

Deno.test("A challenge counts once, for five minutes, and of two who race with one answer one wins", async () => {
  const clock = new Clock();
  await using own = await TestServer.start({ now: clock.now });
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  await addPasskey(server, token, key, BY_PASSWORD);
  const passkey = await key.get(await challenge(server, "sign-in"));
  const race = await Promise.all(Array.from({ length: 4 }, () => answered(server, { passkey })));
  assertEquals(race.filter((one) => !one.startsWith("bad-passkey")).length, 1);
  assertMatch(await answered(server, { passkey }), /^bad-passkey: .*done already/);
  const late = await key.get(await challenge(server, "sign-in"));
  clock.pass(CHALLENGE_MS + 1);
  assertMatch(await answered(server, { passkey: late }), /^bad-passkey: .*too long/);
});

Deno.test("A server takes the challenge of another that shares its store, and no third one's", async () => {
  await using one = await TestServer.start();
  // Which closes what they share.
  const backing = { ...one.backing, [Symbol.asyncDispose]: () => Promise.resolve() };
  await using two = await TestServer.start({ backing });
  const server = byName(one);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  await addPasskey(server, token, key, BY_PASSWORD);
  const shared = await key.get(await challenge(server, "sign-in"));
  // Its page is at another port.
  const clientData = { origin: byName(two).url().origin };
  const asked = await challenge(server, "sign-in");
  const there = await key.get(asked, { clientData });
  assertEquals(await whoIs(server, await answered(byName(two), { passkey: there })), "ada");
  assertMatch(await answered(byName(two), { passkey: there }), /^bad-passkey: .*done already/);
  assertMatch(await answered(byName(two), { passkey: shared }), /^bad-passkey: .*another site/);
  await using alone = await TestServer.start();
  const passkey = await key.get(await challenge(byName(alone), "sign-in"));
  assertMatch(await answered(server, { passkey }), /^bad-passkey: .*not ours/);
});

Deno.test("A passkey that counts less than before is refused and noted, and one that never counts is not", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const admin = await claimAdmin(server, "ada");
  const key = await authenticatorAt(server);
  key.counter = 7;
  await addPasskey(server, admin, key, BY_PASSWORD);
  assertEquals(await whoIs(server, await signInBy(server, key)), "ada");
  for (const counter of [key.counter, key.counter - 1, 0]) {
    assertMatch(
      await signInBy(server, key, { otherwise: { counter } }),
      /^bad-passkey: .*my key may have been copied/,
    );
  }
  assertEquals(await whoIs(server, await signInBy(server, key)), "ada");
  await own.chat[Symbol.asyncDispose]();
  const noted = await own.backing.audit.read(50);
  assertEquals(noted.filter(({ what }) => what === "passkey-copied").length, 3);
  const plain = noted.map(({ what }) => what);
  assert(plain.includes("passkey-added"));
});

Deno.test("A deleted account's passkey lets nobody in, and who claims the name again has none", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  await addPasskey(server, token, key, BY_PASSWORD);
  const body = { messages: "keep", ...await confirmation(server, token, key) };
  await expect(server, 204, "DELETE /api/account", { token, body });
  assertMatch(await signInBy(server, key), /^bad-passkey/);
  const again = await claim(server, "ada");
  assertEquals((await expect(server, 200, "GET /api/passkeys", { token: again })).passkeys, []);
  assertMatch(await signInBy(server, key), /^bad-passkey/);
  // The same authenticator may be added to it.
  await addPasskey(server, again, key, BY_PASSWORD);
  assertEquals(await whoIs(server, await signInBy(server, key)), "ada");
});

Deno.test("A passkey is renamed and removed by its owner alone, and sessions go on", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const eve = await claim(server, "eve");
  const key = await authenticatorAt(server);
  const id = await addPasskey(server, token, key, BY_PASSWORD);
  const begun = await signInBy(server, key);
  const path = `/api/passkeys/${id}`;
  await expect(server, "404 not-found", `PATCH ${path}`, { token: eve, body: { name: "hers" } });
  await expect(server, "404 not-found", `DELETE ${path}`, { token: eve });
  for (const name of ["", "  ", "a\nb", "a\u202eb", "x".repeat(65)]) {
    const { status } = await ask(server, `PATCH ${path}`, { token, body: { name } });
    assert(status === 400 || status === 413, JSON.stringify(name));
  }
  const renamed = await expect(server, 200, `PATCH ${path}`, { token, body: { name: " phone " } });
  assertEquals(renamed.name, "phone");
  await expect(server, 204, `DELETE ${path}`, { token });
  await expect(server, "404 not-found", `DELETE ${path}`, { token });
  assertEquals(await whoIs(server, begun), "ada");
  assertMatch(await signInBy(server, key), /^bad-passkey/);
});

Deno.test("An account has sixteen passkeys at most", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  for (let i = 0; i < PASSKEYS_MAX; i++) {
    await addPasskey(server, token, await authenticatorAt(server), BY_PASSWORD);
  }
  const key = await authenticatorAt(server);
  const asked = await challenge(server, "add", { token, body: { password: PASSWORD } });
  const body = { name: "one more", passkey: await key.create(asked) };
  await expect(server, "403 forbidden", "POST /api/passkeys", { token, body });
});

Deno.test("Wrong passkeys count like wrong passwords", async () => {
  const clock = new Clock();
  const limits = { total: 9, perAddress: 9, perPerson: 9 };
  await using own = await TestServer.start({ limits, now: clock.now });
  const server = byName(own);
  const stranger = await authenticatorAt(server);
  const asked = await challenge(server, "sign-in");
  const outcomes: string[] = [];
  for (let i = 0; i < 21; i++) {
    outcomes.push(await answered(server, { passkey: await stranger.get(asked) }));
    // What is asked in all is another limit, which forgets sooner.
    clock.pass(1_000);
  }
  assertMatch(outcomes[0]!, /^bad-passkey/);
  assertMatch(outcomes.at(-1)!, /^too-many: .*too many attempts failed/);
});

function atobText(text: string): string {
  return new TextDecoder().decode(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
}
