import { assertEquals, assertRejects } from "@std/assert";
import { Account } from "../../../client/connection/account.ts";
import { Invites } from "../../../client/connection/account/invites.ts";
import { Session, SignInError } from "../../../client/connection/endpoint.ts";
import { claimAdmin, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";

const NEW = "battery staple";

/** Why something was not done. */
async function reasonOf(asked: () => Promise<unknown>): Promise<string> {
  return (await assertRejects(asked, SignInError)).reason;
}

async function accountOf(server: TestServer, name: string): Promise<Account> {
  return new Account(new Session(server.url(), { token: await claimAdmin(server, name) }));
}

Deno.test("Account lists where somebody is signed in, and ends the sessions they pick", async () => {
  await using server = await TestServer.start();
  const ada = await accountOf(server, "ada");
  const lost = new Session(server.url(), { token: await signIn(server, "ada", PASSWORD) });
  const sessions = await ada.sessions();
  assertEquals(sessions.map(({ current }) => current).sort(), [false, true]);
  const other = sessions.find(({ current }) => !current)!;
  await ada.endSession(other.id);
  assertEquals(await lost.whoAmI(), undefined);
  assertEquals((await ada.sessions()).length, 1);
  assertEquals(await reasonOf(() => ada.endSession("../session")), "not-found");
});

Deno.test("Account changes a password when the old one is right, and signs out everywhere else", async () => {
  await using server = await TestServer.start();
  const ada = await accountOf(server, "ada");
  const elsewhere = new Session(server.url(), { token: await signIn(server, "ada", PASSWORD) });
  assertEquals(await reasonOf(() => ada.changePassword("wrong", NEW)), "bad-password");
  await ada.changePassword(PASSWORD, NEW);
  assertEquals(await elsewhere.whoAmI(), undefined);
  assertEquals((await ada.sessions()).length, 1);
  await signIn(server, "ada", NEW);
});

Deno.test("Account is deleted, and an invitation makes another", async () => {
  const rules = { signUp: "invite", guests: true } as const;
  await using server = await TestServer.start({ rules });
  const ada = new Session(server.url(), { token: await claimAdmin(server, "ada") });
  const invites = new Invites(ada);
  const nobody = new Account(new Session(server.url()));
  const bob = { name: "bob", password: PASSWORD };
  assertEquals(await reasonOf(() => nobody.claim(bob)), "not-invited");
  const { invite } = await invites.make();
  const { token } = await nobody.claim({ ...bob, invite });
  const session = new Session(server.url(), { token });
  assertEquals(await reasonOf(() => new Invites(session).make()), "forbidden");
  await new Account(session).remove(PASSWORD, "keep");
  assertEquals(await session.whoAmI(), undefined);
  assertEquals((await nobody.claim({ ...bob, invite: (await invites.make()).url })).name, "bob");
});
