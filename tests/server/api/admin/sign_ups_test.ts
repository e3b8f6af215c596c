import { assertEquals, assertMatch } from "@std/assert";
import { ask, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const RULES = { signUp: "approve", guests: true } as const;

/** Signs up, which is answered so. */
async function signUp(
  server: TestServer,
  status: number | string,
  name: string,
  asking: { token?: string; invite?: string } = {},
): Promise<Record<string, unknown>> {
  const { token, invite } = asking;
  const body = { name, password: PASSWORD, ...(invite && { invite }) };
  return await expect(server, status, "POST /api/accounts", { token, body });
}

/** The names of those who wait. */
async function waitingOf(server: TestServer, token: string): Promise<unknown[]> {
  const { people } = await expect(server, 200, "GET /api/admin/people?kind=waiting", { token });
  return (people as { name: string }[]).map(({ name }) => name);
}

Deno.test("A sign-up waits for approval, is told so, and lets nobody in before it", async () => {
  await using server = await TestServer.start({ rules: RULES });
  const admin = await claimAdmin(server, "ada");
  const { waits, message, token } = await signUp(server, 202, "bob");
  assertEquals([waits, token], [true, undefined]);
  assertMatch(String(message), /waits for an administrator/);
  const signingIn = { body: { name: "bob", password: PASSWORD } };
  const told = await expect(server, "403 not-approved", "POST /api/session", signingIn);
  assertMatch(String(told.message), /waits for an administrator/);
  await expect(server, "401 bad-password", "POST /api/session", {
    body: { name: "bob", password: "a wrong password" },
  });
  // The name is taken meanwhile, from guests too.
  await signUp(server, "409 name-taken", "BOB");
  await expect(server, "401 bad-password", "POST /api/session", { body: { name: "bob" } });
  assertEquals(await waitingOf(server, admin), ["bob"]);
  const path = "PUT /api/admin/people/bob/sign-up";
  const decide = (decision: string, more = {}) => ({
    ...{ token: admin, body: { decision, ...more } },
  });
  await expect(server, "400 malformed", path, decide("perhaps"));
  await expect(server, "400 malformed", path, decide("refuse"));
  await expect(server, 204, path, decide("approve"));
  await expect(server, "404 not-found", path, decide("approve"));
  assertEquals(await waitingOf(server, admin), []);
  await signIn(server, "bob", PASSWORD);
});

Deno.test("Who is refused is told why when they sign in, and the name is free again", async () => {
  await using server = await TestServer.start({ rules: RULES });
  const admin = await claimAdmin(server, "ada");
  await signUp(server, 202, "bob");
  const body = { decision: "refuse", reason: "we do not know you" };
  await expect(server, 204, "PUT /api/admin/people/bob/sign-up", { token: admin, body });
  const signingIn = { body: { name: "bob", password: PASSWORD } };
  const { message } = await expect(server, "403 not-approved", "POST /api/session", signingIn);
  assertMatch(String(message), /refused: we do not know you/);
  assertEquals(await waitingOf(server, admin), []);
  await signUp(server, 202, "bob");
  assertEquals(await waitingOf(server, admin), ["bob"]);
});

Deno.test("A guest who signs up stays a guest until they are approved, and then has the account at once", async () => {
  await using server = await TestServer.start({ rules: RULES });
  const admin = await claimAdmin(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  const token = bob.welcome.token!;
  await signUp(server, 202, "bob", { token });
  const who = async () => (await expect(server, 200, "GET /api/session", { token })).guest;
  assertEquals(await who(), true);
  await expect(server, 201, "POST /api/rooms/lobby/messages", { token, body: { text: "hello" } });
  const body = { decision: "approve" };
  await expect(server, 204, "PUT /api/admin/people/bob/sign-up", { token: admin, body });
  assertEquals(await who(), false);
  assertEquals((await ask(server, "GET /api/bots", { token })).status, 200);
});

Deno.test("Who is invited does not wait, and an invitation is used up", async () => {
  await using server = await TestServer.start({ rules: RULES });
  const token = await claimAdmin(server, "ada");
  const { invite } = await expect(server, 201, "POST /api/invites", { token, body: {} });
  await signUp(server, 201, "bob", { invite: String(invite) });
  await signUp(server, 202, "cleo", { invite: String(invite) });
});
