import { assert, assertEquals } from "@std/assert";
import { ask, claim, claimAdmin, expect, signIn } from "../../../support/server/asker.ts";
import { sayFiles, someBytes, upload } from "../../../support/server/uploads.ts";
import { Clock } from "../../../support/clock.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

type Told = Record<string, unknown>;

Deno.test("An administrator sees who is here, what runs, and that the store works", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await using _gus = await TestClient.enter(server, "gus");
  await using _ada = await TestClient.connect(server, { token });
  await using _again = await TestClient.connect(server, { token });
  const health = await expect(server, 200, "GET /api/admin/health", { token });
  assertEquals([health.people, health.sockets, health.rooms], [2, 3, 1]);
  assertEquals(health.deno, Deno.version.deno);
  assertEquals("trouble" in (health.store as Told), false);
  assert(Number(health.now) >= Number(health.since) && Number(health.memory) > 0);
});

Deno.test("An administrator sees whose files take how much, counted anew after a while", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  const upload = async (bytes: number) => {
    const headers = { authorization: `Bearer ${bob}` };
    const body = new Uint8Array(bytes).fill(bytes % 251);
    const response = await fetch(server.url("/api/files?name=x.bin"), {
      ...{ method: "POST", headers, body },
    });
    assertEquals(response.status, 201);
    await response.body?.cancel();
  };
  await upload(1_000);
  const people = async () =>
    (await expect(server, 200, "GET /api/admin/storage", { token })).people as Told[];
  assertEquals(await people(), [{ name: "bob", bytes: 1_000 }]);
  await upload(500);
  assertEquals(await people(), [{ name: "bob", bytes: 1_000 }]);
  clock.pass(60_000);
  assertEquals(await people(), [{ name: "bob", bytes: 1_500 }]);
});

Deno.test("An administrator sees in which rooms files take how much, counted anew after a while", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  await using socket = await TestClient.connect(server, { token: bob });
  for (const room of ["den", "attic"]) await socket.join(room);
  const say = async (room: string, bytes: number) => {
    const file = await upload(server, someBytes(bytes, bytes), { token: bob });
    await sayFiles(server, [{ id: file.id }], { token: bob, room });
  };
  await say("den", 1_000);
  await say("den", 500);
  await say("attic", 4_000);
  const sizes = async (query: string): Promise<unknown> => {
    const { rooms } = await expect(server, 200, `GET /api/admin/rooms?${query}`, { token });
    return Object.fromEntries((rooms as Told[]).map(({ room, files }) => [room, files]));
  };
  assertEquals(await sizes(""), { den: 1_500, attic: 4_000, lobby: 0 });
  const order = async () => Object.keys(await sizes("sort=size") as object);
  assertEquals(await order(), ["attic", "den", "lobby"]);
  const page = await expect(server, 200, "GET /api/admin/rooms?sort=size&limit=1", { token });
  const next = await expect(server, 200, `GET /api/admin/rooms?sort=size&after=${page.next}`, {
    token,
  });
  assertEquals((next.rooms as Told[]).map(({ room }) => room), ["den", "lobby"]);
  await say("lobby", 9_000);
  assertEquals(await order(), ["attic", "den", "lobby"]);
  clock.pass(60_000);
  assertEquals(await order(), ["lobby", "attic", "den"]);
  await expect(server, "400 malformed", "GET /api/admin/rooms?sort=age", { token });
});

Deno.test("Of very many files in rooms only so many are counted", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  for (const bytes of [100, 200, 300]) {
    const file = await upload(server, someBytes(bytes, bytes), { token });
    await sayFiles(server, [{ id: file.id }], { token });
  }
  const { rooms, more } = await server.backing.files.usageByRoom(2);
  assertEquals([rooms.get("lobby"), more], [300, true]);
  assertEquals((await server.backing.files.usageByRoom(3)).more, false);
});

Deno.test("The audit log is read by who, what and since when, a page at a time", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claimAdmin(server, "ada");
  await claim(server, "bob");
  const since = clock.now() + 1_000;
  clock.pass(1_000);
  for (let i = 0; i < 3; i++) {
    await signIn(server, "bob", "correct horse battery staple").catch(() => {});
    await ask(server, "POST /api/session", { body: { name: "bob", password: "a wrong password" } });
    clock.pass(1_000);
  }
  await expect(server, 204, "DELETE /api/admin/people/bob/sessions", { token });
  const read = async (query: string): Promise<[unknown[], unknown]> => {
    const { entries, next } = await expect(server, 200, `GET /api/audit?${query}`, { token });
    return [(entries as Told[]).map(({ what }) => what), next];
  };
  assertEquals((await read("what=sessions-ended&who=BOB"))[0], ["sessions-ended"]);
  assertEquals((await read("what=claimed"))[0].length, 2);
  assertEquals((await read(`what=claimed&since=${since}`))[0], []);
  const [first, next] = await read("what=failed&limit=2");
  assertEquals([first.length, typeof next], [2, "string"]);
  const [rest] = await read(`what=failed&limit=2&before=${next}`);
  assert(rest.length >= 1);
  for (const query of [`who=${"x".repeat(101)}`, "since=yesterday"]) {
    await expect(server, "400 malformed", `GET /api/audit?${query}`, { token });
  }
});
