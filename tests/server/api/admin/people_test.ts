import { assert, assertEquals, assertMatch } from "@std/assert";
import { Close } from "../../../../protocol.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { Clock } from "../../../support/clock.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { until } from "../../../support/until.ts";

const HOUR_MS = 60 * 60 * 1000;

/** The names in an answer of people, and where the next page begins. */
function namesOf({ people, next }: Record<string, unknown>): [string[], unknown] {
  return [(people as { name: string }[]).map(({ name }) => name), next];
}

/** Gives somebody a role. */
function setRole(
  server: TestServer,
  token: string,
  name: string,
  role: string,
): ReturnType<typeof ask> {
  return ask(server, `PUT /api/admin/people/${name}/role`, { token, body: { role } });
}

Deno.test("Administrators list accounts a page at a time, find them by name, and see bots and guests", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const own = await claim(server, "bob");
  await claim(server, "bobby");
  await expect(server, 201, "POST /api/bots", { token: own, body: { name: "echo" } });
  await using _gus = await TestClient.enter(server, "Gus");
  const list = (query: string) => expect(server, 200, `GET /api/admin/people?${query}`, { token });
  const [first, next] = namesOf(await list("limit=2"));
  assertEquals(first, ["ada", "bob"]);
  assertEquals(namesOf(await list(`limit=2&after=${next}`)), [["bobby"], undefined]);
  assertEquals(namesOf(await list("q=BOB")), [["bob", "bobby"], undefined]);
  assertEquals(namesOf(await list("kind=guests")), [["Gus"], undefined]);
  assertEquals(namesOf(await list("kind=bots")), [["echo"], undefined]);
  const { people } = await list("q=ada");
  const [ada] = people as Record<string, unknown>[];
  assertEquals([ada?.admin, ada?.here, "password" in ada!, "id" in ada!], [
    true,
    false,
    false,
    false,
  ]);
  for (const query of ["limit=0", "limit=201", "kind=ghosts", `q=${"x".repeat(101)}`]) {
    await expect(server, "400 malformed", `GET /api/admin/people?${query}`, { token });
  }
  await using _bob = await TestClient.connect(server, { token: own });
  await using _ada = await TestClient.connect(server, { token });
  assertEquals((await list("kind=here")).people, [
    { name: "ada", here: true, admin: true },
    { name: "bob", here: true },
    { name: "Gus", here: true, guest: true },
  ]);
  const [page, rest] = namesOf(await list("kind=here&limit=2"));
  assertEquals([page, namesOf(await list(`kind=here&after=${rest}`))], [["ada", "bob"], [
    ["Gus"],
    undefined,
  ]]);
});

Deno.test("An administrator makes another, who may do the same, and is told so at once", async () => {
  await using server = await TestServer.start();
  const ada = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  await using socket = await TestClient.connect(server, { token: bob });
  assertEquals((await setRole(server, ada, "bob", "administrator")).status, 204);
  await expect(server, 200, "GET /api/admin/people", { token: bob });
  assertEquals((await setRole(server, bob, "ada", "member")).status, 204);
  // Who loses the role is signed out.
  assertEquals((await ask(server, "GET /api/session", { token: ada })).status, 401);
  const again = await signIn(server, "ada", PASSWORD);
  await expect(server, "403 forbidden", "GET /api/admin/people", { token: again });
  assertEquals((await socket.ask({ type: "rooms" })).type, "rooms");
  await expect(server, "404 not-found", "PUT /api/admin/people/nobody/role", {
    token: bob,
    body: { role: "member" },
  });
});

Deno.test("The last administrator stays one: by no demotion, deletion or suspension, nor two at once", async () => {
  await using server = await TestServer.start();
  const ada = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  const body = { password: PASSWORD, messages: "keep" };
  assertMatch(
    String((await setRole(server, ada, "ada", "member")).body?.message),
    /only administrator/,
  );
  await expect(server, "403 forbidden", "DELETE /api/account", { token: ada, body });
  await expect(server, "403 forbidden", "DELETE /api/admin/people/ada", { token: ada, body });
  const suspend = { token: ada, body: { reason: "holiday" } };
  await expect(server, "403 forbidden", "PUT /api/admin/people/ada/suspension", suspend);
  assertEquals((await setRole(server, ada, "bob", "administrator")).status, 204);
  const answers = await Promise.all([
    ask(server, "DELETE /api/account", { token: bob, body }),
    ask(server, "DELETE /api/account", { token: ada, body }),
  ]);
  assertEquals(answers.map(({ status }) => status).toSorted(), [204, 403]);
});

Deno.test("Of two administrators who end each other's role, one stays", async () => {
  await using server = await TestServer.start();
  for (const name of ["ada", "bob"]) {
    if (name === "ada") await claimAdmin(server, name);
    else await claim(server, name);
  }
  for (let round = 0; round < 5; round++) {
    const tokens = [await signIn(server, "ada", PASSWORD), await signIn(server, "bob", PASSWORD)];
    for (const token of tokens) {
      for (const name of ["ada", "bob"]) await setRole(server, token, name, "administrator");
    }
    const [ada = "", bob = ""] = tokens;
    const answers = await Promise.all([
      setRole(server, ada, "bob", "member"),
      setRole(server, bob, "ada", "member"),
    ]);
    const done = answers.filter(({ status }) => status === 204);
    assertEquals(done.length, 1, JSON.stringify(answers.map(({ body }) => body)));
  }
});

Deno.test("With --admin that account is the only administrator, and no role is given or taken", async () => {
  const rules = { signUp: "open", guests: true, admin: "ada" } as const;
  await using server = await TestServer.start({ rules });
  const ada = await claimAdmin(server, "ada");
  await claim(server, "bob");
  for (const [name, role] of [["bob", "administrator"], ["ada", "member"]] as const) {
    const { status, body } = await setRole(server, ada, name, role);
    assertEquals(status, 403);
    assertMatch(String(body?.message), /--admin/);
  }
});

Deno.test("Who is suspended is signed out with their bots, told why and until when, and may come back then", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  const { token: made } = await expect(server, 201, "POST /api/bots", {
    token: bob,
    body: { name: "echo" },
  });
  const bot = String(made);
  await using socket = await TestClient.connect(server, { token: bob });
  await using botSocket = await TestClient.connect(server, { token: bot });
  const path = "/api/admin/people/bob/suspension";
  for (const body of [{}, { reason: " " }, { reason: "x", ms: -1 }, { reason: "x".repeat(201) }]) {
    await expect(server, "400 malformed", `PUT ${path}`, { token, body });
  }
  const body = { reason: "spam in the lobby", ms: HOUR_MS };
  await expect(server, 200, `PUT ${path}`, { token, body });
  assertEquals([await socket.closed, await botSocket.closed], [Close.Removed, Close.Removed]);
  for (const gone of [bob, bot]) {
    assertEquals((await ask(server, "GET /api/session", { token: gone })).status, 401);
  }
  const signingIn = { body: { name: "bob", password: PASSWORD } };
  const { message } = await expect(server, "403 suspended", "POST /api/session", signingIn);
  assertMatch(String(message), /suspended until \d{4}-\d\d-\d\d \d\d:\d\d UTC: spam in the lobby/);
  // Who does not know the password learns nothing.
  const wrong = { body: { name: "bob", password: "a wrong password" } };
  await expect(server, "401 bad-password", "POST /api/session", wrong);
  clock.pass(HOUR_MS);
  await expect(server, 201, "POST /api/session", signingIn);
  await expect(server, 200, "GET /api/session", { token: bot });
});

Deno.test("A suspension without an end lasts until it is lifted, and hooks that its person made say nothing", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  await expect(server, 204, "PUT /api/admin/people/bob/role", {
    token,
    body: { role: "administrator" },
  });
  const { url } = await expect(server, 201, "POST /api/rooms/lobby/hooks", {
    ...{ token: bob, body: { name: "deploys" } },
  });
  const post = async () => {
    const response = await fetch(server.url(new URL(String(url)).pathname), {
      ...{ method: "POST", body: "deployed", headers: { "content-type": "text/plain" } },
    });
    await response.body?.cancel();
    return response.status;
  };
  assertEquals(await post(), 200);
  const path = "/api/admin/people/bob/suspension";
  const body = { reason: "spam" };
  await expect(server, "403 forbidden", `PUT ${path}`, { token, body });
  await setRole(server, token, "bob", "member");
  await expect(server, 200, `PUT ${path}`, { token, body });
  await expect(server, "403 forbidden", "PUT /api/admin/people/bob/role", {
    ...{ token, body: { role: "administrator" } },
  });
  assertEquals(await post(), 403);
  const { people } = await expect(server, 200, "GET /api/admin/people?q=bob", { token });
  const [person] = people as { suspended?: { by: string; reason: string } }[];
  assertEquals([person?.suspended?.by, person?.suspended?.reason], ["ada", "spam"]);
  await expect(server, 204, `DELETE ${path}`, { token });
  await expect(server, "404 not-found", `DELETE ${path}`, { token });
  await signIn(server, "bob", PASSWORD);
  assertEquals(await post(), 200);
});

Deno.test("An administrator deletes an account as its owner could, and what was said stays or goes", async () => {
  for (const messages of ["keep", "delete"]) {
    await using server = await TestServer.start();
    const token = await claimAdmin(server, "ada");
    const bob = await claim(server, "bob");
    const path = "/api/rooms/lobby/messages";
    await expect(server, 201, `POST ${path}`, { token: bob, body: { text: "hello" } });
    await expect(server, "400 malformed", "DELETE /api/admin/people/bob", {
      token,
      body: { messages: "x" },
    });
    await expect(server, 204, "DELETE /api/admin/people/bob", { token, body: { messages } });
    assertEquals((await ask(server, "GET /api/session", { token: bob })).status, 401);
    const isErased = async () => {
      const { entries } = await expect(server, 200, `GET ${path}`, { token });
      const [said] = entries as { from: string; text: string }[];
      return said?.from !== "bob" ? said : undefined;
    };
    let said: { from: string; text: string } | undefined;
    await until(async () => (said = await isErased()) !== undefined, "what was said to be erased");
    assertEquals([said?.from, said?.text], ["former member", messages === "keep" ? "hello" : ""]);
    await claim(server, "bob");
    const { entries } = await expect(server, 200, "GET /api/audit", { token });
    const noted = entries as Record<string, unknown>[];
    assert(
      noted.some(({ what, by, about }) =>
        what === "account-deleted" && by === "ada" && about === "bob"
      ),
    );
  }
});
