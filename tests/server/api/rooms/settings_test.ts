import { assertEquals, assertStringIncludes } from "@std/assert";
import { backingOver } from "../../../../server/backing.ts";
import { Store } from "../../../../server/kv/store.ts";
import { ask, claim, claimAdmin, expect } from "../../../support/server/asker.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

Deno.test("A room is set over HTTP as over a socket, all that is asked at once", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada", "den");
  await using bob = await TestClient.enter(server, "bob", "den");
  const { token } = ada.welcome;
  const body = { name: "Cave", slow: 30_000, announce: true, access: "listed", topic: "News" };
  assertEquals(await expect(server, 200, "PATCH /api/rooms/den", { token, body }), {
    ...{ room: "den", topic: "News", name: "Cave", access: "listed", slow: 30_000, announce: true },
  });
  const settings = { slow: 30_000, announce: true, access: "listed", name: "Cave" } as const;
  await bob.until(
    (event) => event.type === "settings" && event.name === "Cave",
    "the last setting",
  );
  const listed = await expect(server, 200, "GET /api/rooms", { token });
  assertEquals(
    JSON.parse(JSON.stringify(listed.rooms)).find((one: { room: string }) => one.room === "den"),
    {
      ...{ room: "den", topic: "News", head: 5, count: 2, read: 0, unread: 0, mentions: 0 },
      ...{ ...settings, joined: true },
    },
  );
  const { token: his } = bob.welcome;
  const refused = await ask(server, "POST /api/rooms/cave/messages", {
    token: his,
    body: { text: "!" },
  });
  assertEquals([refused.status, refused.body?.reason], [403, "forbidden"]);
  assertEquals((await ask(server, "PATCH /api/rooms/den", { token: his, body })).status, 403);
});

Deno.test("What is said by a room's new name, over HTTP, is stored once", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada", "den");
  const { token } = ada.welcome;
  await expect(server, 200, "PATCH /api/rooms/den", { token, body: { name: "Cave" } });
  const body = { text: "hello", id: "1" };
  const said = await expect(server, 201, "POST /api/rooms/cave/messages", { token, body });
  assertEquals([said.room, said.seq], ["den", 2]);
  const again = await expect(server, 200, "POST /api/rooms/cave/messages", { token, body });
  assertEquals(again, { stored: { room: "den", seq: 2 } });
});

Deno.test("A room comes out of the archive before it is changed, and goes in after that", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada", "den");
  const { token } = ada.welcome;
  const change = (body: unknown) => expect(server, 200, "PATCH /api/rooms/den", { token, body });
  assertEquals((await change({ archived: true, topic: "Over" })).archived, true);
  assertEquals(await change({ topic: "Again", archived: false }), { room: "den", topic: "Again" });
});

Deno.test("What cannot be read changes nothing, and says what is wrong", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada", "den");
  const { token } = ada.welcome;
  for (const body of [{}, { slow: "fast" }, { announce: true, name: "two words" }]) {
    const { status, body: told } = await ask(server, "PATCH /api/rooms/den", { token, body });
    assertEquals(status, 400, JSON.stringify(told));
    assertStringIncludes(String(told?.message), "Cannot");
  }
  const { body } = await ask(server, "GET /api/rooms", { token });
  assertEquals(JSON.stringify(body).includes("announce"), false);
});

Deno.test("Settings, and roles, are told on another server over the same database, and there after a restart", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  {
    await using ours = await TestServer.start({ backing: backingOver(store) });
    await using theirs = await TestServer.start({ backing: backingOver(store) });
    await using ada = await TestClient.enter(ours, "ada", "den");
    await using bob = await TestClient.enter(theirs, "bob", "den");
    const { token } = ada.welcome;
    const body = { name: "Cave", slow: 30_000 };
    await expect(ours, 200, "PATCH /api/rooms/den", { token, body });
    await bob.until(
      (event) => event.type === "settings" && event.slow === 30_000 && event.name === "Cave",
      "the settings",
    );
    await ada.ask({ type: "moderator", room: "den", name: "bob", on: true });
    await bob.until((event) => event.type === "settings" && event.role === "moderator", "the role");
    bob.say("den", "spam");
    const { seq } = await ada.next("said");
    const report = await ada.ask({ type: "report", room: "den", of: seq, reason: "" });
    assertEquals(report.type, "done", JSON.stringify(report));
    assertEquals(await bob.next("reported"), { type: "reported", room: "den" });
  }
  await using server = await TestServer.start({ backing: backingOver(store) });
  await using cyd = await TestClient.connect(server, "cyd");
  const joined = await cyd.join("cave");
  assertEquals([joined.room, joined.name, joined.slow], ["den", "Cave", 30_000]);
});

Deno.test("The list of a room's people is its moderators', with the reason and the end of each ban", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "zoe");
  await using ada = await TestClient.enter(server, "ada", "den");
  await using bob = await TestClient.enter(server, "bob", "den");
  await using cyd = await TestClient.enter(server, "cyd", "den");
  const does = async (command: Record<string, unknown>) =>
    assertEquals((await ada.ask({ room: "den", ...command })).type, "done");
  await does({ type: "moderator", name: "bob", on: true });
  await does({ type: "mute", name: "cyd", ms: 60_000 });
  await does({ type: "ban", name: "eve", reason: "a raid", address: false });
  await does({ type: "invite", name: "cyd" });
  const { token } = ada.welcome;
  const told = await expect(server, 200, "GET /api/rooms/den/moderation", { token });
  assertEquals({ ...told, mutes: undefined }, {
    ...{ owner: "ada", moderators: ["bob"], invited: ["cyd"], unnamed: 0, reports: 0 },
    bans: [{ name: "eve", by: "ada", reason: "a raid" }],
    guests: ["ada", "bob", "cyd"],
    mutes: undefined,
  });
  const his = { token: cyd.welcome.token };
  for (const path of ["moderation", "people/bob", "reports"]) {
    assertEquals((await ask(server, `GET /api/rooms/den/${path}`, his)).status, 403, path);
  }
  const may = async (token: string | undefined, name: string) =>
    (await expect(server, 200, `GET /api/rooms/den/people/${name}`, { token })).may;
  assertEquals(await may(token, "bob"), ["mute", "kick", "ban", "moderator"]);
  assertEquals(await may(token, "cyd"), ["mute", "kick", "ban", "moderator"]);
  assertEquals(await may(token, "ada"), []);
  assertEquals(await may(token, "zoe"), []);
  assertEquals(await may(bob.welcome.token, "ada"), []);
  assertEquals(await may(bob.welcome.token, "cyd"), ["mute", "kick", "ban"]);
  assertEquals(await may(token, "nobody"), ["ban"]);
  assertEquals(await may(admin, "ada"), ["mute", "kick", "ban"]);
  const { entries } = await expect(server, 200, "GET /api/audit", { token: admin });
  assertStringIncludes(JSON.stringify(entries), '"reason":"a raid"');
});

Deno.test("Moderators are told who of those in their lists has no account, also who has claimed their name since", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "zoe");
  await using ada = await TestClient.connect(server, { token: await claim(server, "ada") });
  await ada.join("den");
  await using bob = await TestClient.connect(server, { token: await claim(server, "bob") });
  await bob.join("den");
  await using gus = await TestClient.enter(server, "gus", "den");
  await using _hal = await TestClient.enter(server, "hal", "den");
  for (const name of ["bob", "gus", "hal"]) {
    const command = { type: "mute", room: "den", name, ms: 60_000 };
    assertEquals((await ada.ask(command)).type, "done");
  }
  const { token } = ada.welcome;
  const guests = async () =>
    (await expect(server, 200, "GET /api/rooms/den/moderation", { token })).guests;
  assertEquals(await guests(), ["gus", "hal"]);
  const { bans } = await expect(server, 200, "GET /api/admin/bans", { token: admin });
  const told = (bans as Record<string, unknown>[]).map(({ name, guest }) => [name, guest]);
  assertEquals(told, [["bob", undefined], ["gus", true], ["hal", true]]);
  // Whoever claims the name that they have keeps their identity.
  await claim(server, "gus", { token: gus.welcome.token });
  assertEquals(await guests(), ["hal"]);
});
