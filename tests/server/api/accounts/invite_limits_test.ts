import { assert, assertEquals } from "@std/assert";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { Clock } from "../../../support/clock.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer, type TestServerOptions } from "../../../support/server/test_server.ts";
import { Town } from "./town.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

Deno.test("What an invitation is made with is checked, and told in one sentence", async () => {
  await using town = await Town.make();
  const bodies = [
    ...[{ uses: 0 }, { uses: 1.5 }, { uses: "2" }, { uses: 10_001 }].map((body) => [body, "uses"]),
    ...[{ days: 0 }, { days: 366 }, { days: [] }, { days: -1 }].map((body) => [body, "days"]),
  ] as const;
  for (const [body, field] of bodies) {
    for (const room of [{}, { room: "den" }]) {
      const asking = { token: town.admin, body: { ...body as object, ...room } };
      const { message } = await expect(
        town.server,
        "400 malformed",
        "POST /api/invites",
        asking,
      );
      assert(String(message).startsWith(`Cannot invite: ${field} must be an integer`));
    }
  }
  await expect(town.server, "403 forbidden", "POST /api/invites", {
    token: town.owner,
    body: { room: "@ada,bob" },
  });
  for (const after of ["x", "%00"]) {
    await expect(town.server, "400 malformed", `GET /api/invites?after=${after}`, {
      token: town.admin,
    });
  }
});

Deno.test("Nobody has more than a hundred invitations that can be used", async () => {
  await using town = await Town.make();
  const first = await town.invite();
  for (let i = 1; i < 100; i++) await town.invite();
  const asking = { token: town.owner, body: { room: "den" } };
  await expect(town.server, "403 forbidden", "POST /api/invites", asking);
  assertEquals(await town.follow(first.invite), "204");
  await town.invite();
});

Deno.test("Who guesses links into rooms is refused as who guesses passwords", async () => {
  const clock = new Clock();
  const limits = { total: 100, perAddress: 100, perPerson: 100 };
  await using town = await Town.make("hidden", { limits, now: clock.now });
  const { invite } = await town.invite();
  const answers: number[] = [];
  for (let i = 0; i < 25; i++) {
    const body = { invite: `guess-${i}` };
    const route = i % 2 === 0 ? "use" : "preview";
    const asking = { token: town.bob, body };
    answers.push((await ask(town.server, `POST /api/invites/${route}`, asking)).status);
    clock.pass(1000);
  }
  const first = answers.indexOf(429);
  assert(first >= 19 && first <= 24, answers.join());
  assertEquals(await town.follow(invite), "429 too-many");
  clock.pass(10 * 60_000);
  assertEquals(await town.follow(invite), "204");
});

Deno.test("An invitation to make an account is good for as many as it says, while its maker administrates", async () => {
  const clock = new Clock();
  const rules = { signUp: "invite", guests: false } as const;
  await using server = await TestServer.start({ rules, now: clock.now });
  const token = await claimAdmin(server, "ada");
  const made = await expect(server, 201, "POST /api/invites", {
    token,
    body: { uses: 2, days: 30 },
  });
  assertEquals(made.expires, clock.now() + 30 * DAY_MS);
  const invite = String(made.invite);
  assertEquals(made.url, `${server.url()}#invite=${invite}`);
  const preview = { body: { invite } };
  assertEquals((await expect(server, 200, "POST /api/invites/preview", preview)).by, "ada");
  clock.pass(29 * DAY_MS);
  const bob = await claim(server, "bob", { body: { invite } });
  // It leads into no room.
  const body = { invite };
  await expect(server, "403 forbidden", "POST /api/invites/use", { token: bob, body });
  await claim(server, "cleo", { body });
  const late = { name: "dan", password: PASSWORD, invite };
  await expect(server, "403 not-invited", "POST /api/accounts", { body: late });
});

/** What takes from an administrator the right to invite. */
const ENDS = {
  "is no administrator any more": ["PUT /api/admin/people/bob/role", { role: "member" }],
  "is deleted": ["DELETE /api/admin/people/bob", { messages: "keep" }],
} as const;

for (const [what, [end, ended]] of Object.entries(ENDS)) {
  Deno.test(`An invitation to make an account ends when who made it ${what}`, async () => {
    const rules = { signUp: "invite", guests: true } as const;
    await using server = await TestServer.start({ rules });
    const token = await claimAdmin(server, "ada");
    const first = await expect(server, 201, "POST /api/invites", { token });
    await claim(server, "bob", { body: { invite: first.invite } });
    const role = { token, body: { role: "administrator" } };
    await expect(server, 204, "PUT /api/admin/people/bob/role", role);
    const bob = await signIn(server, "bob", PASSWORD);
    const many = { token: bob, body: { uses: 9 } };
    const { invite } = await expect(server, 201, "POST /api/invites", many);
    await claim(server, "cleo", { body: { invite } });
    await expect(server, 204, end, { token, body: ended });
    const body = { name: "dan", password: PASSWORD, invite };
    await expect(server, "403 not-invited", "POST /api/accounts", { body });
  });
}

Deno.test("A link into a room makes no account where that takes an invitation", async () => {
  const rules = { signUp: "invite", guests: true } as const;
  await using server = await TestServer.start({ rules });
  const token = await claimAdmin(server, "ada");
  const { invite } = await expect(server, 201, "POST /api/invites", {
    token,
    body: { room: "lobby", uses: 5 },
  });
  await expect(server, "403 not-invited", "POST /api/accounts", {
    body: { name: "bob", password: PASSWORD, invite },
  });
});

Deno.test("A link ends with its room, whatever is made under the name later", async () => {
  const clock = new Clock();
  await using town = await Town.make("hidden", { now: clock.now });
  const { server, admin, ruler } = town;
  // An administrator may invite into any room, so into a later one of the name, too.
  const { invite } = await town.invite({ uses: 9 }, admin);
  const { id } = await town.invite({ uses: 9 });
  await ruler.ask({ type: "close", room: "den" });
  const isGone = async () => {
    // The next tick forgets it.
    const { invites } = await expect(server, 200, "GET /api/invites", { token: admin });
    return !(invites as { id: string }[]).some((one) => one.id === id);
  };
  while (!await isGone()) clock.pass(1000);
  await using bob = await TestClient.connect(server, { token: town.bob });
  await bob.join("den");
  await bob.ask({ type: "access", room: "den", access: "hidden" });
  assertEquals(await town.follow(invite, await signIn(server, "gus")), "403 not-invited");
});

Deno.test("Links are in the store without their secrets, and go with who made them", async () => {
  await using town = await Town.make();
  const { invite } = await town.invite({ uses: 5 });
  const store = town.server.backing.invites;
  const [kept] = await store.all(10);
  assert(kept && !JSON.stringify(kept).includes(invite));
  await expect(town.server, 204, "DELETE /api/account", {
    token: town.owner,
    body: { password: PASSWORD, messages: "delete" },
  });
  // In the background, with what else is erased of them.
  while ((await store.all(10)).length > 0) await new Promise((done) => setTimeout(done));
});

Deno.test("A page at localhost is told where the network finds it, and no other page is", async () => {
  const interfaces = () => [
    { name: "lo", family: "IPv4", address: "127.0.0.1" } as const,
    { name: "docker0", family: "IPv4", address: "172.17.0.1" } as const,
    { name: "eth0", family: "IPv4", address: "192.168.7.20" } as const,
  ];
  const network = async (options: TestServerOptions) => {
    await using server = await TestServer.start({ interfaces, ...options });
    const token = await claimAdmin(server, "ada");
    const made = await expect(server, 201, "POST /api/invites", { token });
    const me = await expect(server, 200, "GET /api/session", { token });
    await expect(server, 201, "POST /api/rooms/lobby/messages", { token, body: { text: "hi" } });
    const hook = await expect(server, 201, "POST /api/rooms/lobby/hooks", {
      ...{ token, body: { name: "ci" } },
    });
    const page = made.network && String(made.network).replace(/#.*/, "");
    assertEquals(me.network, page);
    assertEquals(hook.network, page && `${page}${String(hook.url).split("/").slice(-2).join("/")}`);
    return [String(made.url), made.network, server.url().port, made.invite] as const;
  };
  const [url, told, port, invite] = await network({});
  assertEquals(url, `http://127.0.0.1:${port}/#invite=${invite}`);
  assertEquals(told, `http://192.168.7.20:${port}/#invite=${invite}`);
  // Where it does not listen, nobody finds it.
  assertEquals((await network({ host: "127.0.0.1" }))[1], undefined);
  const publicUrl = new URL("https://chat.example/talk/");
  const [outside, none, _, secret] = await network({ publicUrl });
  assertEquals([outside, none], [`https://chat.example/talk/#invite=${secret}`, undefined]);
});
